/** A whole workshop for a test: its own database, bays, people and prices, and servers on free ports. */
import { pino } from 'pino'
import { io, type Socket } from 'socket.io-client'
import { afterAll } from 'vitest'
import { type CommandName, type PayloadInput, type Reply } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities/index.ts'
import type { Position } from '#contract/sync.ts'
import { NAMESPACE } from '#contract/wire.ts'
import type { BayKind, ViewName } from '#contract/values.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import type { Database } from '#db/database.ts'
import { cookieOf, isKeyedDevice, replaceKeys, type KeyedDevice } from '#server/access/keys.ts'
import { newSessionId, SESSION_COOKIE, Sessions } from '#server/access/sessions.ts'
import { createWorkshop } from '#server/admin/workshop.ts'
import { startApp, type App, type AppOptions } from '#server/app.ts'
import type { Sender } from '#server/policy/roles.ts'
import { readState } from '#server/read/state.ts'
import { newId } from '#server/write/ids.ts'
import { createWriter, type Outcome, type Writer } from '#server/write/write.ts'
import { freshDatabase } from './database.ts'
import { permitted } from './permitted.ts'

const names = (text: string) => ({ en: text, 'zh-Hans': text, 'zh-Hant': text })
export const ALWAYS_OPEN = Array.from({ length: 7 }, () => [[0, 1440] as [number, number]])

export interface TestWorkshop {
  database: Database
  workshopId: string
  keys: Record<KeyedDevice, string>
  writer: Writer
  /** Sends a command straight to the write path, from the given view (staff: as the first person). */
  command<N extends CommandName>(sender: Sender, name: N, payload: PayloadInput<N>, id?: string): Promise<Outcome<N>>
  /** The same, and fails the test when it is refused. */
  does<N extends CommandName>(
    sender: Sender,
    name: N,
    payload: PayloadInput<N>,
  ): Promise<(Outcome<N> & { ok: true })['answer']>
  order(id: string): Promise<Order>
  ids: { bays: string[]; persons: string[]; items: string[] }
  /** A session per person. */
  sessions: ReadonlyMap<string, string>
  /** Starts a server on this database; it stops with the test file. */
  serve(options?: Partial<AppOptions>): Promise<App>
}

/** @param bays lifts, besides one wash bay */
export async function openWorkshop({ bays = 4, persons = 4, poolMax = 10 } = {}): Promise<TestWorkshop> {
  const database = await freshDatabase(poolMax)
  const { sql } = database
  const workshopId = await createWorkshop(sql, {
    name: 'Test Garage',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    plateFormat: 'cn',
    phone: null,
    hours: ALWAYS_OPEN,
  })
  const keys = await replaceKeys(sql, workshopId)
  const apps: App[] = []
  // Pass commits to this workshop's servers at once, like a node's own.
  const writer = createWriter({
    sql,
    now: Date.now,
    committed: (entry) => apps.forEach((app) => app.fanout.committed(entry)),
  })
  const execute = <N extends CommandName>(sender: Sender, name: N, payload: PayloadInput<N>, id = newId()) => {
    const [personId] = ids.persons
    return writer.execute(permitted(sender, workshopId, name, payload, { id, ...(personId && { personId }) }))
  }
  const ids: TestWorkshop['ids'] = { bays: [], persons: [], items: [] }
  await execute('admin', 'furnishWorkshop', {
    isExample: false,
    bays: Array.from({ length: bays }, (_, i) => ({ number: i + 1, name: null, uses: ['lift'] as BayKind[] })).concat({
      number: bays + 1,
      name: null,
      uses: ['wash'],
    }),
    teams: [{ key: 'a', name: 'Team A' }],
    persons: Array.from({ length: persons }, (_, i) => ({
      name: `Person ${i + 1}`,
      roles: ['technician' as const],
      team: 'a',
      skills: ['mechanical' as const],
    })),
    priceItems: [
      {
        code: 'OIL',
        title: names('Oil and filters'),
        bayKind: 'lift',
        skill: 'mechanical',
        standardMinutes: 45,
        price: 38_000,
      },
      {
        code: 'PADS',
        title: names('Front brake pads'),
        bayKind: 'lift',
        skill: 'mechanical',
        standardMinutes: 90,
        price: 62_000,
      },
    ],
  })
  const state = await readState(sql, workshopId)
  ids.bays = state!.put.bay!.toSorted((a, b) => a.number - b.number).map((bay) => bay.id)
  ids.persons = state!.put.person!.map((person) => person.id)
  ids.items = state!.put.priceItem!.map((item) => item.id)
  const sessions = new Map(ids.persons.map((personId) => [personId, newSessionId()]))
  const chosen = new Sessions(sql)
  await Promise.all([...sessions].map(([personId, id]) => chosen.choose(workshopId, id, personId)))

  return {
    database,
    workshopId,
    keys,
    writer,
    ids,
    sessions,
    command: execute,
    async does(sender, name, payload) {
      const outcome = await execute(sender, name, payload)
      if (!outcome.ok) throw new Error(`${name} was refused: ${outcome.code}`)
      return outcome.answer
    },
    async order(id) {
      const order = (await readState(sql, workshopId, id))?.put.order?.[0]
      if (!order) throw new Error('No such order')
      return order
    },
    async serve(options = {}) {
      const app = await startApp({
        database,
        log: pino({ level: 'silent' }),
        host: '127.0.0.1',
        port: 0,
        quietAfterStart: 0,
        ...options,
      })
      apps.push(app)
      afterAll(() => app.close())
      return app
    },
  }
}

export const walkIn = (
  plate: string,
  over: Partial<PayloadInput<'checkInWalkIn'>> = {},
): PayloadInput<'checkInWalkIn'> => ({
  plate,
  model: 'Passat',
  name: 'Wang Fang',
  phone: '13800138000',
  language: 'en',
  symptoms: ['brakes'],
  words: 'It squeals when it is wet.',
  waits: false,
  ...over,
})

/** An order ready for work: checked in, estimated, approved, signed into the workshop. */
export async function waitingOrder(
  workshop: TestWorkshop,
  plate: string,
  items = [workshop.ids.items[0]!],
): Promise<Order> {
  const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn(plate))
  await workshop.does('staff', 'addOperations', { orderId, itemIds: items })
  await workshop.does('staff', 'quoteOrder', { orderId, promiseAt: Date.now() + 4 * 3_600_000, reason: 'As agreed' })
  await workshop.does('staff', 'authoriseOrder', { orderId, wash: true })
  await workshop.does('staff', 'takeOverCar', { orderId })
  return workshop.order(orderId)
}

/** The cookies a device sends: its key and, on a staff screen, the session of the person signed in, if any. */
export function cookiesOf(
  { keys, sessions }: TestWorkshop,
  device: KeyedDevice,
  personId: string | null = null,
): string {
  const key = `${cookieOf(device)}=${keys[device]}`
  return personId === null ? key : `${key}; ${SESSION_COOKIE}=${sessions.get(personId) ?? ''}`
}

/** A real Socket.IO connection for a view; on a staff screen the first person is signed in, or another one, or nobody. */
export function connect(
  app: App,
  workshop: TestWorkshop,
  view: ViewName,
  {
    since = null as Position | null,
    token = '',
    personId = (view === 'staff' ? (workshop.ids.persons[0] ?? null) : null) as string | null,
    options = {},
  } = {},
): Socket {
  const cookie = isKeyedDevice(view) ? cookiesOf(workshop, view, personId) : ''
  const socket = io(app.url + NAMESPACE, {
    transports: ['websocket'],
    forceNew: true,
    auth: { view, contract: CONTRACT_VERSION, since, ...(view === 'customer' && { token }) },
    extraHeaders: { cookie },
    ...options,
  })
  afterAll(() => void socket.disconnect())
  return socket
}

/** The next message of an event. */
export const next = <T>(socket: Socket, event: string): Promise<T> =>
  new Promise((resolve) => socket.once(event, resolve))

/** Sends a command over a socket and waits for its answer. */
export const send = <N extends CommandName>(
  socket: Socket,
  name: N,
  payload: PayloadInput<N>,
  more: { id?: string } = {},
): Promise<Reply<N>> => socket.timeout(5000).emitWithAck('command', { id: more.id ?? newId(), name, payload })
