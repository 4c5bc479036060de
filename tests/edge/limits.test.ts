/** Limits per address on reads and wrong keys. Right keys are never limited. */
import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Refusal } from '#contract/errors.ts'
import { languages } from '#contract/values.ts'
import { cookieOf, keyText, Keyring, type KeyedDevice } from '#server/access/keys.ts'
import { Links } from '#server/access/links.ts'
import type { App } from '#server/app.ts'
import { WRONG_KEYS_AT_ONCE, WRONG_KEYS_PER_SECOND } from '#server/edge/wrongKeys.ts'
import { READS_AT_ONCE, READS_PER_SECOND } from '#server/http/api.ts'
import { refusalOf } from '#server/edge/sentences.ts'
import { connect, openWorkshop, walkIn } from '../support/testWorkshop.ts'
import { no } from './onlooker.ts'

const workshop = await openWorkshop()
const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪M10001'))
let now = 0
beforeEach(() => {
  now = 0
})
const monotonic = () => now

type Headers = Record<string, string>
const wrongKey = () => keyText(workshop.workshopId, randomBytes(24).toString('base64url'))
const asDoor = (view: KeyedDevice, key: string): Headers => ({
  'X-Pitboard-View': view,
  cookie: `${cookieOf(view)}=${key}`,
})

/** The ways to present a key or a link; each gives the code of the refusal, or `in`. */
const ways = {
  async open(app: App, right: boolean, headers: Headers) {
    const key = right ? workshop.keys.wall : wrongKey()
    const { status } = await fetch(`${app.url}/open/wall/${key}`, { headers, redirect: 'manual' })
    return { 303: 'in', 401: 'no_key', 429: 'too_many_requests' }[status]
  },
  async read(app: App, right: boolean, headers: Headers) {
    const key = right ? workshop.keys.wall : wrongKey()
    const response = await fetch(`${app.url}/api/state`, { headers: { ...asDoor('wall', key), ...headers } })
    return response.ok ? 'in' : ((await response.json()) as Refusal).code
  },
  async readLink(app: App, right: boolean, headers: Headers) {
    const response = await fetch(`${app.url}/api/state`, {
      headers: { 'X-Pitboard-View': 'customer', Authorization: `Bearer ${await token(app, right)}`, ...headers },
    })
    return response.ok ? 'in' : ((await response.json()) as Refusal).code
  },
  socket: (app: App, right: boolean, headers: Headers) =>
    greeted(
      connect(app, workshop, 'wall', {
        options: { ...quiet, extraHeaders: { ...asDoor('wall', right ? workshop.keys.wall : wrongKey()), ...headers } },
      }),
    ),
  socketLink: async (app: App, right: boolean, headers: Headers) =>
    greeted(
      connect(app, workshop, 'customer', {
        token: await token(app, right),
        options: { ...quiet, extraHeaders: headers },
      }),
    ),
}
const quiet = { reconnection: false, timeout: 60_000 }

async function token(app: App, right: boolean): Promise<string> {
  return right
    ? app.links.tokenFor({ workshopId: workshop.workshopId, orderId })
    : randomBytes(50).toString('base64url')
}

/** Waits until a screen is accepted or refused, then closes it. */
const greeted = (socket: ReturnType<typeof connect>) =>
  new Promise<string>((resolve) => {
    socket.once('snapshot', () => resolve('in'))
    socket.once('connect_error', (error: Error & { data?: Refusal }) => resolve(error.data?.code ?? error.message))
  }).finally(() => socket.disconnect())

const all = Object.entries(ways)
const everyWay = (app: App, right: boolean, headers: Headers = {}) =>
  Promise.all(all.map(([, come]) => come(app, right, headers)))
const each = (what: string) => all.map(() => what)

describe('wrong keys and links', () => {
  /** 20 at once, then two a second. */
  const few = { wrongKeysPerSecond: 2, monotonic }
  const atOnce = (2 * WRONG_KEYS_AT_ONCE) / WRONG_KEYS_PER_SECOND

  it('are limited per address in every way they are presented; and right ones from there are not', async () => {
    const app = await workshop.serve(few)
    for (let i = 0; i < 2 * atOnce; i++) expect(await everyWay(app, true)).toEqual(each('in'))
    for (let i = 0; i < atOnce / all.length; i++) expect(await everyWay(app, false)).toEqual(each('no_key'))
    expect(await everyWay(app, false)).toEqual(each('too_many_requests'))
    expect(await everyWay(app, true)).toEqual(each('in'))
    now += 1000
    for (let i = 0; i < 2; i++) expect(await ways.socket(app, false, {})).toBe('no_key')
    expect(await ways.socket(app, false, {})).toBe('too_many_requests')
  })

  it('are refused in the client’s language', async () => {
    const app = await workshop.serve(few)
    for (let i = 0; i < atOnce; i++) await ways.open(app, false, {})
    for (const language of languages) {
      const headers = { 'Accept-Language': language }
      const page = await fetch(`${app.url}/open/wall/${wrongKey()}`, { headers })
      expect(await page.text()).toContain(refusalOf('too_many_requests', language).message)
      const read = await fetch(`${app.url}/api/state`, {
        headers: { ...headers, ...asDoor('wall', wrongKey()) },
      })
      expect([read.status, await read.json()]).toEqual([429, no('too_many_requests', language)])
    }
  })

  it('each address has its own limit; forwarded addresses count only from a trusted proxy', async () => {
    const behindProxy = await workshop.serve({ ...few, trustProxy: 1 })
    const from = (address: string) => ({ 'X-Forwarded-For': address })
    for (let i = 0; i < atOnce; i++) await ways.socket(behindProxy, false, from('203.0.113.7'))
    expect(await everyWay(behindProxy, false, from('203.0.113.7'))).toEqual(each('too_many_requests'))
    expect(await everyWay(behindProxy, false, from('203.0.113.8'))).toEqual(each('no_key'))
    const plain = await workshop.serve(few)
    for (let i = 0; i < atOnce; i++) await ways.socket(plain, false, from(`203.0.113.${i}`))
    expect(await everyWay(plain, false, from('203.0.113.99'))).toEqual(each('too_many_requests'))
  })

  const { sql } = workshop.database
  let queries = 0
  const counted = ((...asked: Parameters<typeof sql>) => {
    queries += 1
    return sql(...asked)
  }) as unknown as typeof sql

  it('right links are looked up together, too: one query at a time', async () => {
    const links = new Links(counted)
    const { orderId: other } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪M10002'))
    const link = { workshopId: workshop.workshopId, orderId }
    const [token, another] = [await links.tokenFor(link), await links.tokenFor({ ...link, orderId: other })]
    queries = 0
    const opened = await Promise.all(Array.from({ length: 500 }, (_, i) => links.open(i % 2 ? token : another, 0)))
    expect([opened[0], opened[1]]).toEqual([{ ...link, orderId: other }, link])
    expect(queries).toBeLessThanOrEqual(2)
  })

  it('of made-up workshops are looked up together: one query at a time', async () => {
    queries = 0
    const keyring = new Keyring(counted)
    const secret = randomBytes(24).toString('base64url')
    const madeUp = Array.from({ length: 500 }, () => keyring.workshopOf('wall', keyText(randomUUID(), secret)))
    const right = keyring.workshopOf('wall', workshop.keys.wall)
    expect([...new Set(await Promise.all(madeUp)), await right]).toEqual([null, workshop.workshopId])
    expect(queries).toBe(2)
  })
})

describe('reads', () => {
  const headers = asDoor('staff', workshop.keys.staff)
  const paths = ['/api/state', '/api/changes?epoch=x&seq=0&mark=x', `/api/orders/${orderId}/link`]

  it('are limited per address and view, and refill over time', async () => {
    const app = await workshop.serve({ readsPerSecond: 1, monotonic })
    const atOnce = READS_AT_ONCE / READS_PER_SECOND
    const read = async (path: string, as = headers) => (await fetch(app.url + path, { headers: as })).status
    for (let i = 0; i < atOnce; i++) expect(await read(paths[i % paths.length]!)).toBe(200)
    for (const path of paths) {
      for (const language of languages) {
        const response = await fetch(app.url + path, { headers: { ...headers, 'X-Pitboard-Language': language } })
        expect([response.status, await response.json()]).toEqual([429, no('too_many_requests', language)])
      }
    }
    expect(await read('/api/state', asDoor('wall', workshop.keys.wall))).toBe(200)
    now += 2000
    expect([await read(paths[0]!), await read(paths[1]!), await read(paths[2]!)]).toEqual([200, 200, 429])
  })
})

it('1,000 screens behind one address reconnect at once, before and after they get new keys, without a refusal for rate', async () => {
  const app = await workshop.serve()
  const screens = Array.from({ length: 1000 })
  const come = (right: boolean, ...by: (keyof typeof ways)[]) =>
    Promise.all(screens.flatMap(() => by.map((way) => ways[way](app, right, {}))))
  const distinct = (answers: unknown[]) => [...new Set(answers)]
  expect(distinct(await come(false, 'socket'))).toEqual(['no_key'])
  expect(distinct(await come(true, 'open', 'socket'))).toEqual(['in'])
  expect(distinct(await come(true, 'read', 'socket'))).toEqual(['in'])
}, 120_000)
