/** Limits that hold over all nodes: what one lets through counts on the others. */
import { afterEach, expect, it, vi } from 'vitest'
import { createGuesses } from '#server/edge/guesses.ts'
import { COMMANDS_AT_ONCE, COMMANDS_PER_SECOND, CONNECTIONS_A_SENDER, createRates } from '#server/edge/rates.ts'
import { createSharedLimits, type Counts } from '#server/edge/sharedLimits.ts'
import type { Visitor } from '#server/edge/admit.ts'

const LARGEST_NOTIFICATION = 8000

afterEach(() => void vi.useRealTimers())

/** Two nodes that hear of each other once `tell` runs. */
function twoNodes() {
  vi.useFakeTimers()
  let now = 0
  const monotonic = () => now
  const told: Counts[] = []
  const node = (other: () => Node) =>
    createSharedLimits({
      monotonic,
      tell(counts) {
        told.push(counts)
        other().heard(counts)
        return Promise.resolve()
      },
    })
  type Node = ReturnType<typeof createSharedLimits>
  const nodes: [Node, Node] = [node(() => nodes[1]), node(() => nodes[0])]
  return {
    nodes,
    told,
    async pass(milliseconds: number) {
      now += milliseconds
      await vi.advanceTimersByTimeAsync(milliseconds)
    },
  }
}

const staff: Visitor = {
  ...{ workshopId: 'a', device: 'staff', deviceId: null, orderId: null, audience: { view: 'staff' } },
  sessionId: 'the-secret-of-a-browser',
}
const address = '203.0.113.7'
const taken = (take: () => boolean, tries = 2000) => Array.from({ length: tries }, take).filter(Boolean).length

it('what a browser of staff sends to one node counts on the other; the kiosk has its own limit', async () => {
  const { nodes, told, pass } = twoNodes()
  const [one, two] = nodes.map((limits) => createRates(limits))
  const most = COMMANDS_AT_ONCE * CONNECTIONS_A_SENDER
  expect(taken(() => one!.take(staff, address), 100)).toBe(100)
  await pass(200)
  expect(taken(() => two!.take(staff, address))).toBe(most - 100)
  expect(two!.take({ ...staff, device: 'kiosk', sessionId: null }, address)).toBe(true)
  expect(JSON.stringify(told)).not.toContain(staff.sessionId)
})

it('a sender that floods two nodes for long gets no more from both than one would give', async () => {
  const { nodes, pass } = twoNodes()
  const rates = nodes.map((limits) => createRates(limits))
  const SECONDS = 60
  let sum = 0
  for (let i = 0; i < SECONDS * 10; i++) {
    for (const one of rates) sum += taken(() => one.take(staff, address), 20)
    await pass(100)
  }
  const perSecond = COMMANDS_PER_SECOND * CONNECTIONS_A_SENDER
  const atOnce = COMMANDS_AT_ONCE * CONNECTIONS_A_SENDER
  expect(sum).toBeLessThanOrEqual(SECONDS * perSecond + 2 * atOnce)
  expect(sum).toBeGreaterThan((SECONDS * perSecond) / 2)
})

it('wrong digits for a car count on every node, right ones on none', async () => {
  const { nodes, told, pass } = twoNodes()
  const [one, two] = nodes.map((limits) => createGuesses(limits))
  const guesser = { workshopId: 'a', address }
  const car = { plate: '沪A7K382' }
  for (let i = 0; i < 100; i++) {
    expect(one!.take(guesser, car)).toBe(true)
    one!.giveBack(guesser, car)
  }
  await pass(200)
  expect(told).toEqual([])
  for (let i = 0; i < 5; i++) expect(one!.take(guesser, car)).toBe(true)
  await pass(200)
  expect(two!.take(guesser, car)).toBe(false)
  expect(two!.take(guesser, { plate: '沪A00001' })).toBe(true)
})

it('what is told fits a notification, however many names there are', async () => {
  const { nodes, told, pass } = twoNodes()
  const buckets = nodes[0].buckets('customers', 1, 1)
  for (let i = 0; i < 1000; i++) buckets.take(`name ${i}`)
  await pass(200)
  expect(told.flatMap((counts) => Object.keys(counts))).toHaveLength(1000)
  for (const counts of told) expect(JSON.stringify(counts).length).toBeLessThan(LARGEST_NOTIFICATION - 200)
})
