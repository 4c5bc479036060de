/**
 * Records every byte sent to wall, lobby, kiosk and customers' pages while a demo runs, and searches it for data they must
 * not see.
 */
import { expect } from 'vitest'
import { formatPlate } from '#contract/plate.ts'
import type { Batch, Position, Snapshot } from '#contract/sync.ts'
import type { ViewName } from '#contract/values.ts'
import { exampleFurnishing } from '#server/domain/workshop/example.ts'
import type { Demo } from '#server/demo/demo.ts'
import type { Database } from '#db/database.ts'
import { readState } from '#server/read/state.ts'
import { openRawScreen, type OnEvent } from '../load/rawScreen.ts'

/** After this many frames a screen reads the state and the changes since an earlier position, and reconnects from there. */
const ASKS_EVERY = 40
/** A customer's page gets few frames. */
const PAGE_ASKS_EVERY = 3

interface Heard {
  frames: Buffer[]
  /** The first order shown: on a customer's page, their own. */
  orderId: string | undefined
  asked: number
  /** Disconnects the screen once all its requests are answered. */
  end(): Promise<void>
}

/** Raw frames of a view from the socket, and the answers to its requests in between. */
async function listen(url: string, view: ViewName, token?: string): Promise<Heard> {
  const frames: Buffer[] = []
  const asked: Promise<void>[] = []
  let orderId: string | undefined
  let now: Position | null = null
  let before: Position | null = null

  /** A screen whose frames are kept; ready with its first snapshot or batch. */
  const open = (since: Position | null, heard: OnEvent, framed: () => void = () => {}) =>
    new Promise<ReturnType<typeof openRawScreen>>((resolve) => {
      const opened = openRawScreen(url, { view, since, ...(token && { token }) }, (event, message) => {
        heard(event, message)
        if (event === 'snapshot' || event === 'batch') resolve(opened)
      })
      opened.socket.on('message', (data: Buffer) => {
        // Skip Engine.IO's handshake: one of its own numbers might look like a price.
        if (data.toString().startsWith('0{"sid"')) return
        frames.push(data)
        framed()
      })
    })
  const read = async (path: string) => {
    const headers = { 'X-Pitboard-View': view, ...(token && { Authorization: `Bearer ${token}` }) }
    const answer = await fetch(`${url}/api/${path}`, { headers })
    expect(answer.status).toBe(200)
    frames.push(Buffer.from(await answer.arrayBuffer()))
  }
  const ask = async (since: Position | null) => {
    await read('state')
    if (!since) return
    await read(`changes?${new URLSearchParams({ ...since, seq: String(since.seq) })}`)
    const back = await open(since, () => {})
    back.close()
  }

  let count = 0
  const every = view === 'customer' ? PAGE_ASKS_EVERY : ASKS_EVERY
  const screen = await open(
    null,
    (event, message) => {
      if (event === 'snapshot') {
        const { epoch, seq, mark, put } = message as Snapshot<'customer'>
        now = { epoch, seq, mark }
        orderId ??= put.order?.[0]?.id
      } else if (event === 'batch') {
        const { to: seq, mark } = message as Batch
        now = now && { ...now, seq, mark }
      }
    },
    () => {
      if (++count % every !== 0) return
      // Without a missed change there would be no answer.
      asked.push(ask(before && now && before.seq < now.seq ? before : null))
      before = now
    },
  )
  return {
    frames,
    get orderId() {
      return orderId
    },
    get asked() {
      return asked.length
    },
    async end() {
      screen.close()
      await Promise.all(asked)
    },
  }
}

/** The secrets by kind; each as it could appear in a frame. */
function secretsOf({ shop }: Demo) {
  const cars = [...shop.plan.cars, ...shop.tomorrow.cars]
  const { questions, words } = {
    questions: shop.plan.visits.map((visit) => visit.words),
    words: cars.map((car) => car.words),
  }
  return {
    name: cars.map(({ customer }) => customer.name),
    phone: cars.map(({ customer }) => customer.phone),
    words: [...words, ...questions],
    plate: cars.flatMap(({ customer: { plate } }) => [plate, formatPlate(plate), plate.slice(1)]),
    price: exampleFurnishing.priceItems.map(({ price }) => String(price)),
  }
}

/** The secrets that occur. Prices count as whole numbers only, everything else anywhere, escaped or not. */
function found(frames: readonly Buffer[], secrets: readonly string[], whole = false): string[] {
  const bytes = Buffer.concat(frames)
  const numbers = whole ? new Set(bytes.toString('utf8').match(/(?<![\w.-])\d+(?![\w.-])/g)) : null
  const escaped = (text: string) =>
    text.replaceAll(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return secrets.filter((secret) =>
    numbers ? numbers.has(secret) : bytes.includes(secret) || bytes.includes(escaped(secret)),
  )
}

type DemoDay = Demo & { database: Database }
type AllHeard = Record<'staff' | 'wall' | 'lobby' | 'kiosk', Heard> & { customers: Heard[] }

/** Listens to every view of the workshop and to every fifth customer's page. Call `heard` once the day is over. */
export async function listenToViews(demo: DemoDay): Promise<{ heard(): Promise<AllHeard> }> {
  const { url } = demo.app
  const [staff, wall, lobby, kiosk] = await Promise.all(
    (['staff', 'wall', 'lobby', 'kiosk'] as const).map((view) => listen(url, view)),
  )
  const pages: Promise<Heard>[] = []
  demo.shop.onLink = (link) => {
    if (demo.shop.links.length % 5 === 1) pages.push(listen(url, 'customer', link.split('/').at(-1)))
  }
  return {
    async heard() {
      demo.shop.onLink = () => {}
      const boards = [staff!, wall!, lobby!, kiosk!]
      const last = demo.shop.staff.replica.seq
      const isThere = ({ frames }: Heard) => frames.some((frame) => frame.includes(`"to":${last},`))
      for (const board of boards) await expect.poll(() => isThere(board), { timeout: 10_000 }).toBe(true)
      const customers = await Promise.all(pages)
      for (const screen of [...boards, ...customers]) await screen.end()
      for (const { asked } of boards) expect(asked).toBeGreaterThan(5)
      expect(kiosk!.frames.length).toBeGreaterThan(300)
      expect(lobby!.frames.length).toBeGreaterThan(300)
      return { staff: staff!, wall: wall!, lobby: lobby!, kiosk: kiosk!, customers }
    },
  }
}

/** Customers' names, numbers, words and prices reach staff only; plates also the wall, and a page its own. */
export async function expectNothingSecret(
  demo: DemoDay,
  { staff, wall, lobby, kiosk, customers }: AllHeard,
): Promise<void> {
  const { price, plate, ...personal } = secretsOf(demo)
  // Prove that the scan works: staff frames contain plenty of each.
  for (const secrets of [...Object.values(personal), plate])
    expect(found(staff.frames, secrets).length).toBeGreaterThan(20)
  expect(found(staff.frames, price, true).length).toBeGreaterThan(20)
  expect(found(wall.frames, plate).length).toBeGreaterThan(20)

  for (const [name, { frames }] of Object.entries({ wall, lobby, kiosk })) {
    for (const [what, secrets] of Object.entries(personal))
      expect(found(frames, secrets), `${what} at the ${name}`).toEqual([])
    expect(found(frames, price, true), `prices at the ${name}`).toEqual([])
    if (name !== 'wall') expect(found(frames, plate), `plates at the ${name}`).toEqual([])
  }

  expect(customers.length).toBeGreaterThan(3)
  for (const { frames, orderId, asked } of customers) {
    expect(asked).toBeGreaterThan(1)
    const state = await readState(demo.database.sql, demo.workshopId, orderId)
    const order = state!.put.order![0]!
    for (const [what, secrets] of Object.entries(personal))
      expect(found(frames, secrets), `${what} on a page`).toEqual([])
    const own = new Set([order.plate, formatPlate(order.plate), order.plate.slice(1)])
    expect(found(frames, [...own])).toContain(order.plate)
    expect(
      found(frames, plate).filter((one) => !own.has(one)),
      'plates on another’s page',
    ).toEqual([])
    // While the customer is asked, about the estimate or about additional work, the page shows its prices.
    const asksFor = order.operations.map((one) => String(one.price))
    expect(
      found(frames, price, true).filter((one) => !asksFor.includes(one)),
      'another’s prices on a page',
    ).toEqual([])
  }
}
