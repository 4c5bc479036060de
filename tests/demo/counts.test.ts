/** What the simulated days are counted by: each count from a few journal entries. */
import { describe, expect, it } from 'vitest'
import type { Alert, Attempt, Notice, Order } from '#contract/entities/index.ts'
import { delaysOf } from '#server/demo/counts/delays.ts'
import { doorOf } from '#server/demo/counts/door.ts'
import { errorOf, foreseenAt, instantsOf } from '#server/demo/counts/forecasts.ts'
import { History } from '#server/demo/counts/history.ts'
import { pickUpsOf } from '#server/demo/counts/pickUps.ts'
import { anAlert, anArrival, aNotice, anOrderIn, aWorkshop, HOUR, MINUTE, NOW } from '../support/factories.ts'

const workshop = aWorkshop({
  hours: Array.from({ length: 7 }, () => [[8 * 60, 18 * 60]]),
  settings: { delayToleranceMinutes: 15, delayStandsMinutes: 10, callAheadMinutes: 15 } as never,
})
const PROMISE = NOW + 4 * HOUR
const NOTICE = PROMISE - HOUR
/** Late by more than the tolerance. */
const LATE = PROMISE + 40 * MINUTE
const base = anOrderIn('working', {
  ...{ authorisedAt: NOW, promiseAt: PROMISE, noticeAt: NOTICE, forecastAt: PROMISE, safeForecastAt: PROMISE },
  ...{ informed: null, readyAt: null, preparedAt: null, noticeReleasedBy: null, closedAt: null },
})

/** The history of one order: entries `[minutes after NOW, put]`. */
type Step = [number, { order?: Partial<Order>; notice?: Notice; alert?: Alert }]
function historyOf(...steps: Step[]): History {
  const history = new History()
  history.add({ at: NOW, put: { workshop: [workshop], order: [base] } })
  let order = base
  for (const [minutes, { order: change, notice, alert }] of steps) {
    order = { ...order, ...change }
    const put = {
      ...(change && { order: [order] }),
      ...(notice && { notice: [notice] }),
      ...(alert && { alert: [alert] }),
    }
    history.add({ at: NOW + minutes * MINUTE, put })
  }
  return history
}

const message = aNotice({ orderId: base.id, kind: 'delay', state: 'sending', readyAt: LATE, attempts: [] })
const arrived = (minutes: number): Notice => ({
  ...{ ...message, state: 'delivered' },
  attempts: [{ channel: 'sms', at: NOW + minutes * MINUTE, result: 'delivered', detail: '', messageId: null }],
})
const readyLate: Step = [280, { order: { readyAt: LATE } }]

describe('B11.1 delays told to customers', () => {
  it('a delay that had stood for ten minutes was founded, and the late customer was told in time', () => {
    const history = historyOf(
      ...([
        [60, { order: { forecastAt: LATE } }],
        [70, { notice: message }],
        [71, { notice: arrived(71) }],
        readyLate,
      ] as Step[]),
    )
    expect(delaysOf(history)).toEqual({
      told: 1,
      unfounded: 0,
      inVain: 0,
      late: 1,
      inTime: 1,
      afterwards: 0,
      untold: 0,
    })
  })

  it('a delay told after eight minutes had not stood; nor had one whose forecast came back in between', () => {
    const early: Step[] = [
      [60, { order: { forecastAt: LATE } }],
      [68, { notice: message }],
      [69, { notice: arrived(69) }],
    ]
    expect(delaysOf(historyOf(...early, readyLate)).unfounded).toBe(1)
    const broken: Step[] = [
      [60, { order: { forecastAt: LATE } }],
      [65, { order: { forecastAt: PROMISE } }],
      [68, { order: { forecastAt: LATE } }],
      [74, { notice: message }],
      [75, { notice: arrived(75) }],
    ]
    expect(delaysOf(historyOf(...broken, readyLate)).unfounded).toBe(1)
  })

  it('at the notice’s time a delay need not have stood; a moved promise is told at once', () => {
    const atNotice: Step[] = [
      [178, { order: { forecastAt: LATE } }],
      [180, { notice: message }],
      [180, { notice: arrived(180) }],
    ]
    expect(delaysOf(historyOf(...atNotice, readyLate))).toMatchObject({ told: 1, unfounded: 0, inTime: 1 })
    const moved: Step[] = [
      [60, { order: { promiseAt: LATE } }],
      [60.2, { notice: message }],
      [61, { notice: arrived(61) }],
    ]
    expect(delaysOf(historyOf(...moved)).unfounded).toBe(0)
  })

  it('a call counts from when the customer was reached, and has fifteen minutes before the notice’s time to stand', () => {
    const called = (minutes: number): Notice => {
      const [attempt] = arrived(minutes).attempts
      return { ...arrived(minutes), attempts: [{ ...attempt!, channel: 'phone' }] }
    }
    const late: Step = [160, { order: { forecastAt: LATE } }]
    const at = (listed: number, reached: number) =>
      delaysOf(historyOf(late, [listed, { notice: message }], [reached, { notice: called(reached) }], readyLate))
    expect(at(165, 180)).toMatchObject({ told: 1, unfounded: 0, inTime: 1 })
    expect(at(165, 181), 'under way at the notice’s time').toMatchObject({ inTime: 0, untold: 1 })
    expect(at(164, 179), 'before the desk’s time').toMatchObject({ unfounded: 1, inTime: 1 })
  })

  it('only a customer whom no message reaches may be told in those fifteen minutes of a delay that has not stood', () => {
    const [sms] = arrived(165).attempts
    const told = (result: Attempt['result'], waits: boolean) => {
      const called: Attempt = { ...sms!, channel: waits ? 'in_person' : 'phone' }
      const reached = { ...arrived(165), attempts: [{ ...sms!, result, detail: '' }, called] }
      const late: Step = [160, { order: { forecastAt: LATE, waits } }]
      return delaysOf(historyOf(late, [165, { notice: message }], [166, { notice: reached }], readyLate)).unfounded
    }
    expect(told('unavailable', false), 'the channel is not set up').toBe(0)
    expect(told('failed', false), 'a message was tried').toBe(1)
    expect(told('failed', true), 'the customer waits on site').toBe(0)
  })

  it('a call for a notice’s time before opening may be made in the opening hours before it', () => {
    // 7:30; the workshop closed at 18:00 the evening before.
    const promiseAt = NOW + 22.5 * HOUR
    const informed = { kind: 'agreed', at: NOW, readyAt: promiseAt } as const
    const closed = { promiseAt, noticeAt: promiseAt - HOUR, informed }
    const [attempt] = arrived(470).attempts
    const called = { ...arrived(470), attempts: [{ ...attempt!, channel: 'phone' as const }] }
    const late = { order: { ...closed, forecastAt: NOW + 24 * HOUR } }
    const at = (listed: number) =>
      delaysOf(
        historyOf([1, { order: closed }], [listed - 5, late], [listed, { notice: message }], [470, { notice: called }]),
      ).unfounded
    expect(at(465)).toBe(0)
    expect(at(464)).toBe(1)
  })

  it('a message that reached nobody is not counted; a car that came in time after all is', () => {
    expect(delaysOf(historyOf([60, { order: { forecastAt: LATE } }], [70, { notice: message }])).told).toBe(0)
    const vain = historyOf(
      [60, { order: { forecastAt: LATE } }],
      [70, { notice: message }],
      [71, { notice: arrived(71) }],
      [200, { order: { readyAt: NOW + 200 * MINUTE } }],
    )
    expect(delaysOf(vain)).toMatchObject({ told: 1, inVain: 1, late: 0 })
  })

  it('a late customer who heard nothing counts as not told, also one whose car is still not ready', () => {
    expect(delaysOf(historyOf([60, { order: { forecastAt: LATE } }], readyLate))).toMatchObject({ late: 1, untold: 1 })
    expect(delaysOf(historyOf([300, { order: { waits: true } }]))).toMatchObject({ late: 1, untold: 1 })
  })

  it('a delay known in time but told after the notice’s time is not in time; one that came up later is counted apart', () => {
    const told: Step[] = [[190, { notice: message }], [191, { notice: arrived(191) }], readyLate]
    expect(delaysOf(historyOf([60, { order: { forecastAt: LATE } }], ...told))).toMatchObject({ untold: 1 })
    expect(delaysOf(historyOf([185, { order: { forecastAt: LATE } }], ...told))).toMatchObject({
      afterwards: 1,
      untold: 0,
    })
  })

  it('a message under way by the notice’s time that reaches the customer a little later is in time', () => {
    const sent: Step[] = [[179, { notice: message }], [186, { notice: arrived(186) }], readyLate]
    expect(delaysOf(historyOf([60, { order: { forecastAt: LATE } }], ...sent))).toMatchObject({
      inTime: 1,
      untold: 0,
    })
  })

  it('a car less late than the tolerance is not late; nor is one measured by a promise the customer agreed to move', () => {
    const onTime = historyOf([254, { order: { readyAt: PROMISE + 14 * MINUTE } }])
    expect(delaysOf(onTime).late).toBe(0)
    const informed = { kind: 'agreed', at: NOW, readyAt: LATE } as const
    expect(delaysOf(historyOf([60, { order: { promiseAt: LATE, informed } }], readyLate)).late).toBe(0)
    expect(delaysOf(historyOf([60, { order: { promiseAt: LATE } }], readyLate)).late).toBe(1)
  })
})

it('B11 a pick-up notice before the car was prepared is counted, unless a person released it', () => {
  const ready = { ...message, kind: 'ready' as const }
  const told = { ...arrived(201), kind: 'ready' as const }
  const notices: Step[] = [
    [200, { notice: ready }],
    [201, { notice: told }],
  ]
  const isReady = { readyAt: NOW + 190 * MINUTE }
  expect(pickUpsOf(historyOf([190, { order: isReady }], ...notices))).toEqual({ told: 1, unprepared: 1 })
  const prepared = { ...isReady, preparedAt: NOW + 195 * MINUTE }
  expect(pickUpsOf(historyOf([195, { order: prepared }], ...notices))).toEqual({ told: 1, unprepared: 0 })
  const released = { ...isReady, noticeReleasedBy: 'someone' }
  expect(pickUpsOf(historyOf([195, { order: released }], ...notices))).toEqual({ told: 1, unprepared: 0 })
})

describe('B1.2 waiting at the door', () => {
  const arrival = anArrival({ at: NOW, takenAt: null, closedAt: null })
  const alarm = anAlert({ cause: 'customer_waiting', severity: 'alarm', arrivalId: arrival.id })
  /** What is counted when this arrival is taken after so many minutes; undefined: never. */
  const door = (takenAfter: number | undefined, ...steps: Step[]) => {
    const history = historyOf(...steps, [30, {}])
    const takenAt = takenAfter === undefined ? null : NOW + takenAfter * MINUTE
    history.arrivals.set(arrival.id, { ...arrival, takenAt })
    return doorOf(history)
  }

  it('ten minutes are not long; twelve are, and without an alarm nobody heard of them', () => {
    expect(door(10)).toEqual({ arrivals: 1, long: 0, unheard: 0 })
    expect(door(12)).toEqual({ arrivals: 1, long: 1, unheard: 1 })
    expect(door(undefined)).toEqual({ arrivals: 1, long: 1, unheard: 1 })
  })

  it('an alarm about them counts; a warning, or an alarm about something else, does not', () => {
    expect(door(15, [10, { alert: alarm }])).toEqual({ arrivals: 1, long: 1, unheard: 0 })
    expect(door(15, [10, { alert: { ...alarm, severity: 'warning' } }]).unheard).toBe(1)
    expect(door(15, [10, { alert: { ...alarm, arrivalId: null } }]).unheard).toBe(1)
  })
})

describe('the forecast at 13:30', () => {
  // NOW is 10:00 in the workshop.
  const noon = instantsOf(workshop, NOW, NOW + 24 * HOUR)

  it('is looked at once a day', () => {
    expect(noon).toEqual([NOW + 3.5 * HOUR])
    expect(instantsOf(workshop, NOW, NOW + 3 * HOUR)).toEqual([])
  })

  it('is compared with when the car was ready, in opening hours', () => {
    const history = historyOf([200, { order: { safeForecastAt: PROMISE + 5 * MINUTE } }], readyLate)
    const foreseen = foreseenAt(history, noon[0]!)
    expect(foreseen).toEqual([
      { orderId: base.id, forecastAt: PROMISE, safeForecastAt: PROMISE + 5 * MINUTE, readyAt: LATE },
    ])
    expect(errorOf(foreseen, workshop)).toEqual({ cars: 1, minutes: 40, kept: 0 })
    expect(errorOf([{ ...foreseen[0]!, safeForecastAt: LATE }], workshop).kept).toBe(1)
  })

  it('leaves out cars due another day, ready before, or not agreed', () => {
    for (const order of [{ promiseAt: NOW + 28 * HOUR }, { readyAt: NOW + HOUR }, { authorisedAt: null }])
      expect(foreseenAt(historyOf([100, { order }], readyLate), noon[0]!)).toEqual([])
  })
})
