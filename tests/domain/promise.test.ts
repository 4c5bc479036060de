/** B5: the earliest promise the workshop can keep. */
import { describe, expect, it } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import { promiseQuote } from '#contract/questions.ts'
import { promiseOf, type PlannedItem } from '#server/domain/planner/promise.ts'
import type { ShopState } from '#server/domain/planner/shop.ts'
import { simulate } from '#server/domain/planner/simulate.ts'
import {
  aBay,
  aDoneOperation,
  anOperation,
  anOrderIn,
  aPart,
  aPerson,
  aPriceItem,
  aProposedOperation,
  aWorkingOperation,
  aWorkshop,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  workAlone,
} from '../support/factories.ts'

// Tuesday 10:00 in Shanghai; open 8–12 and 13–18; a margin of half an hour.
const at = (hour: number, minute = 0, days = 0) => NOW + (hour - 10) * HOUR + minute * MINUTE + days * DAY
const bay = aBay({ number: 4 })
const chen = aPerson()
const work = (minutes: number, over = {}) => anOperation({ standardMinutes: minutes, ...over })
const arrived = (operations: Order['operations'], over: Partial<Order> = {}) =>
  anOrderIn('arrived', { operations, ...over })

function quote(order: Order, others: Order[] = [], over: Partial<ShopState> = {}, items: PlannedItem[] = []) {
  const shop = { workshop: aWorkshop(), bays: [bay], persons: [chen], now: NOW, ...over, orders: [...others, order] }
  return promiseQuote.omit({ quoteId: true }).parse(promiseOf(shop, order.id, items))
}

describe('B5 the quote', () => {
  it('is the finish plus the margin in working time, rounded up to a quarter of an hour', () => {
    expect(quote(arrived([work(40)]))).toMatchObject({
      ...{
        promiseAt: at(11, 15),
        finishAt: at(10, 40),
        marginMinutes: 30,
        reason: null,
        restsOn: [],
        risks: [],
        at: NOW,
      },
    })
    expect(quote(arrived([work(100)])).promiseAt).toBe(at(13, 15))
    const workshop = aWorkshop({ settings: { ...workAlone, promiseMarginMinutes: 0 } })
    expect(quote(arrived([work(40)]), [], { workshop }).promiseAt).toBe(at(10, 45))
  })

  it('takes the queue position that its promise gives, and says which bay it waits for', () => {
    const working = aWorkingOperation({ bayId: bay.id, technicianId: chen.id, standardMinutes: 80 })
    const before = anOrderIn('working', { operations: [working], promiseAt: at(12) })
    const behind = anOrderIn('waiting', { operations: [work(40)], promiseAt: at(14), number: 2 })
    expect(quote(arrived([work(30)]), [before, behind])).toMatchObject({
      ...{ finishAt: at(11, 50), promiseAt: at(13, 30), risks: [] },
      restsOn: [{ kind: 'bay_free', bayId: bay.id, at: at(11, 20) }],
    })
  })

  it('goes behind others rather than break their promises', () => {
    const others = [
      anOrderIn('waiting', { operations: [work(60)], promiseAt: at(11, 15), number: 2 }),
      anOrderIn('waiting', { operations: [work(60)], promiseAt: at(13, 15), number: 3 }),
    ]
    expect(quote(arrived([work(60)]), others)).toMatchObject({
      ...{ finishAt: at(14), promiseAt: at(14, 30), risks: [] },
      restsOn: [{ kind: 'closed', from: at(12), at: at(13) }],
    })
  })

  it('B4.2 says which part it waits for, and for whom', () => {
    const parts = [aPart({ expectedAt: at(15) })]
    const found = quote(arrived([work(30)], { parts }))
    expect(found).toMatchObject({ finishAt: at(15, 30), promiseAt: at(16) })
    expect(found.restsOn).toMatchObject([
      { kind: 'closed', from: at(12), at: at(13) },
      { kind: 'part', partId: parts[0]!.id, at: at(15) },
    ])
    const afternoon = aPerson({ shift: Array.from({ length: 7 }, () => [[840, 1080] as [number, number]]) })
    expect(quote(arrived([work(30)]), [], { persons: [afternoon] }).restsOn[1]).toMatchObject({
      ...{ kind: 'technician_on_shift', technicianId: afternoon.id, at: at(14) },
    })
    const back = { ...bay, outOfService: { reason: 'oil', since: NOW, until: at(11) } }
    expect(quote(arrived([work(30)]), [], { bays: [back] }).restsOn).toMatchObject([
      { kind: 'bay_in_service', bayId: bay.id, at: at(11) },
    ])
  })

  it('says that the shop closes in between, or is closed now', () => {
    expect(quote(arrived([work(30)]), [], { now: at(20) })).toMatchObject({
      promiseAt: at(9, 0, 1),
      restsOn: [{ kind: 'closed', from: at(20), at: at(8, 0, 1) }],
    })
    expect(quote(arrived([work(60)]), [], { now: at(17, 30) })).toMatchObject({
      promiseAt: at(9, 0, 1),
      restsOn: [{ kind: 'closed', from: at(18), at: at(8, 0, 1) }],
    })
  })

  it('names the promises that would turn from kept to broken, and no others', () => {
    // Promised just after the new one.
    const tight = anOrderIn('waiting', {
      operations: [work(60)],
      promiseAt: at(12),
      number: 2,
      parts: [aPart({ expectedAt: at(10, 30) })],
    })
    const broken = anOrderIn('waiting', {
      operations: [work(60)],
      promiseAt: at(9),
      number: 3,
      parts: [aPart({ expectedAt: at(13) })],
    })
    const easy = anOrderIn('waiting', {
      operations: [work(60)],
      promiseAt: at(18, 0, 1),
      number: 4,
      parts: [aPart({ expectedAt: at(13) })],
    })
    const found = quote(arrived([work(90)]), [tight, broken, easy])
    expect(found.risks).toEqual([{ orderId: tight.id, promiseAt: at(12), from: at(11, 30), to: at(13, 30) }])
    expect(quote(arrived([work(20)]), [tight, broken, easy]).risks).toEqual([])
  })

  it('a quote given to another customer counts as a promise', () => {
    const quoted = anOrderIn('quoted', { operations: [work(60)], promiseAt: at(11, 15) })
    expect(quote(arrived([work(30)]), [quoted]).finishAt).toBe(at(11, 30))
  })

  it('B9 for an order in progress includes the additional work awaiting approval', () => {
    const proposed = aProposedOperation({ standardMinutes: 60 })
    const order = anOrderIn('waiting', { operations: [work(30), proposed], promiseAt: at(11) })
    const next = anOrderIn('waiting', { operations: [work(30)], promiseAt: at(11, 30), number: 2 })
    // Ahead of the next car it would be ready at 11:30 and make the next one late.
    expect(quote(order, [next])).toMatchObject({ finishAt: at(12), promiseAt: at(13, 30), risks: [] })
    const alone = quote({ ...order, operations: [order.operations[0]!] }, [next])
    expect(alone).toMatchObject({ finishAt: at(10, 30), promiseAt: at(11), risks: [] })
  })

  it('includes items of the price list as if they were on the order', () => {
    const item = aPriceItem({ standardMinutes: 60 })
    expect(quote(arrived([work(30)]), [], {}, [item]).finishAt).toBe(at(11, 30))
    expect(quote(arrived([]), [], {}, [item, item]).finishAt).toBe(at(12))
  })

  it.each<[reason: string, over: Partial<ShopState>]>([
    ['never_opens', { workshop: aWorkshop({ hours: [[], [], [], [], [], [], []] }) }],
    ['no_bay', { bays: [] }],
    ['no_skill', { persons: [] }],
  ])('is none where the work can never be done, and says why: %s', (reason, over) => {
    expect(quote(arrived([work(30)]), [], over)).toMatchObject({ promiseAt: null, finishAt: null, reason, restsOn: [] })
  })

  it.each<[code: string, order: Order, items: (PlannedItem | undefined)[]]>([
    ['no_operations', arrived([]), []],
    ['no_operations', arrived([work(30, { state: 'cancelled' })]), []],
    ['item_not_found', arrived([work(30)]), [undefined]],
    ['illegal_step', anOrderIn('ready'), []],
    ['order_not_found', anOrderIn('left', { id: 'another' }), []],
  ])('is refused: %s', (code, order, items) => {
    const orders = order.closedAt === null ? [order] : []
    const shop = { workshop: aWorkshop(), bays: [bay], persons: [chen], now: NOW, orders }
    expect(promiseOf(shop, order.id, items)).toEqual({ ok: false, code })
  })
})

describe('B5 what is in the way of a promise', () => {
  const mine = () => arrived([work(60)])
  const booked = (minute: number, number: number) =>
    anOrderIn('booked', { operations: [work(60)], appointmentAt: at(10, minute), number })
  const three = [booked(10, 2), booked(10, 3), booked(10, 4)]

  it('an empty shop promises at once', () => expect(quote(mine()).promiseAt).toBe(at(11, 30)))

  it('B16 three cars booked in ten minutes hold the only bay, with a share for those who do not come', () => {
    // Three times 54 minutes from 10:10 on, then an hour: 14:52.
    expect(quote(mine(), three)).toMatchObject({ finishAt: at(14, 52), promiseAt: at(15, 30) })
    const all = aWorkshop({ settings: { ...workAlone, showPercent: 100 } })
    expect(quote(mine(), three, { workshop: all }).finishAt).toBe(at(15, 10))
    const none = aWorkshop({ settings: { ...workAlone, showPercent: 0 } })
    expect(quote(mine(), three, { workshop: none }).promiseAt).toBe(at(11, 30))
  })

  it('B16 work that is done before the appointment goes first; a second bay with a technician is free for it', () => {
    expect(quote(arrived([work(60)]), [booked(60, 2)]).finishAt).toBe(at(11))
    const more = { bays: [bay, aBay({ number: 5 })], persons: [chen, aPerson()] }
    expect(quote(mine(), [booked(10, 2)], more).finishAt).toBe(at(11))
  })

  it('B16 appointments an hour ago and in a month hold nothing', () => {
    expect(quote(mine(), [booked(-61, 2), booked(30 * 24 * 60, 3)]).promiseAt).toBe(at(11, 30))
  })

  it('a car under diagnosis in the only bay keeps it for the diagnosis and the answer', () => {
    const diagnosing = anOrderIn('diagnosing', { bayId: bay.id, arrivedAt: NOW, operations: [], number: 2 })
    expect(quote(mine(), [diagnosing])).toMatchObject({
      ...{ finishAt: at(11, 45), promiseAt: at(13, 15) },
      restsOn: [{ kind: 'bay_free', bayId: bay.id, at: at(10, 45) }],
    })
  })

  it.each<[Order['state'], number]>([
    ['arrived', 45],
    ['diagnosing', 45],
    ['quoted', 15],
  ])('a car that is %s in the only bay keeps it for %i minutes', (state, minutes) => {
    const inside = { bayId: bay.id, arrivedAt: NOW, quotedAt: NOW, operations: [], number: 2 }
    expect(quote(mine(), [anOrderIn(state, inside)]).finishAt).toBe(at(11, minutes))
  })

  it.each(['stopped', 'ready', 'settled'] as const)(
    'C9 a car that is %s and still in the only bay keeps it',
    (state) => {
      const inside = anOrderIn(state, { bayId: bay.id, number: 2 })
      expect(quote(mine(), [inside])).toMatchObject({ finishAt: at(11, 15), restsOn: [{ kind: 'bay_free' }] })
      expect(quote(mine(), [{ ...inside, bayId: null }]).finishAt).toBe(at(11))
    },
  )

  it('B9 a car whose customer is to decide about additional work keeps its bay until the answer, and is not checked before', () => {
    const asking = (askedAt: number | null, also: Order['operations'] = []) =>
      anOrderIn('paused', {
        ...{ pauseReason: 'approval', bayId: bay.id, number: 2 },
        operations: [aDoneOperation(), aProposedOperation({ askedAt }), ...also],
      })
    const finish = (askedAt: number | null) => quote(mine(), [asking(askedAt)]).finishAt
    expect([null, NOW, NOW - 10 * MINUTE, NOW - HOUR].map(finish)).toEqual([
      ...[at(11, 15), at(11, 15), at(11, 5), at(11, 5)],
    ])
    const workshop = aWorkshop({ settings: { ...workAlone, checkMinutes: 10 } })
    const shop = { workshop, bays: [bay], persons: [chen], now: NOW, orders: [asking(NOW)] }
    const [planned] = simulate(shop).values()
    expect(planned).toMatchObject({ finishAt: at(10, 25), work: [{ step: 'check', waitedFor: { for: 'answer' } }] })
    // With agreed work left it goes on at once.
    expect(quote(mine(), [asking(null, [work(20)])]).finishAt).toBe(at(11, 20))
  })

  it('a diagnosis that takes longer than expected keeps its bay a little longer', () => {
    const long = anOrderIn('diagnosing', { bayId: bay.id, arrivedAt: NOW - 90 * MINUTE, operations: [], number: 2 })
    expect(quote(mine(), [long]).finishAt).toBe(at(11, 20))
  })

  it('a car that has come for its appointment keeps its capacity until it is estimated', () => {
    const come = anOrderIn('arrived', { operations: [work(60)], arrivedAt: NOW, number: 2 })
    // Nothing starts in its place that would not be done by 10:45.
    expect(quote(mine(), [come]).finishAt).toBe(at(13, 45))
    expect(quote(arrived([work(40)]), [come]).finishAt).toBe(at(10, 40))
  })
})

describe('B5 quick work with a fixed time', () => {
  const oil = aPriceItem({ fixedPromiseMinutes: 60 })
  const wipers = aPriceItem({ fixedPromiseMinutes: 15 })
  const fixed = new Map([
    [oil.id, 60],
    [wipers.id, 15],
  ])
  const promised = (operations: Order['operations'], others: Order[] = [], over: Partial<Order> = {}) => {
    const order = arrived(operations, over)
    const shop = { workshop: aWorkshop(), bays: [bay], persons: [chen], now: NOW, orders: [...others, order] }
    const found = promiseOf(shop, order.id, [], 1, (id) => fixed.get(id) ?? null)
    return promiseQuote.omit({ quoteId: true }).parse(found)
  }
  const change = work(55, { itemId: oil.id, safeMinutes: 70 })

  it('is promised within it, counted from the yes, if the shop is likely to do it by then', () => {
    expect(promised([change])).toMatchObject({
      ...{ promiseAt: at(11), finishAt: at(10, 55), marginMinutes: 5, risks: [] },
      restsOn: [{ kind: 'fixed_time', at: at(11) }],
    })
    const agreed = { authorisedAt: at(9, 40), state: 'authorised' } as const
    expect(promised([work(40, { itemId: oil.id })], [], agreed).promiseAt).toBe(at(10, 45))
    const both = [work(30, { itemId: oil.id }), work(10, { itemId: wipers.id })]
    expect(promised(both).promiseAt).toBe(at(11, 15))
  })

  it('is promised as usual, with the reason first, if the bay is taken or another promise would break', () => {
    const working = aWorkingOperation({ bayId: bay.id, technicianId: chen.id, standardMinutes: 80 })
    const taken = anOrderIn('working', { operations: [working], promiseAt: at(12) })
    const usual = promised([work(55, { safeMinutes: 70 })], [taken])
    expect(promised([change], [taken])).toEqual({
      ...{ ...usual, orderId: expect.any(String) as string },
      restsOn: [expect.objectContaining({ kind: 'fixed_time_missed', at: at(11) }) as object, ...usual.restsOn],
    })
    const tight = anOrderIn('waiting', { operations: [work(30)], promiseAt: at(11), number: 2 })
    expect(promised([work(40, { itemId: oil.id })], [tight]).restsOn[0]).toMatchObject({ kind: 'fixed_time_missed' })
  })

  it('is promised as usual with other work on the order', () => {
    const mixed = promised([change, work(20)])
    expect(mixed.restsOn.map(({ kind }) => kind)).not.toContain('fixed_time_missed')
    expect(mixed).toMatchObject({ finishAt: at(11, 30), marginMinutes: 30 })
  })
})

describe('B5 the margin', () => {
  const real = aWorkshop({ settings: { ...workAlone, promiseMarginPercent: 15, promiseMarginMinutes: 10 } })
  const promised = (minutes: number, now = NOW) => quote(arrived([work(minutes)]), [], { workshop: real, now })

  it('is 15 % of the working time until the car is ready, at least ten minutes', () => {
    expect(promised(30)).toMatchObject({ finishAt: at(10, 30), marginMinutes: 10, promiseAt: at(10, 45) })
    // Four hours of work: 36 minutes.
    expect(promised(240)).toMatchObject({ finishAt: at(15), marginMinutes: 36, promiseAt: at(15, 45) })
    // The oil change at opening.
    expect(promised(30, at(8)).promiseAt).toBe(at(8, 45))
  })

  it('is cut at closing, with a note to the adviser', () => {
    const late = promised(20, at(17, 35))
    expect(late).toMatchObject({ finishAt: at(17, 55), promiseAt: at(18), marginMinutes: 5 })
    expect(late.restsOn).toMatchObject([{ kind: 'margin_cut', at: at(18) }])
    expect(promised(15, at(17, 35))).toMatchObject({ promiseAt: at(18), restsOn: [] })
    // Work that goes on the next day is promised for the next day.
    expect(promised(30, at(17, 45)).promiseAt).toBe(at(8, 30, 1))
    // Noon is no closing: the car is handed over in the afternoon.
    expect(promised(15, at(11, 40)).promiseAt).toBe(at(13, 15))
  })
})
