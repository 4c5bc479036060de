/** Everything that lobby and wall were sent during a demo day, and what they got when they asked, byte by byte: nothing in it that they may not see. */
import { expect, it } from 'vitest'
import { formatPlate } from '#contract/plate.ts'
import type { Door } from '#contract/values.ts'
import { exampleFurnishing } from '#db/example.ts'
import type { Demo } from '#server/demo/demo.ts'
import { openRawScreen } from '../load/rawScreen.ts'
import { openStage } from './stage.ts'

/** Every so many frames it asks for the state, too. */
const ASKS_EVERY = 40

/** Raw frames of a door, as they came off the socket, and the answers to what it asked in between. */
async function listen(url: string, door: Door): Promise<{ frames: Buffer[]; asked: Promise<Buffer>[]; close(): void }> {
  const frames: Buffer[] = []
  const asked: Promise<Buffer>[] = []
  const ask = async () => {
    const answer = await fetch(`${url}/api/state`, { headers: { 'X-Pitboard-Door': door } })
    expect(answer.status).toBe(200)
    return Buffer.from(await answer.arrayBuffer())
  }
  const screen = await new Promise<ReturnType<typeof openRawScreen>>((resolve) => {
    const opened = openRawScreen(url, { door }, (event) => event === 'snapshot' && resolve(opened))
    opened.socket.on('message', (data: Buffer) => {
      // Engine.IO's own opening tells its own numbers, of which one may look like a price.
      if (data.toString().startsWith('0{"sid"')) return
      if (frames.push(data) % ASKS_EVERY === 0) asked.push(ask())
    })
  })
  return { frames, asked, close: () => screen.close() }
}

/** What is secret, by what it is; each as it could stand in a frame. */
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

/** The secrets that occur. Prices count as whole numbers only, everything else wherever it stands. Written in escapes it would count, too. */
function found(frames: readonly Buffer[], secrets: readonly string[], whole = false): string[] {
  const bytes = Buffer.concat(frames)
  const numbers = whole ? new Set(bytes.toString('utf8').match(/(?<![\w.-])\d+(?![\w.-])/g)) : null
  const escaped = (text: string) =>
    text.replaceAll(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return secrets.filter((secret) =>
    numbers ? numbers.has(secret) : bytes.includes(secret) || bytes.includes(escaped(secret)),
  )
}

it(
  'lobby and wall get no name, no number, no word and no price of a customer in a whole day; the lobby no whole plate',
  { timeout: 600_000 },
  async () => {
    const demo = await openStage({ seed: 2 })
    const doors = {
      lobby: await listen(demo.app.url, 'lobby'),
      wall: await listen(demo.app.url, 'wall'),
      staff: await listen(demo.app.url, 'staff'),
    }
    await demo.day({ hurryUntil: Infinity })
    const last = demo.shop.staff.replica.seq
    const isThere = (frames: Buffer[]) => frames.some((frame) => frame.includes(`"to":${last},`))
    for (const { frames } of Object.values(doors))
      await expect.poll(() => isThere(frames), { timeout: 10_000 }).toBe(true)
    for (const { close, frames, asked } of Object.values(doors)) {
      close()
      expect(asked.length).toBeGreaterThan(5)
      frames.push(...(await Promise.all(asked)))
    }

    const { price, plate, ...personal } = secretsOf(demo)
    const { lobby, wall, staff } = doors
    // The scan can see: of each it finds plenty in what the staff were sent.
    for (const secrets of [...Object.values(personal), plate])
      expect(found(staff.frames, secrets).length).toBeGreaterThan(20)
    expect(found(staff.frames, price, true).length).toBeGreaterThan(20)
    expect(found(wall.frames, plate).length).toBeGreaterThan(20)
    expect(lobby.frames.length).toBeGreaterThan(300)

    for (const [what, secrets] of Object.entries(personal)) {
      expect(found(lobby.frames, secrets), `${what} in the lobby`).toEqual([])
      expect(found(wall.frames, secrets), `${what} on the wall`).toEqual([])
    }
    expect(found(lobby.frames, plate), 'plates in the lobby').toEqual([])
    expect(found(lobby.frames, price, true), 'prices in the lobby').toEqual([])
    expect(found(wall.frames, price, true), 'prices on the wall').toEqual([])
  },
)
