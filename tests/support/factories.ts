/** Factories for tests: whole entities with everything set, and overrides for what a test cares about. */
import type {
  Alert,
  Arrival,
  Bay,
  ProgressCheck,
  Move,
  Notice,
  Operation,
  Order,
  PairedDevice,
  Part,
  Person,
  Placement,
  PriceItem,
  Suggestion,
  Workshop,
} from '#contract/entities/index.ts'
import { defaultSettings } from '#contract/settings.ts'
import { channels, type OrderState } from '#contract/values.ts'
import type { Vehicle } from '#server/domain/internal.ts'
import { kindsLoaded, plural, rowOf } from '#server/domain/kinds.ts'
import { newOrder } from '#server/domain/order/newOrder.ts'
import type { Actor, Context, Counters, Scope, Undoable } from '#server/domain/rule.ts'

let made = 0
/** Has the form of a UUIDv7; counts up, to keep failures readable. */
export const uuid = (n = ++made): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000
/** Tuesday, 3 November 2026, 10:00 in Shanghai. */
export const NOW = Date.UTC(2026, 10, 3, 2, 0)

const names = (text: string) => ({ en: text, 'zh-Hans': `${text}（简）`, 'zh-Hant': `${text}（繁）` })

/** Checks and wash take no time, so that tests can calculate with the work alone. */
export const workAlone = {
  ...{ ...defaultSettings, checkMinutes: 0, washMinutes: 0 },
  ...{ promiseMarginMinutes: 30, promiseMarginPercent: 0 },
}

export const aWorkshop = (over: Partial<Workshop> = {}): Workshop => ({
  id: uuid(),
  name: 'Harbour Street Garage',
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  plateFormat: 'cn',
  country: 'CN',
  phone: null,
  // Monday to Saturday 8–12 and 13–18, Sunday closed.
  hours: [
    ...Array.from(
      { length: 6 },
      () =>
        [
          [480, 720],
          [780, 1080],
        ] as [number, number][],
    ),
    [],
  ],
  holidays: null,
  holidaysUntil: null,
  ownDays: [],
  days: [],
  settings: workAlone,
  templates: [],
  roleLimits: [],
  reviewAt: null,
  backup: null,
  messagesHeldSince: null,
  isExample: false,
  ...over,
})

export const aBay = (over: Partial<Bay> = {}): Bay => ({
  id: uuid(),
  number: 1,
  name: null,
  uses: ['lift'],
  outOfService: null,
  place: null,
  retiredAt: null,
  reviewAt: null,
  ...over,
})

export const aPerson = (over: Partial<Person> = {}): Person => ({
  id: uuid(),
  name: 'Chen Wei',
  roles: ['technician'],
  teamId: null,
  skills: ['mechanical'],
  guided: [],
  desk: null,
  language: null,
  employedFrom: null,
  employedUntil: null,
  shift: null,
  otherWeek: null,
  leave: [],
  overtime: null,
  ...over,
})

export const aDevice = (over: Partial<PairedDevice> = {}): PairedDevice => ({
  id: uuid(),
  kind: 'wall',
  name: 'Hall',
  options: { language: null, margin: 0 },
  pairedAt: NOW - DAY,
  pairedBy: null,
  revokedAt: null,
  ...over,
})

/** One leave, by default from before any test on. */
export const leaveUntil = (until: number | null, from: number | null = null): Person['leave'] =>
  until === null ? [] : [{ id: uuid(), kind: 'other', from: from ?? NOW - 100 * DAY, until }]

export const aPriceItem = (over: Partial<PriceItem> = {}): PriceItem => ({
  id: uuid(),
  code: 'M01',
  title: names('Oil and filter'),
  bayKind: 'lift',
  skill: 'mechanical',
  standardMinutes: 60,
  fixedPromiseMinutes: null,
  price: 30_000,
  learned: [],
  retiredAt: null,
  ...over,
})

export const anOperation = (over: Partial<Operation> = {}): Operation => ({
  id: uuid(),
  itemId: null,
  title: names('Oil and filter'),
  bayKind: 'lift',
  skill: 'mechanical',
  standardMinutes: 60,
  likelyMinutes: over.standardMinutes ?? 60,
  safeMinutes: over.likelyMinutes ?? over.standardMinutes ?? 60,
  price: 30_000,
  state: 'planned',
  bayId: null,
  technicianId: null,
  startAt: null,
  placedAt: null,
  plan: null,
  percent: 0,
  percentAt: null,
  pauseReason: null,
  pausedUntil: null,
  testDrive: null,
  startedAt: null,
  finishedAt: null,
  restedMinutes: 0,
  presentUntil: null,
  additional: false,
  safety: false,
  findings: '',
  foundAt: null,
  askedAt: null,
  decidedAt: null,
  approved: null,
  answeredOnPage: false,
  sentBack: 0,
  ...over,
})

export const aWorkingOperation = (over: Partial<Operation> = {}) =>
  anOperation({ state: 'working', bayId: uuid(), technicianId: uuid(), percentAt: NOW, startedAt: NOW, ...over })
export const aPausedOperation = (over: Partial<Operation> = {}) =>
  anOperation({ state: 'paused', percent: 20, percentAt: NOW, startedAt: NOW - HOUR, pauseReason: 'parts', ...over })
export const aDoneOperation = (over: Partial<Operation> = {}) =>
  anOperation({ state: 'done', percent: 100, percentAt: NOW, startedAt: NOW - HOUR, finishedAt: NOW, ...over })
export const aProposedOperation = (over: Partial<Operation> = {}) =>
  anOperation({
    ...{ state: 'proposed', additional: true, findings: 'Brake pads worn', foundAt: NOW, askedAt: NOW },
    ...over,
  })

export const aPart = (over: Partial<Part> = {}): Part => ({
  id: uuid(),
  operationId: null,
  name: 'Brake pads',
  quantity: 1,
  expectedAt: NOW + HOUR,
  arrivedAt: null,
  ...over,
})

export const anOrder = (over: Partial<Order> = {}): Order => {
  const customer = { name: 'Li Na', phone: '+8613800138000', email: null }
  const car = { plate: '沪A7K382', model: null, vehicleId: uuid() }
  const preferences = { language: 'zh-Hans', channels: [], symptoms: [], words: '' } satisfies Partial<Order>
  return {
    ...newOrder({ number: 1, state: 'arrived', customer, ...car, ...preferences }, aContext()),
    ...{ ticket: 'A001', arrivedAt: NOW - HOUR, safeForecastAt: over.forecastAt ?? null },
    ...over,
  }
}

const operationsIn: Record<OrderState, () => Operation[]> = {
  booked: () => [anOperation()],
  arrived: () => [anOperation()],
  diagnosing: () => [anOperation()],
  quoted: () => [anOperation()],
  authorised: () => [anOperation()],
  waiting: () => [anOperation()],
  working: () => [aWorkingOperation()],
  paused: () => [aPausedOperation()],
  checking: () => [aDoneOperation()],
  washing: () => [aDoneOperation()],
  stopped: () => [aDoneOperation(), anOperation({ state: 'cancelled' })],
  ready: () => [aDoneOperation()],
  settled: () => [aDoneOperation()],
  left: () => [aDoneOperation()],
  declined: () => [anOperation()],
  cancelled: () => [anOperation()],
}

const course: readonly OrderState[] = [
  'arrived',
  'quoted',
  'authorised',
  'waiting',
  'checking',
  'washing',
  'ready',
  'settled',
  'left',
]
const onTheFloor: readonly OrderState[] = ['working', 'paused']

/** An order in a state, with one operation and all its times set to match. */
export function anOrderIn(state: OrderState, over: Partial<Order> = {}): Order {
  const reached = (step: OrderState) =>
    onTheFloor.includes(state)
      ? course.indexOf('waiting') >= course.indexOf(step)
      : course.indexOf(state) >= course.indexOf(step)
  const operations = over.operations ?? operationsIn[state]()
  const at = (step: OrderState, minutesAgo: number) => (reached(step) ? NOW - minutesAgo * MINUTE : null)
  return anOrder({
    state,
    pauseReason: state === 'paused' ? 'parts' : null,
    cancelReason: state === 'cancelled' ? 'customer' : null,
    ticket: state === 'booked' ? null : 'A001',
    ...(state === 'booked' ? { code: 'ACDEFG', appointmentAt: NOW + HOUR, bookedAt: NOW - DAY } : {}),
    arrivedAt: state === 'booked' ? null : NOW - 3 * HOUR,
    quotedAt: state === 'declined' ? NOW - 2 * HOUR : at('quoted', 110),
    authorisedAt: at('authorised', 100),
    takenOverAt: at('waiting', 90),
    checkedAt: at('washing', 30),
    readyAt: at('ready', 20),
    settledAt: at('settled', 10),
    closedAt: ['left', 'declined', 'cancelled'].includes(state) ? NOW - 5 * MINUTE : null,
    promiseAt: reached('quoted') || state === 'declined' ? NOW + 4 * HOUR : null,
    bayId: state === 'working' ? (operations.find((one) => one.state === 'working')?.bayId ?? null) : null,
    ...over,
    operations,
  })
}

export const anArrival = (over: Partial<Arrival> = {}): Arrival => ({
  id: uuid(),
  at: NOW,
  ticket: 'A001',
  purpose: 'enquiry',
  from: 'desk',
  plate: null,
  language: 'en',
  words: '',
  orderId: null,
  takenAt: null,
  takenBy: null,
  desk: null,
  calledAt: null,
  toldMinutes: null,
  reviewAt: null,
  closedAt: null,
  ...over,
})

export const aVehicle = (over: Partial<Vehicle> = {}): Vehicle => ({
  id: uuid(),
  plate: '沪A7K382',
  model: null,
  customer: { id: uuid(), name: 'Li Na', phone: '+8613800138000', email: null, language: 'zh-Hans', channels: [] },
  before: null,
  ...over,
})

export const aProgressCheck = (over: Partial<ProgressCheck> = {}): ProgressCheck => ({
  dueAt: NOW,
  lateAt: NOW + 30 * MINUTE,
  askedAt: null,
  missedAt: null,
  answeredAt: null,
  answeredBy: null,
  answer: null,
  finishAt: null,
  reason: null,
  solvedAt: null,
  words: '',
  ...over,
})

export const aNotice = (over: Partial<Notice> = {}): Notice => ({
  id: uuid(),
  orderId: uuid(),
  kind: 'on_course',
  state: 'sending',
  at: NOW,
  readyAt: NOW + HOUR,
  language: 'en',
  subject: 'Ready at 11:00',
  body: 'Your car will be ready at 11:00.',
  values: null,
  channels: ['sms', 'email'],
  attempts: [],
  tryAt: NOW,
  calledBy: null,
  closedAt: null,
  ...over,
})

export const anAlert = (over: Partial<Alert> = {}): Alert => ({
  id: uuid(),
  cause: 'forecast_late',
  severity: 'alarm',
  orderId: null,
  bayId: null,
  partId: null,
  noticeId: null,
  arrivalId: null,
  since: NOW,
  owner: 'foreman',
  level: 0,
  escalatesAt: NOW + 15 * MINUTE,
  acknowledgedAt: null,
  acknowledgedBy: null,
  closedAt: null,
  ...over,
})

/** A suggestion to move the order's first operation into another bay. */
export const aSuggestion = (order: Order, over: Partial<Suggestion> = {}): Suggestion => ({
  id: uuid(),
  at: NOW - HOUR,
  cause: 'late',
  orderId: order.id,
  moves: [aMove(order)],
  effects: [{ orderId: order.id, promiseAt: order.promiseAt, from: NOW + 5 * HOUR, to: NOW + 3 * HOUR }],
  movedOrders: 0,
  savedMinutes: 60,
  dismissedAt: null,
  ...over,
})

/** A move of the order's first operation; to a bay that does not exist, unless `to` names one. */
export const aMove = (order: Order, to: Partial<Placement> = {}, { id, ...was } = order.operations[0]!): Move => ({
  ...{ orderId: order.id, operationId: id },
  was: { bayId: was.bayId, technicianId: was.technicianId, startAt: was.startAt },
  to: { bayId: uuid(), technicianId: null, startAt: null, ...to },
})

type Lists = {
  [P in keyof Scope as Scope[P] extends Map<string, unknown> ? P : never]?: Scope[P] extends Map<string, infer E>
    ? readonly E[]
    : never
}
type Given = Lists & {
  workshop?: Workshop
  counters?: Counters
  pace?: number
  undo?: Undoable | null
  pairing?: Scope['pairing']
}

/** A rule's scope, from lists. */
export function aScope({
  workshop = aWorkshop(),
  counters = noneYet,
  pace = 1,
  undo = null,
  pairing = null,
  ...lists
}: Given = {}): Scope {
  const maps = scopeKinds.map((kind) => {
    const { by = 'id' } = rowOf(kind)
    const list = (lists as Readonly<Record<string, readonly Record<string, string>[]>>)[plural(kind)] ?? []
    return [plural(kind), new Map(list.map((one) => [one[by], one]))]
  })
  return {
    workshop,
    counters,
    pace,
    undo,
    pairing,
    tickets: new Set(),
    everyone: false,
    ...Object.fromEntries(maps),
  } as Scope
}
const noneYet: Counters = { orderNumber: 0, ticketDay: 0, ticketNumber: 0, reforecastAt: null }
const scopeKinds = kindsLoaded('byId', 'whole', 'withOrder', 'apart')

export const staff = (personId: string | null = uuid()): Actor => ({ device: 'staff', personId })

/** A rule's context; ids and codes count up. */
export function aContext(over: Partial<Context> = {}): Context {
  let codes = 0
  return {
    now: NOW,
    clock: NOW,
    seq: 0,
    actor: staff(),
    roles: null,
    channels,
    quoted: () => null,
    newId: () => uuid(),
    newCode: () => `CODE${String(++codes).padStart(2, '0')}`,
    ...over,
  }
}

/** Freezes deeply, including the values of Maps, so that a rule that changes its input throws. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  if (value instanceof Map) for (const inner of value.values()) frozen(inner)
  for (const inner of Object.values(value)) frozen(inner)
  return Object.freeze(value)
}
