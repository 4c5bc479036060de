import { describe, expect, it } from 'vitest'
import { defaultSettings } from '#contract/settings.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import { axisOf } from '../../board/floor/plan/axis.ts'
import { reasonSpan } from '../../board/floor/plan/away.ts'
import { blocksOf, isMovable, markOfPiece } from '../../board/floor/plan/blocks.ts'
import { keepSame, lanesOf, pack, subjectsOf } from '../../board/floor/plan/lanes.ts'
import { carriedOver, loadsOf, waitingWork } from '../../board/floor/plan/loads.ts'
import { neighbour } from '../../board/floor/plan/neighbours.ts'
import { lateness } from '../../board/order/lateness.ts'
import {
  aBay,
  aDoneOperation,
  anOperation,
  anOrder,
  aPausedOperation,
  aPerson,
  aWorkingOperation,
  aWorkshop,
  DAY,
  HOUR,
  MINUTE,
  NOW,
} from '../support/factories.ts'

const workshop = aWorkshop()
const axis = axisOf(workshop, NOW)
const at = (hour: number, day = 0) => NOW + day * DAY + (hour - 10) * HOUR
const [one, two, three] = [1, 2, 3].map((number) => aBay({ number })) as [
  ReturnType<typeof aBay>,
  ReturnType<typeof aBay>,
  ReturnType<typeof aBay>,
]
const anna = aPerson({ name: 'Anna', teamId: 'a' })
const tom = aPerson({ name: 'Tom' })

const planned = (from: number, to: number, bayId: string | null = one.id, over: Partial<Operation> = {}) =>
  anOperation({ plan: { bayId, technicianId: anna.id, start: from, end: to }, ...over })
const car = (operations: Operation[], over: Partial<Order> = {}) => anOrder({ state: 'waiting', operations, ...over })
const blocks = (...orders: Order[]) => blocksOf(orders, axis, NOW, defaultSettings)
const lanes = (...orders: Order[]) => lanesOf(subjectsOf('bay', [one, two, three], [], []), blocks(...orders))

describe('why a bay is out of service', () => {
  const away = (from: number, to: number) => ({ kind: 'out' as const, from, to, reason: 'Leak', until: to })
  const inBay = (...operations: Operation[]) => lanes(...operations.map((one) => car([one])))[0]!.blocks
  const now = at(10)

  it.each([
    ['from now on in an empty lane', inBay(), away(at(8), at(14)), at(10), null],
    ['from its beginning if that is to come', inBay(), away(at(12), at(14)), at(12), null],
    ['behind the work that lies there', inBay(planned(at(9.5), at(11))), away(at(8), at(14)), at(11), null],
    [
      'and up to the next',
      inBay(planned(at(9.5), at(11)), planned(at(12), at(13))),
      away(at(8), at(14)),
      at(11),
      at(12),
    ],
    [
      'behind both if there is no room',
      inBay(planned(at(9.5), at(11)), planned(at(11), at(13))),
      away(at(8), at(14)),
      at(13),
      null,
    ],
  ])('is written %s', (_what, blocks, out, from, to) => {
    expect(reasonSpan(out, blocks, now)).toEqual({ from, to })
  })
})

describe('the pieces of work', () => {
  it('lie where they were done, are in progress or are forecast; work without a forecast has no piece', () => {
    const done = aDoneOperation({ bayId: one.id, startedAt: at(8), finishedAt: at(9) })
    const working = aWorkingOperation({
      ...{ bayId: two.id, startedAt: at(9.5) },
      plan: { bayId: two.id, technicianId: null, start: NOW, end: at(11) },
    })
    const next = planned(at(13), at(14))
    const found = blocks(car([done, working, next, anOperation()]))
    expect(found.map(({ stage, start, end }) => [stage, start, end])).toEqual([
      ['done', at(8), at(9)],
      ['working', at(9.5), at(11)],
      ['planned', at(13), at(14)],
    ])
    expect(found.map(isMovable)).toEqual([false, false, true])
  })

  it('show “paused” only when their car is neither late nor at risk', () => {
    const paused = planned(at(11), at(12), one.id, { state: 'paused' })
    const marked = (over: Partial<Order>) =>
      markOfPiece(blocks(car([paused], { state: 'paused', authorisedAt: at(8), ...over }))[0]!)
    expect(marked({ promiseAt: at(9) })).toBe('late')
    expect(marked({ promiseAt: at(12), forecastAt: at(12) - MINUTE })).toBe('at_risk')
    expect(marked({ promiseAt: at(17), forecastAt: at(12) })).toBe('paused')
    // Another operation of the car may be in progress.
    expect(marked({ state: 'working', promiseAt: at(17), forecastAt: at(12) })).toBe('paused')
  })

  it('extend past now when work takes longer than planned', () => {
    const [block] = blocks(car([aWorkingOperation({ startedAt: at(8), standardMinutes: 30 })]))
    expect(block!.end).toBe(NOW + 5 * MINUTE)
  })

  it('show the foreman’s placement before the forecast has been recomputed', () => {
    const [block] = blocks(car([planned(at(10), at(11), one.id, { bayId: two.id, startAt: at(17.5) })]))
    expect(block).toMatchObject({ bayId: two.id, start: at(17.5), end: at(8.5, 1), isPlaced: true, isPinned: true })
  })

  it('do not include future appointments', () => {
    expect(blocks(anOrder({ state: 'booked', operations: [planned(at(13), at(14))] }))).toEqual([])
  })
})

describe('the lanes', () => {
  it('are bays by number, technicians with a skill by team, or teams, plus people without a team', () => {
    const team = { id: 'a', name: 'A', leaderId: null }
    const clerk = aPerson({ skills: [] })
    const of = (grouping: 'bay' | 'technician' | 'team') => subjectsOf(grouping, [two, one], [tom, clerk, anna], [team])
    expect(of('bay')).toEqual([
      { kind: 'bay', bay: one },
      { kind: 'bay', bay: two },
    ])
    expect(of('technician')).toEqual([
      { kind: 'technician', person: anna },
      { kind: 'technician', person: tom },
    ])
    expect(of('team')).toEqual([
      { kind: 'team', team, persons: [anna] },
      { kind: 'team', team: null, persons: [tom] },
    ])
  })

  it('put overlapping pieces in different rows, and pieces that only touch in one', () => {
    const found = blocks(car([planned(at(10), at(12)), planned(at(11), at(13)), planned(at(12) - MINUTE, at(14))]))
    const { placed, rows } = pack(found)
    expect(placed.map(({ row }) => row)).toEqual([0, 1, 0])
    expect(placed[0]!.nextAt).toBe(at(12) - MINUTE)
    expect(rows).toBe(2)
  })

  it('show each car’s promise at its last open piece', () => {
    const promised = car([planned(at(10), at(11)), planned(at(11), at(12), two.id)], { promiseAt: at(15) })
    const [first, second] = lanes(promised)
    expect(first!.promises).toEqual([])
    expect(second!.promises).toMatchObject([{ orderId: promised.id, at: at(15), mark: 'on_track' }])
  })

  it('keep the same objects while they do not change', () => {
    const [a, b] = [car([planned(at(10), at(11))]), car([planned(at(10), at(11), two.id)])]
    const before = lanes(a, b)
    const moved = { ...b, operations: [planned(at(12), at(13), two.id)] }
    const after = keepSame(before, lanes(a, moved))
    expect(after.map((lane, i) => lane === before[i])).toEqual([true, false, true])
  })

  it('are navigated by arrow keys in reading order', () => {
    const [a, b, c] = [planned(at(10), at(11)), planned(at(14), at(15)), planned(at(13), at(15), three.id)]
    const found = lanes(car([a, b]), car([c]))
    expect(neighbour(found, a.id, 'ArrowRight')).toBe(b.id)
    expect(neighbour(found, b.id, 'ArrowRight')).toBe(c.id)
    expect(neighbour(found, c.id, 'ArrowRight')).toBeNull()
    expect(neighbour(found, c.id, 'ArrowUp')).toBe(b.id)
    expect(neighbour(found, c.id, 'ArrowLeft')).toBe(b.id)
    expect(neighbour(found, b.id, 'Home')).toBe(a.id)
  })
})

describe('the load of the lanes', () => {
  const loads = (orders: Order[]) => {
    const found = lanes(...orders)
    const all = loadsOf(found, axis, NOW, waitingWork(orders, NOW), new Set(['lift']))
    return found.map(({ key }) => all.get(key)!)
  }

  it('is the share of the day’s opening hours in use', () => {
    const [first] = loads([car([planned(at(10), at(12)), planned(at(17), at(9, 1))])])
    expect(first!.share).toBeCloseTo(3 / 9)
  })

  it('C2 a bay is idle while work waits for it, but not without waiting work or out of service', () => {
    const waits = car([planned(at(15), at(16))])
    expect(loads([waits]).map(({ isIdle }) => isIdle)).toEqual([true, true, true])
    expect(loads([car([planned(at(10), at(16))])]).map(({ isIdle }) => isIdle)).toEqual([false, false, false])
    const out = { ...one, outOfService: { reason: '', since: NOW, until: null } }
    const found = lanesOf(subjectsOf('bay', [out], [], []), [])
    expect([...loadsOf(found, axis, NOW, waitingWork([waits], NOW), new Set(['lift'])).values()][0]!.isIdle).toBe(false)
    // A technician is not idle while no bay is free.
    const people = lanesOf(subjectsOf('technician', [], [tom], []), [])
    const idle = (kinds: ('lift' | 'paint')[]) =>
      [...loadsOf(people, axis, NOW, waitingWork([waits], NOW), new Set(kinds)).values()][0]!.isIdle
    expect([idle(['lift']), idle(['paint'])]).toEqual([true, false])
    // Its part is missing, so the work could not start.
    const lacking = { ...waits, parts: [{ arrivedAt: null, operationId: null } as Order['parts'][number]] }
    expect(loads([lacking]).some(({ isIdle }) => isIdle)).toBe(false)
  })

  it.each([
    ['maker', false],
    ['assessor', false],
    ['sublet', false],
    ['approval', false],
    ['test_drive', false],
    ['technician', true],
    ['bay', true],
  ] as const)('C2, C9 a bay beside work paused for %s is idle: %s', (pauseReason, isIdle) => {
    const paused = car([aPausedOperation({ pauseReason })])
    expect(loads([paused])[1]!.isIdle).toBe(isIdle)
  })

  it('C2 the load of a bay is uneven when it was assigned much more than another of its kind', () => {
    const mine = { bayId: one.id }
    const heavy = [car([planned(at(10), at(12), one.id, mine)]), car([planned(at(13), at(17), one.id, mine)])]
    const light = car([planned(at(10), at(11), two.id, { bayId: two.id })])
    const [first, second] = loads([...heavy, light])
    expect(first!.over).toMatchObject({ minutes: 360 })
    expect(second!.over).toBeNull()
    // With a single car, the bay is only busy.
    const alone = car([planned(at(10), at(12), one.id, mine), planned(at(13), at(17), one.id, mine)])
    expect(loads([alone, light])[0]!.over).toBeNull()
    // Forecast work was assigned by nobody.
    expect(loads([car([planned(at(10), at(12))]), car([planned(at(13), at(17))])])[0]!.over).toBeNull()
  })

  it('names the closing across which work goes on', () => {
    expect(carriedOver({ start: at(17), end: at(9, 1) }, axis)).toBe(axis.days[0])
    expect(carriedOver({ start: at(10), end: at(18) }, axis)).toBeNull()
  })
})

describe('AL how late a car in the queue will be', () => {
  it('is the later of forecast and clock against the promise; null without a forecast before the promise', () => {
    const order = (promiseAt: number | null, forecastAt: number | null) =>
      anOrder({ authorisedAt: NOW, promiseAt, forecastAt })
    const [spare, late, unknown] = [order(at(15), at(14)), order(at(13), at(14)), order(at(12), null)]
    expect(lateness(order(null, at(11)), workshop, NOW)).toBeNull()
    expect([spare, late, unknown].map((one) => lateness(one, workshop, NOW))).toEqual([-60, 60, null])
    expect(lateness(order(at(9), null), workshop, NOW)).toBe(60)
  })
})
