/** The queue in front of a workshop's transactions: a lane for staff, bounds, and senders who leave. */
import { expect, it } from 'vitest'
import { createTurns, LANES, type Lane } from '#server/write/turns.ts'

/** Work that lasts until it is ended, in the order it began. */
function works() {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const inTurn = createTurns()
  return {
    begun,
    endFirst: () => ends.shift()!(),
    add: (name: string, lane: Lane, isGone = () => false) =>
      inTurn('a workshop', lane, isGone, () => {
        begun.push(name)
        return new Promise<string>((resolve) => ends.push(() => resolve(name)))
      }),
  }
}
const settled = () => new Promise(setImmediate)

it('staff go past whatever visitors have waiting', async () => {
  const { begun, add } = works()
  for (let i = 0; i < 50; i++) void add(`visitor ${i}`, 'visitors')
  void add('staff', 'staff')
  await settled()
  expect(begun).toEqual(['visitor 0', 'staff'])
})

it.each(['staff', 'visitors'] as const)('the lane of %s is bounded', async (lane) => {
  const { begun, add } = works()
  const { atOnce, waiting } = LANES[lane]
  for (let i = 0; i < atOnce; i++) void add('x', lane)
  await settled()
  for (let i = 0; i < waiting; i++) void add('x', lane)
  expect(await add('one too many', lane)).toBe('full')
  expect(begun).toHaveLength(atOnce)
})

it('what waited for a sender who has left is not done; what never waited is', async () => {
  const { begun, endFirst, add } = works()
  let isGone = false
  const first = add('at once', 'visitors', () => true)
  const [left, stayed] = [add('left', 'visitors', () => isGone), add('stayed', 'visitors')]
  await settled()
  isGone = true
  endFirst()
  expect(await Promise.all([first, left])).toEqual(['at once', 'gone'])
  await settled()
  endFirst()
  expect(await stayed).toBe('stayed')
  expect(begun).toEqual(['at once', 'stayed'])
})
