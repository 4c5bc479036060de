/** Random input for a day in a small workshop: commands, senders, and results of delivery attempts. */
import fc from 'fast-check'
import { adminCommands } from '#contract/commands/admin.ts'
import { clockCommands } from '#contract/commands/clock.ts'
import { deviceCommands } from '#contract/commands/device.ts'
import { attemptCommands } from '#contract/commands/notice.ts'
import { commandNames, commands, type CommandName, type Payload } from '#contract/commands/index.ts'
import { pageCommands } from '#contract/commands/page.ts'
import { peopleCommands } from '#contract/commands/people.ts'
import { priceCommands } from '#contract/commands/prices.ts'
import { premisesCommands } from '#contract/commands/premises.ts'
import { setupCommands } from '#contract/commands/setup.ts'
import { shiftCommands } from '#contract/commands/shift.ts'
import type { Move, Notice, Order } from '#contract/entities/index.ts'
import type { Settings } from '#contract/settings.ts'
import { receiptResults, unschedulableReasons, suggestionCauses } from '#contract/values.ts'
import { isAllowed } from '#contract/allowed.ts'
import { isAgreed } from '#contract/progress.ts'
import { placementOf } from '#contract/placement.ts'
import { waitsOutside } from '#contract/outside.ts'
import { orderAllowsCommand } from '#contract/lives/order.ts'
import type { Actor } from '#server/domain/rule.ts'
import { aBay, aPerson, aPriceItem, HOUR, MINUTE, uuid } from '../support/factories.ts'
import { theClock } from '../support/memoryClock.ts'
import type { MemoryServer } from '../support/memoryServer.ts'

const plates = ['沪A00001', '沪A00002', '沪AD00003', 'HH12345']
export const bays = [aBay({ number: 1 }), aBay({ number: 2 }), aBay({ number: 3, uses: ['paint'] })]
export const persons = [aPerson(), aPerson(), aPerson({ skills: ['paint', 'mechanical'] })]
export const priceItems = [
  aPriceItem(),
  aPriceItem({ code: 'P1', bayKind: 'paint', skill: 'paint', standardMinutes: 200 }),
]
const SECRET = 'Li Na 13800138000'

/** One random step: a kind of command, the time since the last one, and dice for the payload. */
export const step = fc.record({
  command: fc.nat(),
  likely: fc.integer({ min: 1, max: 10 }).map((n) => n > 1),
  after: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 * MINUTE })),
  dice: fc.array(fc.nat({ max: 1000 }), { minLength: 48, maxLength: 48 }),
})
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const ofOrder = commandNames.filter((name) => 'orderId' in commands[name].payload.shape)
export const daily = commandNames.filter(
  (name) =>
    !(
      name in adminCommands ||
      name in clockCommands ||
      name in attemptCommands ||
      name in setupCommands ||
      name in shiftCommands ||
      name in deviceCommands ||
      name in peopleCommands ||
      name in priceCommands ||
      name in premisesCommands ||
      name in pageCommands
    ) || name.startsWith('import'),
)

/** Commands that end or stall an order, kept rare so that cars do get ready. */
const rare: readonly CommandName[] = [
  'undoCommand',
  'takeArrival',
  'importAppointments',
  'importHistory',
  'cancelOrder',
  'stopWork',
  'removeOperation',
  'proposeAdditionalWork',
  'expectPart',
  'sendHome',
  'carIsBack',
  'takeBayOutOfService',
  'movePromise',
  'setContact',
  'answerAdditionalWork',
  'allowPush',
  'stopPush',
  'acceptSuggestions',
  'dismissSuggestions',
  'correctOrder',
  'moveAppointment',
  'cancelOperation',
  'movePauseEnd',
  'recordTestDrive',
  'allowWechat',
  'stopWechat',
]

/** Less rare: they must happen, too. */
const unusual: readonly CommandName[] = ['bookAppointment', 'reopenOrder', 'declineOrder', 'answerEstimate']

/** What brings a car to the gate. */
const forward: readonly CommandName[] = [
  'quoteOrder',
  'authoriseOrder',
  'assignOperation',
  'startOperation',
  'finishOperation',
  'passChecks',
  'finishWash',
  'prepareCar',
  'releaseNotice',
  'settleOrder',
  'releaseCar',
]

function isChosen(name: CommandName, luck: number): boolean {
  if (unusual.includes(name)) return luck % 3 === 0
  return !rare.includes(name) || (luck + rare.indexOf(name)) % 8 === 0
}

const settings: readonly Partial<Settings>[] = [
  { progressCheckFromPercent: 50, progressCheckUntilPercent: 90 },
  { progressCheckFromPercent: 70, progressCheckUntilPercent: 80 },
  { progressCheckLeastMinutes: 0 },
  { progressCheckLeastMinutes: 120 },
  { noticeShortMinutes: 30, correctionMinutes: 5 },
  { noticeShortMinutes: 60, correctionMinutes: 30 },
  { askBeforeDelayNotice: true },
  { askBeforeDelayNotice: false },
  { delayToleranceMinutes: 0, delayStandsMinutes: 0 },
  { delayToleranceMinutes: 15, delayStandsMinutes: 10 },
  { undoSeconds: 0 },
  { undoSeconds: 60 },
  { announceEarly: false },
  { quietFrom: 600, quietUntil: 720 },
  { quietFrom: 1260, quietUntil: 480 },
  { escalateMinutes: 5, answerWithinMinutes: 5 },
  { attemptsPerChannel: 1 },
]

/** What the customer's page shows of the estimate or the additional work. */
function shownTo(name: CommandName, order: Order | undefined, now: number) {
  const operations = (order?.operations ?? [])
    .filter((one) => (name === 'answerEstimate' ? isAgreed(one) : one.state === 'proposed'))
    .map(({ id, price }) => ({ id, price }))
  return {
    promiseAt: (name === 'answerEstimate' ? order?.promiseAt : order?.additionalOffer?.promiseAt) ?? now,
    operations: operations.length > 0 ? operations : [{ id: uuid(), price: 1 }],
  }
}

const open = <T extends { closedAt: number | null }>(map: ReadonlyMap<string, T>) =>
  [...map.values()].filter(({ closedAt }) => closedAt === null)

const isAsked = ({ state, progressCheck }: Order): boolean =>
  orderAllowsCommand(state, 'answerProgressCheck') &&
  progressCheck?.askedAt != null &&
  progressCheck.answeredAt === null

/** Turns a step into a command that mostly makes sense. */
export function commandOf(
  { command, likely, dice }: Step,
  server: MemoryServer,
): { name: CommandName; payload: object } {
  const roll = [...dice]
  const die = () => roll.pop() ?? 0
  const pick = <T>(list: readonly T[]): T => list[die() % list.length]!
  const alert = pick(open(server.all.alerts))
  const notice = pick(open(server.all.notices))
  if (die() % 24 === 0) return { name: 'changeSettings', payload: { settings: pick(settings) } }
  if (alert && die() % 16 === 0) return { name: 'acknowledgeAlert', payload: { alertId: alert.id } }
  if (notice && die() % 16 === 0)
    return { name: pick(['sendNotice', 'withdrawNotice'] as const), payload: { noticeId: notice.id } }
  if (notice && die() % 16 === 0)
    return { name: 'recordCall', payload: { noticeId: notice.id, reached: die() % 2 === 0, words: SECRET } }

  const offered = [...server.all.suggestions.values()].filter(({ dismissedAt }) => !likely || dismissedAt === null)
  if (offered.length > 0 && die() % 10 === 0) {
    const suggestionIds = Array.from({ length: 1 + (die() % 3) }, () => pick(offered).id)
    return { name: pick(['acceptSuggestions', 'acceptSuggestions', 'dismissSuggestions']), payload: { suggestionIds } }
  }

  const orders = [...server.all.orders.values()]
  const held = orders.find(({ state, preparedAt }) => state === 'ready' && preparedAt === null)
  if (held && die() % 12 === 0) return { name: 'releaseNotice', payload: { orderId: held.id } }
  const found = orders.find(({ operations }) => operations.some(({ state }) => state === 'proposed'))
  if (found && die() % 12 === 0)
    return {
      name: 'offerAdditionalWork',
      payload: { orderId: found.id, promiseAt: server.now + 24 * HOUR, onPage: die() % 2 === 0 },
    }
  // Asked, the floor mostly answers.
  const asked = orders.filter(isAsked)
  const answers = asked.length > 0 && die() % 4 === 0
  const home = orders.find(({ homeSince, closedAt }) => homeSince !== null && closedAt === null)
  if (home && die() % 4 === 0) return { name: 'carIsBack', payload: { orderId: home.id } }
  const waiting = orders.find((one) => isAllowed('sendHome', one))
  if (waiting && die() % 8 === 0) return { name: 'sendHome', payload: { orderId: waiting.id } }
  const away = orders.find((one) => isAllowed('movePauseEnd', one))
  if (away && die() % 8 === 0) {
    const operationId = away.operations.find(waitsOutside)!.id
    const until = server.now + (1 + die()) * MINUTE
    return { name: 'movePauseEnd', payload: { orderId: away.id, operationId, until } }
  }
  const order: Order | undefined = pick(answers ? asked : orders.filter(({ closedAt }) => !likely || closedAt === null))
  const legal = order && die() % 4 > 0 ? ofOrder.filter((name) => orderAllowsCommand(order.state, name)) : []
  const luck = die()
  const onward = legal.filter((name) => forward.includes(name))
  const likelyNames = onward.length > 0 && luck % 3 === 1 ? onward : legal
  const names = (likelyNames.length > 0 ? likelyNames : daily).filter((name) => isChosen(name, luck))
  const name = answers ? 'answerProgressCheck' : (names[command % names.length] ?? 'recordArrival')
  const openOperations =
    order?.operations.filter(({ state }) => !likely || !['done', 'cancelled'].includes(state)) ?? []
  const done = order?.operations.find(({ state }) => state === 'done')
  const operation = name === 'failChecks' || name === 'reopenOrder' ? done : pick(openOperations)
  const fit = operation && likely
  const place = () => ({
    bayId: die() % 9 ? pick(bays.filter(({ uses }) => !fit || uses.includes(operation.bayKind))).id : null,
    technicianId: die() % 9 ? pick(persons.filter(({ skills }) => !fit || skills.includes(operation.skill))).id : null,
    startAt: die() % 3 ? null : server.now + (die() - 200) * MINUTE,
  })
  const later = server.now + (likely ? 1 : -1) * (1 + die()) * 5 * MINUTE
  const contact = {
    plate: pick(plates),
    model: null,
    name: SECRET,
    phone: '13800138000',
    language: 'en',
    words: SECRET,
  }
  const proposed = order?.operations.filter(({ state }) => state === 'proposed').map(({ id }) => id) ?? []
  const working = order?.operations.find(({ state }) => state === 'working')
  const reasons: { [N in CommandName]?: unknown } = {
    cancelOrder: 'customer',
    pauseOperation: (['parts', 'assessor', 'sublet', 'test_drive'] as const)[(order?.number ?? 0) % 4],
    answerProgressCheck: 'other',
  }
  const fields: Record<string, unknown> = {
    ...contact,
    ...place(),
    orderId: order?.id ?? uuid(),
    operationId: (name === 'finishOperation' && likely ? working : operation)?.id ?? uuid(),
    operationIds: proposed.length > 0 ? proposed : [uuid()],
    approved: proposed.slice(die() % 2),
    itemIds: [pick(priceItems).id],
    symptoms: ['brakes'],
    waits: likely && die() % 3 === 0,
    code: order?.code ?? null,
    last4: likely ? '8000' : '0000',
    purpose: 'enquiry',
    desk: 1 + (die() % 4),
    arrivalId: pick([...server.all.arrivals.keys()]) ?? uuid(),
    appointmentAt: later,
    // Mostly near enough for progress checks and notices to fall due.
    promiseAt: server.now + (likely ? 1 : -1) * (1 + (die() % (die() % 2 ? 120 : 1000))) * 5 * MINUTE,
    expectedAt: later,
    reason: reasons[name] ?? SECRET,
    wash: die() % 2 === 0,
    priority: pick(['normal', 'urgent']),
    findings: SECRET,
    safety: true,
    accepted: die() % 2 === 0,
    partId: pick(order?.parts ?? [])?.id ?? uuid(),
    quantity: 1,
    percent: die() % 100,
    ...{ driverId: likely ? persons[0]!.id : null, kmOut: luck, kmIn: likely ? 1_500 - luck : null },
    minutes: 1 + (die() % 60),
    customerKnows: likely && die() % 2 === 0,
    answer: pick(['on_time', 'later', 'problem', 'problem']),
    laterMinutes: 1 + (die() % 60),
    email: null,
    channels: [],
    endpoint: 'https://push.example/1',
    openId: 'oLVPpjqs9BhvzwPj5A-vTYAX3GLc',
    p256dh: 'p'.repeat(65),
    auth: 'a'.repeat(22),
    noticeId: notice?.id ?? uuid(),
    suggestionIds: [uuid()],
    alertId: alert?.id ?? uuid(),
    reached: likely,
    commandId: uuid(),
    command: server.all.undo?.command ?? 'passChecks',
    until: name === 'movePauseEnd' || (die() % 2 === 0 && later > server.now) ? later : null,
    cars: [contact].map(({ words: _words, ...car }) => car),
    samples: [{ id: uuid(), itemId: pick(priceItems).id, model: null, minutes: die() % 300, at: server.now }],
    appointments: [{ ...contact, appointmentAt: later, itemCodes: ['M01'] }],
    was:
      name === 'moveCar'
        ? { bayId: order?.bayId ?? null }
        : name === 'answerProgressCheck'
          ? { answeredAt: order?.progressCheck?.answeredAt ?? null }
          : name === 'correctOrder'
            ? writtenOf(order)
            : name === 'moveAppointment'
              ? { appointmentAt: order?.appointmentAt ?? null }
              : name === 'answerEstimate' || name === 'answerAdditionalWork'
                ? shownTo(name, order, server.now)
                : placementOf(operation ?? { bayId: null, technicianId: null, startAt: null }),
  }
  if (name === 'takeBayOutOfService' || name === 'returnBayToService') fields['bayId'] = pick(bays).id
  if (name === 'expectPart' && die() % 2) fields['operationId'] = null
  // Parts have names of their own; everything else is named after its owner.
  if (name === 'expectPart') fields['name'] = 'Filter'
  // Some customers have an e-mail address, some no address at all.
  if (name === 'setContact' && likely) Object.assign(fields, pick([{ email: 'li.na@example.com' }, { phone: null }]))
  const shape = Object.keys(commands[name].payload.shape)
  return { name, payload: Object.fromEntries(shape.map((field) => [field, fields[field]])) }
}

/** What `correctOrder` may change. */
const writtenOf = (order: Order | undefined) => ({
  ...{ plate: order?.plate ?? plates[0]!, model: order?.model ?? null, words: order?.words ?? '' },
  ...{ waits: order?.waits ?? false, wash: order?.wash ?? false, language: order?.language ?? 'en' },
})

export const actorOf = (name: CommandName, likely: boolean): Actor => {
  if (name.startsWith('import')) return { device: 'admin', personId: null }
  if (name in pageCommands) return { device: 'customer', personId: null }
  return likely ? { device: 'staff', personId: persons[0]!.id } : { device: 'kiosk', personId: null }
}

const results: readonly (Payload<'recordAttempt'>['result'] | 'lost')[] = [
  'handed_over',
  'failed',
  'failed',
  'unavailable',
  'lost',
]

/** A delivery attempt with a random result, sometimes none. */
export function attempt(server: MemoryServer, { id: noticeId, attempts }: Notice, die: () => number): void {
  const number = attempts.length + 1
  const begun = server.execute('beginAttempt', { noticeId, number, giveUpAt: server.now + MINUTE }, theClock)
  if (!begun.ok) throw new Error(`A try was due, and refused: ${begun.code}`)
  const result = results[die() % results.length]!
  if (begun.answer.channel === null || result === 'lost') return
  const againAt = server.now + (1 + (die() % 10)) * MINUTE
  server.execute('recordAttempt', { noticeId, number, result, detail: '', messageId: null, againAt }, theClock)
  // Half of the gateways send receipts, some of them twice.
  if (result !== 'handed_over' || die() % 2) return
  const receipt = { noticeId, number, result: receiptResults[die() % 2]!, detail: '' }
  for (let times = 1 + (die() % 2); times > 0; times--) server.execute('recordReceipt', receipt, theClock)
}

/** A forecast of the whole shop, often later than each order's own work, and partly outdated. */
export function forecast(server: MemoryServer, die: () => number): void {
  const forecasts = open(server.all.orders).map(({ id: orderId, forecastAt, operations }) => ({
    orderId,
    ...{ forecastAt: forecastAt === null ? null : server.now + die() * MINUTE, safeForecastAt: null },
    unschedulable:
      die() % 12
        ? null
        : {
            operationId: operations[0]?.id ?? null,
            reason: unschedulableReasons[die() % unschedulableReasons.length]!,
          },
    work: operations.flatMap(({ id: operationId }) => {
      const start = server.now + die() * MINUTE
      const piece = { bayId: bays[die() % 3]!.id, technicianId: persons[die() % 3]!.id, start, end: start + HOUR }
      return die() % 5 ? [{ operationId, ...piece }] : []
    }),
  }))
  server.execute('recordForecasts', { seq: 0, forecasts }, theClock)
}

/** Random suggestions for single orders and a whole plan, partly outdated. */
export function suggest(server: MemoryServer, die: () => number): void {
  const pick = <T>(list: readonly T[]): T => list[die() % list.length]!
  const orders = open(server.all.orders).filter(({ operations }) => operations.length > 0)
  const moveOf = ({ id: orderId, operations }: Order): Move => {
    const operation = pick(operations)
    const fit = {
      bays: bays.filter(({ uses }) => uses.includes(operation.bayKind)),
      persons: persons.filter(({ skills }) => skills.includes(operation.skill)),
    }
    return {
      ...{ orderId, operationId: operation.id },
      was: die() % 12 ? placementOf(operation) : { bayId: null, technicianId: pick(persons).id, startAt: null },
      to: {
        bayId: die() % 20 ? pick(fit.bays).id : pick(bays).id,
        technicianId: die() % 3 ? pick(fit.persons).id : null,
        startAt: die() % 2 ? server.now + die() * MINUTE : null,
      },
    }
  }
  const effectOf = ({ id: orderId, promiseAt, forecastAt }: Order) => ({
    ...{ orderId, promiseAt, from: forecastAt, to: die() % 9 ? server.now + die() * MINUTE : null },
  })
  const list = orders.filter(() => die() % 3 > 0)
  const single = list.map((order) => ({
    cause: pick(suggestionCauses.filter((cause) => cause !== 'plan')),
    orderId: order.id,
    moves: Array.from({ length: 1 + (die() % 2) }, () => moveOf(die() % 4 ? order : pick(orders))),
    effects: [effectOf(order)],
    movedOrders: die(),
    savedMinutes: die(),
  }))
  const plan = {
    ...{ cause: 'plan' as const, orderId: null, movedOrders: die(), savedMinutes: die() },
    ...{ moves: list.map(moveOf), effects: list.map(effectOf) },
  }
  const suggestions = [...single, ...(list.length > 1 ? [plan] : [])]
  const payload = commands.recordSuggestions.payload.parse({ seq: 0, late: list.map(({ id }) => id), suggestions })
  server.execute('recordSuggestions', payload, theClock)
}
