/** Random days in a small workshop: whatever is sent in whatever order, the house stays in order. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { careCommands } from '#contract/commands/care.ts'
import { houseCommands } from '#contract/commands/house.ts'
import { commandNames, commands, type CommandName, type Payload } from '#contract/commands/index.ts'
import { pageCommands } from '#contract/commands/page.ts'
import { setupCommands } from '#contract/commands/setup.ts'
import { entities, type Order } from '#contract/entities.ts'
import { orderStates, type OrderState } from '#contract/values.ts'
import { forecastOf } from '#server/domain/forecast.ts'
import { isClosed, orderAllowsCommand } from '#server/domain/order/life.ts'
import type { Actor } from '#server/domain/rule.ts'
import { aBay, aPerson, aPriceItem, aScope, aWorkshop, DAY, HOUR, MINUTE, uuid } from '../support/factories.ts'
import { MemoryHouse } from '../support/memoryHouse.ts'

const plates = ['沪A00001', '沪A00002', '沪AD00003', 'HH12345']
const bays = [aBay({ number: 1 }), aBay({ number: 2 }), aBay({ number: 3, kind: 'paint' })]
const persons = [aPerson(), aPerson(), aPerson({ skills: ['paint', 'mechanical'] })]
const priceItems = [aPriceItem(), aPriceItem({ code: 'P1', bayKind: 'paint', skill: 'paint', standardMinutes: 200 })]
const SECRET = 'Li Na 13800138000'

/** One random step: a kind of command, how long after the last one, and dice for whatever the payload leaves open. */
const step = fc.record({
  command: fc.nat(),
  likely: fc.integer({ min: 1, max: 10 }).map((n) => n > 1),
  after: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 * MINUTE })),
  dice: fc.array(fc.nat({ max: 1000 }), { minLength: 24, maxLength: 24 }),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const ofOrder = commandNames.filter((name) => 'orderId' in commands[name].payload.shape)
const daily = commandNames.filter(
  (name) =>
    !(name in houseCommands || name in setupCommands || name in pageCommands || name in careCommands) ||
    name.startsWith('import'),
)

/** Commands that end an order or keep it from going on: too many of them, and no car would ever be ready. */
const rare: readonly CommandName[] = [
  'bookAppointment',
  'importAppointments',
  'cancelOrder',
  'declineOrder',
  'removeOperation',
  'proposeAdditionalWork',
  'expectPart',
  'failChecks',
  'takeBayOutOfService',
]

/** Turns a step into a command that makes sense, mostly. */
function commandOf({ command, likely, dice }: Step, house: MemoryHouse): { name: CommandName; payload: object } {
  const roll = [...dice]
  const die = () => roll.pop() ?? 0
  const pick = <T>(list: readonly T[]): T => list[die() % list.length]!
  const orders = [...house.all.orders.values()]
  const order: Order | undefined = pick(orders.filter(({ closedAt }) => !likely || closedAt === null))
  const legal = order && die() % 4 > 0 ? ofOrder.filter((name) => orderAllowsCommand(order.state, name)) : []
  const names = (legal.length > 0 ? legal : daily).filter((name) => !rare.includes(name) || die() % 8 === 0)
  const name = names[command % names.length] ?? 'recordArrival'
  const open = order?.operations.filter(({ state }) => !likely || !['done', 'cancelled'].includes(state)) ?? []
  const operation = name === 'failChecks' ? order?.operations[0] : pick(open)
  const fit = operation && likely
  const place = () => ({
    bayId: die() % 9 ? pick(bays.filter(({ kind }) => !fit || kind === operation.bayKind)).id : null,
    technicianId: die() % 9 ? pick(persons.filter(({ skills }) => !fit || skills.includes(operation.skill))).id : null,
  })
  const later = house.now + (likely ? 1 : -1) * (1 + die()) * 5 * MINUTE
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
  const fields: Record<string, unknown> = {
    ...contact,
    ...place(),
    orderId: order?.id ?? uuid(),
    operationId: (name === 'finishOperation' && likely ? working : operation)?.id ?? uuid(),
    operationIds: proposed.length > 0 ? proposed : [uuid()],
    itemIds: [pick(priceItems).id],
    symptoms: ['brakes'],
    waits: likely,
    code: order?.code ?? null,
    last4: likely ? '8000' : '0000',
    purpose: 'enquiry',
    arrivalId: pick([...house.all.arrivals.keys()]) ?? uuid(),
    appointmentAt: later,
    promiseAt: later,
    expectedAt: later,
    reason: { cancelOrder: 'customer', pauseOperation: 'parts', answerCheckIn: 'other' }[name as string] ?? SECRET,
    wash: die() % 2 === 0,
    priority: pick(['normal', 'urgent']),
    findings: SECRET,
    safety: true,
    accepted: die() % 2 === 0,
    partId: pick(order?.parts ?? [])?.id ?? uuid(),
    quantity: 1,
    percent: die() % 100,
    customerKnows: likely,
    answer: pick(['on_time', 'later', 'problem']),
    laterMinutes: 1 + (die() % 60),
    email: null,
    channels: [],
    until: null,
    cars: [contact].map(({ words: _words, ...car }) => car),
    appointments: [{ ...contact, appointmentAt: later, itemCodes: ['M01'] }],
    was:
      name === 'moveCar'
        ? { bayId: order?.bayId ?? null }
        : name === 'answerCheckIn'
          ? { answeredAt: order?.checkIn?.answeredAt ?? null }
          : { bayId: operation?.bayId ?? null, technicianId: operation?.technicianId ?? null },
  }
  if (name === 'takeBayOutOfService' || name === 'returnBayToService') fields['bayId'] = pick(bays).id
  if (name === 'expectPart' && die() % 2) fields['operationId'] = null
  // A part has a name of its own; everything else is called after its owner.
  if (name === 'expectPart') fields['name'] = 'Filter'
  const shape = Object.keys(commands[name].payload.shape)
  return { name, payload: Object.fromEntries(shape.map((field) => [field, fields[field]])) }
}

const actorOf = (name: CommandName, likely: boolean): Actor => {
  if (name === 'importCars' || name === 'importAppointments') return { door: 'admin', personId: null }
  return likely ? { door: 'staff', personId: persons[0]!.id } : { door: 'kiosk', personId: null }
}

/** What must be true of a workshop at any time. */
function inOrder(house: MemoryHouse): void {
  const orders = [...house.all.orders.values()]
  const live = orders.filter(({ closedAt }) => closedAt === null)
  const inBays = live.map(({ bayId }) => bayId).filter((bayId) => bayId !== null)
  expect(new Set(inBays).size, 'a bay holds one car').toBe(inBays.length)
  const works = live.flatMap((order) => order.operations.filter(({ state }) => state === 'working'))
  const hands = works.map(({ technicianId }) => technicianId)
  expect(hands).not.toContain(null)
  expect(new Set(hands).size, 'a technician works on one operation').toBe(hands.length)
  expect(new Set(orders.map(({ number }) => number)).size, 'numbers are given once').toBe(orders.length)
  for (const order of live) agrees(order, house)
  for (const order of orders) expect(isClosed(order.state), order.state).toBe(order.closedAt !== null)
}

/** The state of an order says what its operations say. */
function agrees(order: Order, house: MemoryHouse): void {
  const { state, pauseReason, operations } = order
  const any = (...states: string[]) => operations.some((operation) => states.includes(operation.state))
  const expected: Partial<Record<OrderState, boolean>> = {
    waiting: !any('working', 'paused') && any('planned'),
    working: any('working'),
    paused: !any('working') && (any('paused') || (any('proposed') && !any('planned'))),
    checking: !any('working', 'paused', 'planned', 'proposed') && any('done'),
    washing: !any('working', 'paused', 'planned', 'proposed') && any('done'),
    ready: !any('working', 'paused', 'planned', 'proposed') && any('done'),
    settled: !any('working', 'paused', 'planned', 'proposed') && any('done'),
  }
  expect(
    expected[state] ?? !any('working', 'paused', 'done', 'proposed'),
    `${state}, with ${operations.map((one) => one.state).join()}`,
  ).toBe(true)
  expect(pauseReason !== null).toBe(state === 'paused')
  for (const { percent, bayId, ...one } of operations) {
    expect(percent).toBeGreaterThanOrEqual(0)
    expect(percent).toBeLessThanOrEqual(100)
    if (one.state !== 'working') continue
    expect(order.bayId, 'a car is where it is worked on').toBe(bayId)
    expect(house.all.bays.get(bayId!)!.outOfService, 'nobody works in a bay out of service').toBeNull()
  }
}

describe('whatever is sent in whatever order (C2, C3, S2)', () => {
  it('keeps the house in order, changes no input, and says only what the contract says', { timeout: 60_000 }, () => {
    const seen = new Set<CommandName>()
    const states = new Set<OrderState>()
    fc.assert(
      fc.property(fc.array(step, { minLength: 60, maxLength: 200, size: 'max' }), (steps) => {
        const house = new MemoryHouse(
          aScope({
            workshop: aWorkshop({ hours: Array.from({ length: 7 }, () => [[420, 1320]]) }),
            bays,
            persons,
            priceItems,
          }),
        )
        for (const one of steps) {
          house.now += one.after
          const { name, payload } = commandOf(one, house)
          const parsed = commands[name].payload.parse(payload) as Payload<typeof name>
          const before = new Map(house.all.orders)
          const { orderNumber } = house.all.counters
          const decision = house.execute(name, parsed, actorOf(name, one.likely))
          if (!decision.ok) {
            expect(before, 'a refusal moves nothing').toEqual(house.all.orders)
            continue
          }
          seen.add(name)
          expect(commands[name].answer.parse(decision.answer)).toEqual(decision.answer)
          expect(decision.facts.length).toBeGreaterThan(0)
          expect(JSON.stringify(decision.facts)).not.toMatch(/Li Na|138001|沪|HH12345/)
          expect(house.all.counters.orderNumber).toBeGreaterThanOrEqual(orderNumber)
          for (const order of decision.put.order ?? []) {
            const was = before.get(order.id)
            if (was) expect(isClosed(was.state), 'a closed order never changes').toBe(false)
            expect(entities.order.parse(order)).toEqual(order)
            expectForeseen(order, house)
            const { lookAt } = order
            if (lookAt !== null) expect(lookAt, 'what is due has been done').toBeGreaterThan(house.now)
            states.add(order.state)
          }
          for (const arrival of decision.put.arrival ?? []) expect(entities.arrival.parse(arrival)).toEqual(arrival)
          inOrder(house)
        }
      }),
      // Shrinking a long day takes minutes; take endOnFailure away to have the shortest day that goes wrong.
      { seed: 20_261_103, numRuns: 80, endOnFailure: true },
    )
    // Days on which nothing happened would prove nothing.
    expect([...orderStates].filter((state) => !states.has(state))).toEqual([])
    expect(daily.filter((name) => !seen.has(name))).toEqual([])
  })
})

/** Never earlier than its own work can be done, but where the floor has given its word (B10). */
function expectForeseen(order: Order, { all, now }: MemoryHouse): void {
  const bound = forecastOf(order, all.workshop, now)
  if (bound === null) return expect(order.forecastAt).toBeNull()
  if (!order.checkIn?.finishAt) expect(order.forecastAt).toBeGreaterThanOrEqual(bound)
}

describe('the forecast (AL)', () => {
  it('is a full minute, not before now, and no earlier for more work', () => {
    const house = { ...aWorkshop(), hours: aWorkshop().hours }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 0, max: 7 * DAY }), (minutes, later) => {
        const now = Date.UTC(2026, 10, 3) + later
        const order = (standardMinutes: number) => ({
          state: 'waiting' as const,
          parts: [],
          operations: [{ ...operationOf(standardMinutes) }],
        })
        const soon = forecastOf(order(minutes), house, now)!
        expect(soon % MINUTE).toBe(0)
        expect(soon).toBeGreaterThanOrEqual(now + minutes * MINUTE)
        expect(forecastOf(order(minutes + 30), house, now)!).toBeGreaterThanOrEqual(soon + 30 * MINUTE)
      }),
    )
  })

  it('is null where nothing can be foreseen', () => {
    const house = aWorkshop()
    const order = { state: 'waiting' as OrderState, parts: [], operations: [operationOf(60)] }
    expect(forecastOf({ ...order, operations: [] }, house, 0)).toBeNull()
    expect(forecastOf({ ...order, operations: [{ ...operationOf(60), state: 'cancelled' }] }, house, 0)).toBeNull()
    expect(forecastOf(order, { ...house, hours: [[], [], [], [], [], [], []] }, 0)).toBeNull()
    for (const state of orderStates) {
      const live = ['quoted', 'authorised', 'waiting', 'working', 'paused', 'checking', 'washing'].includes(state)
      expect(forecastOf({ ...order, state }, house, HOUR) !== null, state).toBe(live)
    }
  })
})

function operationOf(standardMinutes: number): Order['operations'][number] {
  const { id, ...item } = aPriceItem({ standardMinutes })
  return {
    ...{ id: uuid(), itemId: id, title: item.title, bayKind: item.bayKind, skill: item.skill, price: item.price },
    ...{
      standardMinutes,
      state: 'planned',
      bayId: null,
      technicianId: null,
      percent: 0,
      percentAt: null,
      pauseReason: null,
    },
    ...{
      startedAt: null,
      finishedAt: null,
      additional: false,
      safety: false,
      findings: '',
      askedAt: null,
      decidedAt: null,
      sentBack: 0,
    },
  }
}
