/** S14: a wrong touch is taken back, with everything that followed from it; S13: unless it has changed since. */
import { describe, expect, it } from 'vitest'
import type { CommandName, Payload } from '#contract/commands/index.ts'
import { undoable, type UndoableName } from '#contract/undo.ts'
import { commandNames } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities/index.ts'
import {
  aBay,
  aDoneOperation,
  anAlert,
  anArrival,
  anOperation,
  aMove,
  aNotice,
  aPart,
  anOrderIn,
  aPausedOperation,
  aPerson,
  aPriceItem,
  aProposedOperation,
  aScope,
  aSuggestion,
  aVehicle,
  aWorkingOperation,
  aWorkshop,
  DAY,
  HOUR,
  leaveUntil,
  MINUTE,
  NOW,
  staff,
  uuid,
  workAlone,
} from '../support/factories.ts'
import { MemoryServer } from '../support/memoryServer.ts'
import { clock, Visit } from '../support/visit.ts'

const SECOND = 1000
const promised = { promiseAt: NOW + 5 * HOUR, forecastAt: NOW + HOUR }

const informed = { kind: 'ready', at: NOW - MINUTE, readyAt: NOW - MINUTE } as const

/** Sends a command, and takes it back after some seconds. */
function attempt<N extends UndoableName>(server: MemoryServer, name: N, payload: Payload<N>, seconds = 3) {
  const sent = server.execute(name, payload, staff())
  if (!sent.ok) throw new Error(`${name}: ${sent.code}`)
  server.now += seconds * SECOND
  return takeBack(server, name)
}
const takeBack = (server: MemoryServer, command: UndoableName) =>
  server.execute('undoCommand', { commandId: uuid(), command }, staff())

/** What a person changes about an order: without forecasts and the clock's next look. */
const touched = ({ forecastChangedAt: _, forecastAt: __, safeForecastAt: ___, reviewAt: ____, ...rest }: Order) => rest

/** What people change, without what the clock and the planner find by themselves. */
const changeable = ({ all: { orders, bays, arrivals, suggestions, alerts, persons } }: MemoryServer) => ({
  persons: new Map(persons),
  orders: new Map([...orders].map(([id, order]) => [id, touched(order)])),
  bays: new Map([...bays].map(([id, bay]) => [id, { ...bay, reviewAt: null }])),
  arrivals: new Map([...arrivals].map(([id, arrival]) => [id, { ...arrival, reviewAt: null }])),
  suggestions: new Map(suggestions),
  alerts: new Map([...alerts].filter(([, { closedAt }]) => closedAt === null)),
})
const casesTested = new Set<UndoableName>()

describe('S14 a touch is taken back within the undo time', () => {
  const bay = aBay()
  const working = () =>
    anOrderIn('working', { ...promised, bayId: bay.id, operations: [aWorkingOperation({ bayId: bay.id })] })
  const booked = anOrderIn('booked', { appointmentAt: NOW + HOUR })
  const operations = [aWorkingOperation({ bayId: bay.id }), anOperation()]
  const twoOperations = anOrderIn('working', { ...promised, bayId: bay.id, operations })
  const done = (state: 'checking' | 'ready') => anOrderIn(state, { ...promised, operations: [aDoneOperation()] })
  const rework = (operationId: string) => ({ operationId, minutes: 20, reason: 'It drips' })
  const written = ({ plate, model, words, waits, wash, language }: Order) => ({
    ...{ plate, model, words, waits, wash, language },
  })
  const cases: [UndoableName, Order, (order: Order) => object][] = [
    ['finishOperation', working(), ({ operations: [one] }) => ({ operationId: one!.id })],
    ['pauseOperation', working(), ({ operations: [one] }) => ({ operationId: one!.id, reason: 'parts' })],
    ['pauseOperation', working(), ({ operations: [one] }) => ({ operationId: one!.id, reason: 'test_drive' })],
    [
      'movePauseEnd',
      anOrderIn('paused', {
        ...promised,
        operations: [aPausedOperation({ pauseReason: 'sublet', pausedUntil: NOW + 2 * HOUR })],
      }),
      ({ operations: [one] }) => ({ operationId: one!.id, until: NOW + HOUR }),
    ],
    [
      'recordTestDrive',
      working(),
      ({ operations: [one] }) => ({ operationId: one!.id, driverId: null, kmOut: 1, kmIn: 2 }),
    ],
    ['reportProgress', working(), ({ operations: [one] }) => ({ operationId: one!.id, percent: 75 })],
    ['reportProgress', working(), ({ operations: [one] }) => ({ operationId: one!.id, percent: 75, minutesLeft: 60 })],
    ['passChecks', anOrderIn('checking', { ...promised, wash: false, bayId: bay.id }), () => ({})],
    ['passChecks', anOrderIn('checking', { ...promised, wash: true, bayId: bay.id }), () => ({})],
    ['startWash', anOrderIn('washing', { ...promised, bayId: bay.id }), () => ({})],
    ['finishWash', anOrderIn('washing', { ...promised, bayId: bay.id }), () => ({})],
    ['sendHome', anOrderIn('paused', { ...promised, bayId: bay.id, parts: [aPart()] }), () => ({})],
    ['carIsBack', anOrderIn('paused', { homeSince: NOW - HOUR, parts: [aPart()] }), () => ({})],
    ['prepareCar', anOrderIn('ready', promised), () => ({})],
    ['releaseNotice', anOrderIn('ready', promised), () => ({})],
    ['settleOrder', anOrderIn('ready', { ...promised, informed }), () => ({})],
    ['releaseCar', anOrderIn('settled', promised), () => ({})],
    ['declineOrder', anOrderIn('quoted', promised), () => ({})],
    ['authoriseOrder', anOrderIn('quoted', promised), () => ({ wash: true })],
    ['cancelOrder', anOrderIn('arrived'), () => ({ reason: 'customer' })],
    ['takeOverCar', anOrderIn('authorised', promised), () => ({})],
    ['setPriority', working(), () => ({ priority: 'urgent' })],
    ['startDiagnosis', anOrderIn('arrived'), () => ({})],
    ['movePromise', working(), () => ({ promiseAt: NOW + 7 * HOUR, reason: 'A part is late', customerKnows: true })],
    ['moveAppointment', booked, () => ({ appointmentAt: NOW + 4 * HOUR, was: { appointmentAt: NOW + HOUR } })],
    ['correctOrder', working(), (order) => ({ ...written(order), model: 'Passat', was: written(order) })],
    ['cancelOperation', twoOperations, ({ operations: [, one] }) => ({ operationId: one!.id, reason: 'Too dear' })],
    ['stopWork', working(), () => ({ reason: 'The customer sells it' })],
    ['failChecks', done('checking'), ({ operations: [one] }) => rework(one!.id)],
    ['reopenOrder', done('ready'), ({ operations: [one] }) => rework(one!.id)],
  ]
  for (const [name] of cases) casesTested.add(name)
  it.each(cases)('%s: the order is as it was', (name, order, more) => {
    const server = new MemoryServer(aScope({ orders: [order], bays: [bay] }))
    const now = NOW + 3 * SECOND
    const undone = attempt(server, name, { orderId: order.id, ...more(order) } as never)
    const fact = { name: 'commandUndone', command: name, orderId: order.id, seq: 1 }
    expect(undone).toMatchObject({ ok: true, facts: expect.arrayContaining([fact]) })
    const back = server.all.orders.get(order.id)!
    const { progressCheck, noticeAt, toTell } = back
    expect(touched(back)).toEqual(touched({ ...order, progressCheck, noticeAt, toTell }))
    expect(back.reviewAt === null || back.reviewAt > now).toBe(true)
  })

  const arrival = anArrival({ at: NOW - MINUTE })
  const item = aPriceItem()
  const person = aPerson()
  const broken = aBay({ outOfService: { reason: 'Oil', since: NOW - HOUR, until: null } })
  const outAlert = anAlert({ cause: 'bay_out_of_service', severity: 'warning', bayId: broken.id })
  const part = { operationId: null, name: 'Filter', quantity: 1, expectedAt: NOW + 3 * HOUR }
  const diagnosed = anOrderIn('diagnosing', { operations: [anOperation(), anOperation()] })
  const quoted = anOrderIn('quoted')
  const waiting = anOrderIn('waiting', promised)
  const withPart = anOrderIn('waiting', { ...promised, parts: [aPart()] })
  const authorised = anOrderIn('authorised', promised)
  const assigned = anOrderIn('waiting', {
    ...promised,
    operations: [anOperation({ bayId: bay.id, technicianId: person.id })],
  })
  const inWork = working()
  const found = aProposedOperation({ askedAt: null })
  const proposed = anOrderIn('waiting', { ...promised, operations: [anOperation(), found] })
  const suggestion = aSuggestion(authorised, { moves: [aMove(authorised, { bayId: bay.id })] })
  const late = anOrderIn('waiting', { promiseAt: NOW - HOUR, forecastAt: NOW + HOUR })
  const alert = anAlert({ cause: 'order_overdue', owner: 'adviser', orderId: late.id })
  const which = (order: Order) => ({ orderId: order.id, operationId: order.operations[0]!.id })
  const nowhere = { bayId: null, technicianId: null, startAt: null }
  const here = { bayId: bay.id, technicianId: person.id, startAt: null }
  const estimate = { promiseAt: NOW + 5 * HOUR, quoteId: null, reason: 'As agreed' }
  const more = { itemIds: [item.id], findings: 'Worn', safety: true }
  const theirs = anOrderIn('working', {
    ...{ ...promised, bayId: bay.id },
    operations: [aWorkingOperation({ bayId: bay.id, technicianId: person.id })],
  })
  const onLeave = aPerson({ leave: leaveUntil(NOW + DAY) })
  const around: [UndoableName, Parameters<typeof aScope>[0], object][] = [
    ['takeArrival', { arrivals: [arrival] }, { arrivalId: arrival.id, desk: 2 }],
    ['closeArrival', { arrivals: [arrival] }, { arrivalId: arrival.id }],
    ['addOperations', { orders: [diagnosed], priceItems: [item] }, { orderId: diagnosed.id, itemIds: [item.id] }],
    ['addOperations', { orders: [quoted], priceItems: [item] }, { orderId: quoted.id, itemIds: [item.id] }],
    ['removeOperation', { orders: [diagnosed] }, which(diagnosed)],
    ['quoteOrder', { orders: [diagnosed] }, { orderId: diagnosed.id, ...estimate }],
    ['moveCar', { orders: [waiting], bays: [bay] }, { orderId: waiting.id, bayId: bay.id, was: { bayId: null } }],
    ['proposeAdditionalWork', { orders: [inWork], priceItems: [item], bays: [bay] }, { orderId: inWork.id, ...more }],
    [
      'decideAdditionalWork',
      { orders: [proposed] },
      { orderId: proposed.id, operationIds: [found.id], accepted: true, promiseAt: NOW + 7 * HOUR },
    ],
    ['offerAdditionalWork', { orders: [proposed] }, { orderId: proposed.id, promiseAt: NOW + 7 * HOUR, onPage: true }],
    ['expectPart', { orders: [waiting] }, { orderId: waiting.id, ...part }],
    ...(['movePartArrival', 'recordPartArrival'] as const).map((name): (typeof around)[number] => [
      name,
      { orders: [withPart] },
      {
        ...{ orderId: withPart.id, partId: withPart.parts[0]!.id },
        ...(name === 'movePartArrival' && { expectedAt: NOW + 2 * HOUR }),
      },
    ]),
    [
      'assignOperation',
      { orders: [waiting], bays: [bay], persons: [person] },
      { ...which(waiting), ...here, was: nowhere },
    ],
    [
      'assignOperation',
      { orders: [authorised], bays: [bay], persons: [person] },
      { ...which(authorised), ...here, was: nowhere },
    ],
    ['startOperation', { orders: [assigned], bays: [bay], persons: [person] }, which(assigned)],
    [
      'acceptSuggestions',
      { orders: [authorised], bays: [bay], suggestions: [suggestion] },
      { suggestionIds: [suggestion.id] },
    ],
    ['dismissSuggestions', { orders: [authorised], suggestions: [suggestion] }, { suggestionIds: [suggestion.id] }],
    ['takeBayOutOfService', { bays: [bay] }, { bayId: bay.id, reason: 'Oil', until: null }],
    ['changeBay', { bays: [bay] }, { bayId: bay.id, to: { number: 7 }, was: { number: 1 } }],
    ['removeBay', { bays: [broken], alerts: [outAlert] }, { bayId: broken.id }],
    ['returnBayToService', { bays: [broken], alerts: [outAlert] }, { bayId: broken.id }],
    ['acknowledgeAlert', { orders: [late], alerts: [alert] }, { alertId: alert.id }],
    [
      'addLeave',
      { persons: [person], orders: [theirs] },
      { personId: person.id, kind: 'sick', from: null, until: NOW + 8 * HOUR },
    ],
    ['endLeave', { persons: [onLeave] }, { personId: onLeave.id, leaveId: onLeave.leave[0]!.id }],
    ['allowOvertime', { persons: [person] }, { personId: person.id, until: NOW + 10 * HOUR }],
  ]
  for (const [name] of around) casesTested.add(name)
  casesTested.add('answerProgressCheck')
  it.each(around)('%s: what it changed is as it was', (name, given, payload) => {
    const server = new MemoryServer(aScope(given))
    // With any command, follow-ups find what they have to say of these orders.
    for (const { id: orderId } of given?.orders ?? [])
      server.execute('setPriority', { orderId, priority: 'urgent' }, staff())
    const was = changeable(server)
    const sent = server.execute(name, payload as never, staff())
    expect(sent).toMatchObject({ ok: true })
    const changed = changeable(server)
    expect(changed).not.toEqual(was)
    server.now += 3 * SECOND
    expect(takeBack(server, name)).toMatchObject({ ok: true })
    // Accepted suggestions are gone: the planner makes them again.
    if (name === 'acceptSuggestions') was.suggestions.clear()
    expect(changeable(server)).toEqual(was)
  })

  it('answerProgressCheck: the question waits for its answer again (B10)', () => {
    const visit = new Visit({ settings: { undoSeconds: 10 } }).starts().until(clock('13:48'))
    const { progressCheck } = visit.order
    expect(progressCheck).toMatchObject({ askedAt: clock('13:48'), answeredAt: null })
    visit.answers('on_time')
    expect(visit.order.progressCheck!.answeredAt).not.toBeNull()
    expect(takeBack(visit.server, 'answerProgressCheck')).toMatchObject({ ok: true })
    expect(visit.order.progressCheck).toEqual(progressCheck)
  })

  const calls: [UndoableName, string, boolean, (noticeId: string) => object][] = [
    ['sendNotice', 'asking', false, (noticeId) => ({ noticeId })],
    ['withdrawNotice', 'asking', false, (noticeId) => ({ noticeId })],
    ['recordCall', 'asking', true, (noticeId) => ({ noticeId, reached: true, words: '' })],
    ['recordCall', 'phone', false, (noticeId) => ({ noticeId, reached: true, words: '' })],
    ['recordCall', 'phone', false, (noticeId) => ({ noticeId, reached: false, words: '' })],
    ['withdrawNotice', 'phone', false, (noticeId) => ({ noticeId })],
  ]
  for (const [name] of calls) casesTested.add(name)
  it.each(calls)(
    '%s, %s: the customer of the delay has still to be told (B11.1, B11.3)',
    (name, state, waits, payload) => {
      const settings = { undoSeconds: 10, askBeforeDelayNotice: state === 'asking' }
      // Nobody has an address: without a question, the desk phones.
      const customer = { name: null, phone: null, email: null }
      const visit = new Visit({ settings, order: { waits, customer } }).until(clock('11:00')).forecasts(clock('16:10'))
      visit.until(clock('11:01'))
      const [notice] = visit.notices
      expect(notice).toMatchObject({ state, kind: 'delay' })
      const { order, causes } = visit
      visit.does(name, payload(notice!.id) as never)
      expect(visit.notices).not.toEqual([notice])
      visit.until(clock('11:01') + 9 * SECOND)
      expect(takeBack(visit.server, name)).toMatchObject({ ok: true })
      expect(visit.notices).toEqual([notice])
      expect([touched(visit.order), visit.causes]).toEqual([touched(order), causes])
    },
  )

  it('a corrected model: the work that had not begun expects its old minutes again (C8, B5)', () => {
    const learned = [{ model: 'Passat', count: 9, likelyMinutes: 90, safeMinutes: 120 }]
    const item = aPriceItem({ learned })
    const order = anOrderIn('waiting', { ...promised, model: 'Golf', operations: [anOperation({ itemId: item.id })] })
    const server = new MemoryServer(aScope({ orders: [order], priceItems: [item] }))
    const was = written(order)
    const correcting = { orderId: order.id, ...was, model: 'Passat', was }
    expect(server.execute('correctOrder', correcting, staff())).toMatchObject({ ok: true })
    expect(server.all.orders.get(order.id)!.operations[0]).toMatchObject({ likelyMinutes: 90, safeMinutes: 120 })
    expect(takeBack(server, 'correctOrder')).toMatchObject({ ok: true })
    expect(server.all.orders.get(order.id)).toMatchObject({ model: 'Golf', operations: order.operations })
  })

  it.each(['begun', 'known'])(
    'a corrected plate: the files of both cars say what they said, one %s here too (C8, B13)',
    (kind) => {
      const owner = { id: uuid(), name: 'Li Na', phone: '+8613800000001', email: null }
      const file = aVehicle({ plate: '沪A00001', customer: { ...owner, language: 'en', channels: [] } })
      const server = new MemoryServer(aScope({ vehicles: kind === 'begun' ? [] : [file] }))
      const typed = { plate: file.plate, model: 'Polo', name: 'Chen Wei', phone: '+8613800000003', language: null }
      server.execute('checkInWalkIn', { ...typed, symptoms: [], words: '', waits: true }, staff())
      const [order] = [...server.all.orders.values()]
      const files = new Map(server.all.vehicles)
      const was = written(order!)
      const correcting = { orderId: order!.id, ...was, plate: '沪A00002', was }
      expect(server.execute('correctOrder', correcting, staff())).toMatchObject({ ok: true })
      expect(server.all.vehicles.has(file.plate)).toBe(kind === 'known')
      expect(server.all.vehicles.has('沪A00002')).toBe(true)
      expect(takeBack(server, 'correctOrder')).toMatchObject({ ok: true })
      expect(server.all.vehicles).toEqual(files)
      expect(server.all.orders.get(order!.id)).toMatchObject({ vehicleId: files.get(file.plate)!.id })
    },
  )

  it('only until it is over', () => {
    const order = anOrderIn('checking', promised)
    const scope = () => aScope({ orders: [order] })
    expect(attempt(new MemoryServer(scope()), 'passChecks', { orderId: order.id }, 9)).toMatchObject({ ok: true })
    const late = attempt(new MemoryServer(scope()), 'passChecks', { orderId: order.id }, 10)
    expect(late).toMatchObject({ ok: false, code: 'undo_too_late' })
  })

  it('and the undo time is a setting', () => {
    const order = anOrderIn('checking', promised)
    const workshop = aWorkshop({ settings: { ...workAlone, undoSeconds: 30 } })
    const server = new MemoryServer(aScope({ workshop, orders: [order] }))
    expect(attempt(server, 'passChecks', { orderId: order.id }, 29)).toMatchObject({ ok: true })
  })

  it('only under its own name, so that the policy has judged the right command', () => {
    const order = anOrderIn('checking', promised)
    const server = new MemoryServer(aScope({ orders: [order] }))
    server.execute('passChecks', { orderId: order.id }, staff())
    expect(takeBack(server, 'acknowledgeAlert')).toMatchObject({ ok: false, code: 'undo_too_late' })
  })
})

describe('S14 what followed from the touch is taken back with it', () => {
  it('the message to the customer is withdrawn before it left, and the one it replaced lives on', () => {
    const was = anOrderIn('washing', promised)
    const order = { ...was, state: 'ready' as const, readyAt: NOW, bayId: null, informed }
    const caused = aNotice({ orderId: order.id, kind: 'ready', state: 'sending', tryAt: NOW + 10 * SECOND })
    const asking = aNotice({ orderId: order.id, kind: 'delay', state: 'phone', tryAt: null })
    const replaced = { ...asking, state: 'withdrawn' as const }
    const before = { order: [was], notice: [asking] }
    const after = { order: [order], notice: [replaced, caused] }
    const undo = { command: 'finishWash' as const, seq: 7, at: NOW, before, after }
    const server = new MemoryServer(aScope({ orders: [order], notices: [replaced, caused], undo }))
    expect(takeBack(server, 'finishWash')).toMatchObject({ ok: true })
    expect(server.all.notices.get(caused.id)).toMatchObject({ state: 'withdrawn', tryAt: null })
    expect(server.all.notices.get(asking.id)).toMatchObject({ state: 'phone' })
    expect(server.all.orders.get(order.id)).toMatchObject({ state: 'washing', informed: was.informed })
  })

  it('an alert that the touch closed is open again, with its age and its reader', () => {
    const order = anOrderIn('washing', { promiseAt: NOW - HOUR, forecastAt: NOW + MINUTE })
    const server = new MemoryServer(aScope({ orders: [order] }))
    server.execute('setPriority', { orderId: order.id, priority: 'urgent' }, staff())
    const [alert] = [...server.all.alerts.values()].filter(({ cause }) => cause === 'order_overdue')
    server.execute('acknowledgeAlert', { alertId: alert!.id }, staff())
    const acknowledged = server.all.alerts.get(alert!.id)!
    server.execute('finishWash', { orderId: order.id }, staff())
    expect(server.all.alerts.get(alert!.id)!.closedAt).not.toBeNull()
    expect(takeBack(server, 'finishWash')).toMatchObject({ ok: true })
    const overdue = [...server.all.alerts.values()].filter(
      (one) => one.cause === 'order_overdue' && one.closedAt === null,
    )
    expect(overdue).toEqual([acknowledged])
  })

  it('what was learnt from a finished operation is forgotten (B5)', () => {
    const item = aPriceItem()
    const operation = aWorkingOperation({ itemId: item.id, startedAt: NOW - HOUR })
    const order = anOrderIn('working', { ...promised, operations: [operation] })
    const server = new MemoryServer(aScope({ orders: [order], priceItems: [item] }))
    server.execute('finishOperation', { orderId: order.id, operationId: operation.id }, staff())
    expect(server.all.samples.size).toBe(1)
    expect(takeBack(server, 'finishOperation')).toMatchObject({ ok: true })
    expect(server.all.samples.size).toBe(0)
    expect(server.all.priceItems.get(item.id)).toEqual(item)
  })

  it('work paused by taking a bay out of service goes on', () => {
    const bay = aBay()
    const operations = [aWorkingOperation({ bayId: bay.id })]
    const order = anOrderIn('working', { ...promised, bayId: bay.id, operations })
    const server = new MemoryServer(aScope({ orders: [order], bays: [bay] }))
    const undone = attempt(server, 'takeBayOutOfService', { bayId: bay.id, reason: 'Oil', until: null })
    expect(undone).toMatchObject({ ok: true })
    expect(server.all.bays.get(bay.id)!.outOfService).toBeNull()
    expect(server.all.orders.get(order.id)).toMatchObject({ state: 'working', operations: [{ state: 'working' }] })
  })

  it('the clock may have looked, and forecasts may have moved', () => {
    const order = anOrderIn('working', { ...promised, operations: [aWorkingOperation()] })
    const server = new MemoryServer(aScope({ orders: [order] }))
    const operationId = order.operations[0]!.id
    server.execute('pauseOperation', { orderId: order.id, operationId, reason: 'parts' }, staff())
    const paused = server.all.undo
    const work = [{ operationId, ...{ bayId: null, technicianId: null, startAt: NOW + HOUR, endAt: NOW + 2 * HOUR } }]
    const forecast = { orderId: order.id, forecastAt: NOW + 3 * HOUR, safeForecastAt: NOW + 4 * HOUR }
    const recorded = server.execute(
      'recordForecasts',
      { seq: 1, forecasts: [{ ...forecast, unschedulable: null, work: work as never }] },
      { device: 'clock', personId: null },
    )
    expect(recorded).toMatchObject({ ok: true })
    server.all.undo = paused
    expect(takeBack(server, 'pauseOperation')).toMatchObject({ ok: true })
    expect(server.all.orders.get(order.id)).toMatchObject({ state: 'working', pauseReason: null })
  })

  it('what the clock has asked or told meanwhile stays asked and told (B10)', () => {
    const visit = new Visit({ settings: { undoSeconds: 10 } }).starts()
    visit.until(clock('13:48') - SECOND).does('setPriority', { priority: 'urgent' })
    visit.until(clock('13:48') + 5 * SECOND)
    const { progressCheck } = visit.order
    expect(progressCheck?.askedAt).toBe(clock('13:48'))
    expect(takeBack(visit.server, 'setPriority')).toMatchObject({ ok: true })
    expect(visit.order).toMatchObject({ priority: 'normal', progressCheck })
  })
})

describe('S13 a touch is not taken back once the order has moved on', () => {
  it('another touch on the same order came after: refused, with what is true now', () => {
    const order = anOrderIn('checking', { ...promised, wash: false })
    const server = new MemoryServer(aScope({ orders: [order] }))
    server.execute('passChecks', { orderId: order.id }, staff())
    const passed = server.all.undo
    server.execute('settleOrder', { orderId: order.id }, staff())
    server.all.undo = passed
    const refused = takeBack(server, 'passChecks')
    expect(refused).toMatchObject({ ok: false, code: 'changed_meanwhile', now: { order: [{ state: 'settled' }] } })
  })

  it('another car stands in the bay by now: refused', () => {
    const bay = aBay()
    const order = anOrderIn('washing', { ...promised, bayId: bay.id })
    const other = anOrderIn('waiting', { ...promised, plate: '沪B10002' })
    const server = new MemoryServer(aScope({ orders: [order, other], bays: [bay] }))
    server.execute('finishWash', { orderId: order.id }, staff())
    const washed = server.all.undo
    server.execute('moveCar', { orderId: other.id, bayId: bay.id, was: { bayId: null } }, staff())
    server.all.undo = washed
    expect(takeBack(server, 'finishWash')).toMatchObject({ ok: false, code: 'bay_occupied' })
  })

  it('the technician works on another car by now: refused', () => {
    const technicianId = uuid()
    const operation = aWorkingOperation({ technicianId })
    const order = anOrderIn('working', { ...promised, operations: [operation] })
    const server = new MemoryServer(aScope({ orders: [order] }))
    server.execute('finishOperation', { orderId: order.id, operationId: operation.id }, staff())
    const other = anOrderIn('working', { plate: '沪B10002', operations: [aWorkingOperation({ technicianId })] })
    server.all.orders.set(other.id, other)
    expect(takeBack(server, 'finishOperation')).toMatchObject({ ok: false, code: 'technician_busy' })
  })

  it('the bay is out of service by now: refused', () => {
    const bay = aBay()
    const operation = aWorkingOperation({ bayId: bay.id })
    const order = anOrderIn('working', { ...promised, bayId: bay.id, operations: [operation] })
    const server = new MemoryServer(aScope({ orders: [order], bays: [bay] }))
    server.execute('finishOperation', { orderId: order.id, operationId: operation.id }, staff())
    server.all.bays.set(bay.id, { ...bay, outOfService: { reason: 'Oil', since: NOW, until: null } })
    expect(takeBack(server, 'finishOperation')).toMatchObject({ ok: false, code: 'bay_out_of_service' })
  })

  it('the bay’s number has been given away, or a removed bay is asked for: refused', () => {
    const bay = aBay()
    const order = anOrderIn('washing', { ...promised, bayId: bay.id })
    const moved = new MemoryServer(aScope({ orders: [order], bays: [bay] }))
    moved.execute('finishWash', { orderId: order.id }, staff())
    moved.all.bays.set(bay.id, { ...bay, retiredAt: NOW })
    expect(takeBack(moved, 'finishWash')).toMatchObject({ ok: false, code: 'bay_not_found' })
    const server = new MemoryServer(aScope({ bays: [bay] }))
    server.execute('removeBay', { bayId: bay.id }, staff())
    server.all.bays.set('another', aBay({ id: 'another', number: bay.number }))
    expect(takeBack(server, 'removeBay')).toMatchObject({ ok: false, code: 'duplicate_number' })
  })

  it('the bay has changed since: refused', () => {
    const bay = aBay()
    const server = new MemoryServer(aScope({ bays: [bay] }))
    server.execute('takeBayOutOfService', { bayId: bay.id, reason: 'Oil', until: null }, staff())
    server.all.bays.set(bay.id, { ...bay, outOfService: { reason: 'A broken arm', since: NOW, until: null } })
    expect(takeBack(server, 'takeBayOutOfService')).toMatchObject({ ok: false, code: 'changed_meanwhile' })
  })
})

it('S14 every command that can be taken back has its case above', () => {
  expect(undoable.filter((name) => !casesTested.has(name))).toEqual([])
})

it('S14 every command that can be taken back is one, and none of them creates an order', () => {
  const names: readonly CommandName[] = undoable
  expect(commandNames).toEqual(expect.arrayContaining([...names]))
  for (const name of ['checkInWalkIn', 'bookAppointment', 'recordArrival', 'undoCommand'])
    expect(names).not.toContain(name)
})
