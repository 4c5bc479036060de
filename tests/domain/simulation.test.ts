/** The simulation of the shop: named cases. */
import { describe, expect, it } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import { withMoves } from '#server/domain/planner/moves.ts'
import { simulate } from '#server/domain/planner/simulate.ts'
import type { ShopState } from '#server/domain/planner/shop.ts'
import {
  aBay,
  anOperation,
  anOrderIn,
  aPart,
  aPausedOperation,
  aPerson,
  aWorkingOperation,
  aWorkshop,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  uuid,
  leaveUntil,
} from '../support/factories.ts'

// Tuesday 10:00 in Shanghai; open 8–12 and 13–18.
const at = (hour: number, minute = 0, days = 0) => NOW + (hour - 10) * HOUR + minute * MINUTE + days * DAY
const one = aBay({ number: 1 })
const two = aBay({ number: 2 })
const chen = aPerson()
const wu = aPerson({ skills: ['mechanical', 'electrical'] })

const work = (minutes: number, over = {}) => anOperation({ standardMinutes: minutes, ...over })
const car = (operations: Order['operations'], over: Partial<Order> = {}) =>
  anOrderIn('waiting', { operations, promiseAt: null, ...over })
const shop = (orders: Order[], over: Partial<ShopState> = {}): ShopState => ({
  ...{ workshop: aWorkshop(), bays: [one], persons: [chen], now: NOW },
  ...over,
  orders,
})
const run = (orders: Order[], over: Partial<ShopState> = {}) => {
  const result = simulate(shop(orders, over))
  return orders.map(({ id }) => result.get(id))
}
const finishes = (orders: Order[], over: Partial<ShopState> = {}) => run(orders, over).map((one) => one?.finishAt)

describe('the simulation of the shop', () => {
  it('of an empty shop is empty', () => {
    expect(simulate(shop([])).size).toBe(0)
    expect(simulate(shop([], { bays: [], persons: [] })).size).toBe(0)
  })

  it('a single car is ready after its work, with the lunch break in between', () => {
    expect(finishes([car([work(90)])])).toEqual([at(11, 30)])
    expect(finishes([car([work(150)])])).toEqual([at(13, 30)])
  })

  it('continues at the next opening after a night or a Sunday', () => {
    expect(finishes([car([work(480)])])).toEqual([at(9, 0, 1)])
    expect(finishes([car([work(60)])], { now: at(17, 30, 4) })).toEqual([at(8, 30, 6)])
  })

  it('a bay holds one car at a time, a technician does one operation at a time', () => {
    const cars = [car([work(60)]), car([work(60)], { number: 2 })]
    const both = { bays: [one, two], persons: [chen, wu] }
    expect(finishes(cars, both)).toEqual([at(11), at(11)])
    const [, behind] = run(cars, { persons: [chen, wu] })
    expect(behind).toMatchObject({ finishAt: at(12), work: [{ waitedFor: { for: 'bay', isBack: false } }] })
    const [, slow] = run(cars, { bays: [one, two] })
    expect(slow).toMatchObject({ finishAt: at(12), work: [{ waitedFor: { for: 'technician', isOnShift: false } }] })
  })

  it('C2 long work stays off the only alignment rack while a car comes for its wheels', () => {
    const rack = aBay({ number: 2, uses: ['alignment', 'lift'] })
    const busy = car([aWorkingOperation({ standardMinutes: 90, bayId: one.id, technicianId: chen.id })], {
      bayId: one.id,
    })
    const tyres = [work(20, { bayKind: 'lift' }), work(60, { bayKind: 'alignment' })]
    const wheels = car(tyres, { number: 3, promiseAt: at(17) })
    const clutch = car([work(300)], { number: 2, promiseAt: at(16) })
    const places = { bays: [one, rack], persons: [chen, wu, aPerson()] }
    const [, long, aligned] = run([busy, clutch, wheels], places)
    // On the rack the clutch would be first, and the wheels wait until tomorrow.
    expect(aligned).toMatchObject({ finishAt: at(11, 20) })
    expect(long?.work[0]).toMatchObject({ bayId: rack.id, start: at(11, 20) })
    // The rack is free for a job that is done before, and for any job when nobody needs it.
    const [short] = run([car([work(10)], { promiseAt: at(11) }), wheels], { ...places, bays: [rack] })
    expect(short).toMatchObject({ finishAt: at(10, 10) })
    expect(run([busy, clutch], places)[1]?.work[0]).toMatchObject({ bayId: rack.id, start: NOW })
  })

  it('C2 urgent cars go first, then by promise, then by arrival; quotes go last', () => {
    const [plain, early, promised, urgent, quoted] = [
      car([work(30)], { number: 1, arrivedAt: NOW - HOUR }),
      car([work(30)], { number: 2, arrivedAt: NOW - 2 * HOUR }),
      car([work(30)], { number: 3, promiseAt: at(17) }),
      car([work(30)], { number: 4, priority: 'urgent' }),
      anOrderIn('quoted', { operations: [work(30)], number: 5, priority: 'urgent', promiseAt: at(11) }),
    ]
    const found = finishes([quoted, plain, early, promised, urgent])
    expect(found).toEqual([at(13, 30), at(12), at(11, 30), at(11), at(10, 30)])
  })

  it('operations run in order, each in a bay of its kind by a technician with the skill', () => {
    const paint = aBay({ number: 3, uses: ['paint'] })
    const painter = aPerson({ skills: ['paint'] })
    const first = work(60, { bayKind: 'paint', skill: 'paint' })
    const [found] = run([car([first, work(30)])], { bays: [one, paint], persons: [chen, painter] })
    expect(found).toMatchObject({
      finishAt: at(11, 30),
      work: [
        { operationId: first.id, bayId: paint.id, technicianId: painter.id, start: NOW, end: at(11), waitedFor: null },
        { bayId: one.id, technicianId: chen.id, start: at(11), end: at(11, 30), waitedFor: { for: 'operation' } },
      ],
    })
  })

  it('a bay with several uses takes work of each of them, a bay with fewer uses first', () => {
    const both = aBay({ number: 1, uses: ['alignment', 'lift'] })
    const align = { bayKind: 'alignment', skill: 'alignment' } as const
    const aligner = aPerson({ skills: ['alignment', 'mechanical'] })
    expect(finishes([car([work(60)]), car([work(60, align)])], { bays: [both], persons: [chen, aligner] })).toEqual([
      at(11),
      at(12),
    ])
    const [oil] = run([car([work(60)])], { bays: [both, two] })
    expect(oil!.work[0]!.bayId).toBe(two.id)
  })

  it('C2 work placed anyway in a bay of another kind starts when that bay is free', () => {
    const paint = aBay({ number: 3, uses: ['paint'] })
    const inPaint = (minutes: number) => work(minutes, { bayId: paint.id, technicianId: wu.id, skill: 'paint' })
    const found = finishes([car([inPaint(60)]), car([inPaint(30)])], { bays: [one, paint], persons: [chen, wu] })
    expect(found).toEqual([at(11), at(11, 30)])
  })

  it('work in progress continues in its bay with its technician, from its percentage', () => {
    const begun = aWorkingOperation({ bayId: two.id, technicianId: wu.id, percent: 50, percentAt: NOW })
    const [found] = run([car([work(30), begun], { state: 'working', bayId: two.id })], {
      bays: [one, two],
      persons: [chen, wu],
    })
    expect(found!.work[0]).toMatchObject({ operationId: begun.id, bayId: two.id, technicianId: wu.id, end: at(10, 30) })
    expect(found).toMatchObject({ finishAt: at(11) })
  })

  it('a car with started work holds its bay while it waits for a part; others leave theirs', () => {
    const part = aPart({ expectedAt: at(15) })
    const begun = aPausedOperation({ bayId: one.id, technicianId: chen.id, standardMinutes: 60, percent: 50 })
    const stuck = car([begun], { state: 'paused', bayId: one.id, parts: [part] })
    expect(finishes([stuck, car([work(60)])])).toEqual([at(15, 30), at(16, 30)])
    const planned = car([work(60)], { bayId: one.id, parts: [part] })
    expect(finishes([planned, car([work(60)])])).toEqual([at(16), at(11)])
  })

  it('B4.2 work starts when the part of the operation or the order arrives', () => {
    const first = work(30)
    const parts = [aPart({ operationId: first.id, expectedAt: at(15) })]
    const [found] = run([car([first, work(30)], { parts })])
    expect(found).toMatchObject({
      finishAt: at(16),
      work: [{ start: at(15), waitedFor: { for: 'part', partId: parts[0]!.id } }, { start: at(15, 30) }],
    })
    expect(finishes([car([work(30)], { parts: [aPart({ expectedAt: at(14) })] })])).toEqual([at(14, 30)])
  })

  it('assigned bay and technician are kept while available', () => {
    const bays = [one, two]
    const persons = [chen, wu]
    const named = work(60, { bayId: two.id, technicianId: wu.id })
    expect(run([car([named])], { bays, persons })[0]!.work).toMatchObject([{ bayId: two.id, technicianId: wu.id }])
    const away = { ...wu, leave: leaveUntil(at(10, 0, 1)) }
    const broken = { ...two, outOfService: { reason: 'oil', since: NOW, until: at(17) } }
    const [found] = run([car([named])], { bays: [one, broken], persons: [chen, away] })
    expect(found).toMatchObject({ finishAt: at(11), work: [{ bayId: one.id, technicianId: chen.id }] })
  })

  describe('C2 work that stopped, or was sent back (C5)', () => {
    const bays = [one, two]
    const persons = [chen, wu]
    const begun = { bayId: one.id, technicianId: chen.id, standardMinutes: 60, percent: 50, percentAt: NOW }
    const paused = (over = {}) => car([aPausedOperation({ ...begun, ...over })], { state: 'paused' })
    const back = (over = {}) => car([anOperation({ ...begun, sentBack: 1, startedAt: NOW, ...over })])
    const elsewhere = car(
      [aWorkingOperation({ bayId: one.id, technicianId: chen.id, standardMinutes: 120, percentAt: NOW })],
      { state: 'working', bayId: one.id, number: 9 },
    )

    it.each([
      ['paused', paused],
      ['sent back', back],
    ])('%s, goes on where it was, by whom it was begun', (_, stopped) => {
      expect(run([stopped()], { bays, persons: [wu, chen] })[0]).toMatchObject({
        finishAt: at(10, 30),
        work: [{ bayId: one.id, technicianId: chen.id }],
      })
    })

    it.each([
      ['paused', paused],
      ['sent back', back],
    ])('%s, goes on elsewhere when another car stands there and its technician has other work', (_, stopped) => {
      expect(run([stopped(), elsewhere], { bays, persons })[0]).toMatchObject({
        finishAt: at(10, 30),
        work: [{ bayId: two.id, technicianId: wu.id }],
      })
    })

    it('waits for the place that the foreman has given it since, with or without a time', () => {
      for (const over of [{ placedAt: NOW }, { startAt: NOW }])
        for (const stopped of [paused(over), back(over)])
          expect(run([stopped, elsewhere], { bays, persons })[0]).toMatchObject({
            finishAt: at(13, 30),
            work: [{ bayId: one.id, technicianId: chen.id }],
          })
    })

    it('waits for that place in a tried move, too', () => {
      const stopped = paused({ bayId: null, technicianId: null })
      const [{ id }] = stopped.operations as [Order['operations'][number]]
      const to = { bayId: one.id, technicianId: chen.id, startAt: null }
      const moved = withMoves(shop([stopped, elsewhere], { bays, persons }), [
        { orderId: stopped.id, operationId: id, to },
      ])
      expect(simulate(moved).get(stopped.id)).toMatchObject({ work: [{ start: at(13), technicianId: chen.id }] })
    })
  })

  it('the technician who finishes first is chosen, then the one with the fewest skills', () => {
    const late = aPerson({ shift: Array.from({ length: 7 }, () => [[600, 660] as [number, number]]) })
    expect(run([car([work(90)])], { persons: [late, wu, chen] })[0]!.work[0]!.technicianId).toBe(chen.id)
  })

  it('technicians work in their shift, within opening hours, and not while absent', () => {
    const afternoon = aPerson({ shift: Array.from({ length: 7 }, () => [[780, 1200] as [number, number]]) })
    const [found] = run([car([work(360)])], { persons: [afternoon] })
    expect(found).toMatchObject({
      finishAt: at(14, 0, 1),
      work: [{ start: at(13), waitedFor: { for: 'opening' } }],
    })
    const early = aPerson({ shift: Array.from({ length: 7 }, () => [[660, 720] as [number, number]]) })
    expect(run([car([work(30)])], { persons: [early] })[0]!.work).toMatchObject([
      { start: at(11), waitedFor: { for: 'technician', isOnShift: true } },
    ])
    const away = aPerson({ leave: leaveUntil(at(14, 10)) })
    expect(run([car([work(30)])], { persons: [away] })[0]).toMatchObject({
      finishAt: at(14, 40),
      work: [{ waitedFor: { for: 'technician', isOnShift: true } }],
    })
  })

  it('a bay out of service is used from its return', () => {
    const out = (until: number | null) => ({ bays: [{ ...one, outOfService: { reason: 'oil', since: NOW, until } }] })
    expect(run([car([work(30)])], out(at(14, 20)))[0]).toMatchObject({
      finishAt: at(14, 50),
      work: [{ waitedFor: { for: 'bay', isBack: true } }],
    })
  })

  it('respects closures and special openings', () => {
    const days = [
      { day: '2026-11-03', spans: [[480, 630] as [number, number]], note: '' },
      { day: '2026-11-04', spans: [], note: '' },
    ]
    expect(finishes([car([work(60)])], { workshop: aWorkshop({ days }) })).toEqual([at(8, 30, 2)])
  })

  it('works through nights with clock changes', () => {
    const hours = Array.from({ length: 7 }, () => [[0, 1440] as [number, number]])
    const workshop = aWorkshop({ timeZone: 'Europe/Berlin', hours })
    // Sunday 29 March 2026, clocks jump from 2:00 to 3:00; four hours from 0:30 end at 5:30.
    const now = Date.UTC(2026, 2, 28, 23, 30)
    expect(finishes([car([work(240)])], { workshop, now })).toEqual([Date.UTC(2026, 2, 29, 3, 30)])
    const autumn = Date.UTC(2026, 9, 24, 22, 30)
    expect(finishes([car([work(240)])], { workshop, now: autumn })).toEqual([autumn + 4 * HOUR])
  })

  it.each<[reason: string, over: Partial<ShopState>]>([
    ['never_opens', { workshop: aWorkshop({ hours: [[], [], [], [], [], [], []] }) }],
    ['no_bay', { bays: [] }],
    ['no_bay', { bays: [aBay({ uses: ['paint'] })] }],
    ['no_skill', { persons: [] }],
    ['no_skill', { persons: [aPerson({ skills: ['paint'] })] }],
    ['nobody_on_shift', { persons: [aPerson({ shift: [[], [], [], [], [], [], [[480, 600]]] })] }],
    ['too_far', { persons: [aPerson({ leave: leaveUntil(NOW + 729 * DAY) })] }],
  ])('says why a car is never ready: %s', (reason, over) => {
    const cars = [car([work(14_400)]), car([work(14_400)], { number: 2 })]
    for (const found of run(cars, over)) expect(found).toMatchObject({ finishAt: null, reason })
  })

  it('a car that cannot be scheduled holds no bay', () => {
    const begun = aPausedOperation({ bayId: one.id, technicianId: null, skill: 'paint' })
    const cars = [car([begun], { state: 'paused', bayId: one.id }), car([work(30)])]
    expect(finishes(cars)).toEqual([null, at(10, 30)])
  })

  it('leaves out cars without agreed work, and those that are ready', () => {
    const cars = [
      car([]),
      anOrderIn('arrived'),
      anOrderIn('ready'),
      anOrderIn('booked'),
      car([work(5)], { id: uuid() }),
    ]
    expect(run(cars).map((found) => found?.finishAt)).toEqual([undefined, undefined, undefined, undefined, at(10, 5)])
    expect(finishes([anOrderIn('checking')])).toEqual([NOW])
  })
})
