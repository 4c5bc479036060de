/** Quiet hours: when no messages are sent, and which are sent all the same (B11.4). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '#contract/settings.ts'
import { atOnce, noticeAtOf } from '#server/domain/notice/moment.ts'
import { quietAt } from '#server/domain/notice/quiet.ts'
import { aWorkshop, DAY, HOUR, MINUTE } from '../support/factories.ts'
import { clock, Visit } from '../support/visit.ts'

/** From 21:00 to 8:00, unless said otherwise. */
const always = { hours: Array.from({ length: 7 }, () => [[0, 1440]] as [number, number][]) }
const quiet = (at: string, timeZone: string, quietFrom = 21 * 60, quietUntil = 8 * 60) => {
  const workshop = aWorkshop({ timeZone, settings: { ...defaultSettings, quietFrom, quietUntil } })
  return quietAt(workshop, Date.parse(at))?.map((one) => new Date(one).toISOString().slice(0, 16)) ?? null
}

describe('B11.4 quiet hours', () => {
  it.each([
    ['the minute before', '2026-11-03T20:59:59+08:00', null],
    ['their first instant', '2026-11-03T21:00:00+08:00', ['2026-11-03T13:00', '2026-11-04T00:00']],
    ['midnight', '2026-11-04T00:00:00+08:00', ['2026-11-03T13:00', '2026-11-04T00:00']],
    ['their last instant', '2026-11-04T07:59:59.999+08:00', ['2026-11-03T13:00', '2026-11-04T00:00']],
    ['their end', '2026-11-04T08:00:00+08:00', null],
  ])('over midnight: %s', (_what, at, expected) => expect(quiet(at, 'Asia/Shanghai')).toEqual(expected))

  it('may lie within one day, and equal times mean never', () => {
    expect(quiet('2026-11-03T13:00+08:00', 'Asia/Shanghai', 720, 840)).toEqual(['2026-11-03T04:00', '2026-11-03T06:00'])
    expect(quiet('2026-11-03T15:00+08:00', 'Asia/Shanghai', 720, 840)).toBeNull()
    expect(quiet('2026-11-03T03:00+08:00', 'Asia/Shanghai', 480, 480)).toBeNull()
  })

  it.each([
    ['when clocks go back, an hour longer', '2026-10-25T03:00+01:00', ['2026-10-24T19:00', '2026-10-25T07:00']],
    ['when clocks go forward, an hour shorter', '2026-03-29T04:00+02:00', ['2026-03-28T20:00', '2026-03-29T06:00']],
  ])('are those of the clock on the wall: %s', (_what, at, expected) => {
    expect(quiet(at, 'Europe/Berlin')).toEqual(expected)
  })

  it('that start in a skipped hour start at its end, and in a repeated hour with the first', () => {
    expect(quiet('2026-03-29T03:30+02:00', 'Europe/Berlin', 150, 300)).toEqual(['2026-03-29T01:00', '2026-03-29T03:00'])
    expect(quiet('2026-10-25T02:15+02:00', 'Europe/Berlin', 150, 300)).toBeNull()
    for (const at of ['2026-10-25T02:45+02:00', '2026-10-25T02:15+01:00'])
      expect(quiet(at, 'Europe/Berlin', 150, 300)).toEqual(['2026-10-25T00:30', '2026-10-25T04:00'])
  })

  it('in any zone, with any hours, an instant lies within the reported period, and the wall clock agrees', () => {
    const zones = ['Asia/Shanghai', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/St_Johns']
    const minute = fc.integer({ min: 0, max: 1439 })
    const at = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) })
    fc.assert(
      fc.property(fc.constantFrom(...zones), minute, minute, at, (timeZone, quietFrom, quietUntil, now) => {
        const workshop = aWorkshop({ timeZone, settings: { ...defaultSettings, quietFrom, quietUntil } })
        const stretch = quietAt(workshop, now)
        if (stretch) {
          expect(stretch[0]).toBeLessThanOrEqual(now)
          expect(stretch[1]).toBeGreaterThan(now)
          expect(quietAt(workshop, stretch[1]), 'it is over at its end').toBeNull()
        }
        const order = { authorisedAt: now - DAY, promiseAt: now + 3 * DAY, noticeAt: null, informed: null }
        const soon = atOnce(order, workshop, now)
        expect(soon).toBe(stretch ? stretch[1] : now)
      }),
    )
  })
})

describe('B11.4 a notice that would fall into the night', () => {
  it('goes out before it: promised for 8:30, sent at 20:59 the evening before', () => {
    const visit = new Visit({ promiseAt: clock('08:30', 1), workshop: always, minutes: 30 })
    expect(visit.order.noticeAt).toBe(clock('20:59'))
    expect(visit.until(clock('20:59')).sent).toEqual([['on_course', clock('08:30', 1)]])
    expect(visit.notices[0]).toMatchObject({ at: clock('20:59'), tryAt: clock('20:59') })
  })

  it.each([
    ['its last moment, where that is earlier than their end', '08:30', '07:30'],
    ['their end', '09:00', '08:00'],
  ])('and was missed before it, because no server ran, waits for %s', (_what, promised, informed) => {
    const visit = new Visit({ promiseAt: clock(promised, 1), workshop: always, minutes: 30 }).until(clock('20:50'))
    visit.server.now = clock('02:00', 1)
    if (promised === '09:00') visit.forecasts(clock('12:00', 1))
    expect(visit.until(clock('02:00', 1)).sent).toEqual([])
    expect(visit.until(clock(informed, 1) - 1).sent).toEqual([])
    const message = promised === '09:00' ? ['delay', clock('12:00', 1)] : ['on_course', clock('08:30', 1)]
    expect(visit.until(clock(informed, 1)).sent).toEqual([message])
  })

  it('and was missed until after its last moment is sent at once, while the customer may still come', () => {
    const visit = new Visit({ promiseAt: clock('08:30', 1), workshop: always, minutes: 30 }).until(clock('20:50'))
    visit.server.now = clock('07:45', 1)
    expect(visit.until(clock('07:45', 1)).sent).toEqual([['on_course', clock('08:30', 1)]])
  })

  it.each([
    ['at the end of the quiet hours', clock('09:00', 1), clock('08:00', 1)],
    ['just before', clock('08:59', 1), clock('20:59')],
    ['at their beginning, whose first instant is quiet', clock('22:00'), clock('20:59')],
  ])('does so only where it is quiet: %s', (_what, promiseAt, noticeAt) => {
    expect(new Visit({ promiseAt, workshop: always }).order.noticeAt).toBe(noticeAt)
  })

  it('is never sent after its own deadline: for a car that came in the same night, at its time', () => {
    const visit = new Visit({ at: clock('22:00'), promiseAt: clock('06:00', 1), workshop: always, minutes: 30 })
    expect(visit.order.noticeAt).toBe(clock('05:00', 1))
    expect(visit.until(clock('05:00', 1)).sent).toEqual([['on_course', clock('06:00', 1)]])
  })

  it('for a promise moved in the night is sent at its time, not then', () => {
    const visit = new Visit({ promiseAt: clock('17:00', 1), workshop: always, minutes: 30 }).until(clock('22:00'))
    visit.movesPromise(clock('08:30', 1))
    expect(visit.sent).toEqual([])
    expect(visit.order.noticeAt).toBe(clock('07:30', 1))
    expect(visit.until(clock('07:29', 1)).sent).toEqual([])
    expect(visit.until(clock('07:30', 1)).sent).toEqual([['on_course', clock('08:30', 1)]])
  })

  it('and was sent before it is not sent again if the promise moves in the night with the customer knowing', () => {
    const visit = new Visit({ promiseAt: clock('08:30', 1), workshop: always, minutes: 30 }).until(clock('22:00'))
    visit.movesPromise(clock('08:15', 1))
    expect(visit.until(clock('07:15', 1)).sent).toHaveLength(1)
  })

  it('keeps its time when reviewed repeatedly in the night', () => {
    const visit = new Visit({ promiseAt: clock('08:30', 1), workshop: always, minutes: 30 }).until(clock('23:00'))
    visit.does('setPriority', { priority: 'urgent' })
    expect(visit.order.noticeAt).toBe(clock('20:59'))
    expect(visit.sent).toHaveLength(1)
  })

  it('is never after its last moment, and never in a night it could have preceded', () => {
    const at = fc.integer({ min: 0, max: 3 * 1440 })
    const planned = fc.integer({ min: 1, max: 5 * 1440 })
    fc.assert(
      fc.property(at, planned, (received, minutes) => {
        const workshop = aWorkshop()
        const authorisedAt = clock('00:00') + received * MINUTE
        const promiseAt = authorisedAt + minutes * MINUTE
        const noticeAt = noticeAtOf({ authorisedAt, promiseAt, noticeAt: null }, workshop, authorisedAt)!
        const last = promiseAt - (minutes >= 48 * 60 ? 4 : 1) * HOUR
        expect(noticeAt).toBeLessThanOrEqual(last)
        const night = quietAt(workshop, last)
        const before = night && night[0] - MINUTE
        if (before && before > authorisedAt) expect(noticeAt).toBe(before)
        else expect(noticeAt).toBe(last)
      }),
    )
  })
})

describe('B11.4 “at once” in quiet hours', () => {
  const night = () => new Visit({ promiseAt: clock('17:00', 1), workshop: always }).until(clock('23:00'))

  it('means at their end', () => {
    const visit = night().forecasts(clock('19:00', 1))
    expect(visit.sent).toEqual([])
    expect(visit.order.reviewAt).toBeLessThanOrEqual(clock('08:00', 1))
    expect(visit.until(clock('08:00', 1) - 1).sent).toEqual([])
    expect(visit.until(clock('08:00', 1)).sent).toEqual([['delay', clock('19:00', 1)]])
  })

  it('sends in the morning what is true in the morning', () => {
    const visit = night().forecasts(clock('19:00', 1)).until(clock('02:00', 1)).forecasts(clock('20:00', 1))
    expect(visit.until(clock('08:00', 1)).sent).toEqual([['delay', clock('20:00', 1)]])
    const recovered = night().forecasts(clock('19:00', 1)).until(clock('02:00', 1)).forecasts(clock('12:00', 1))
    expect(recovered.until(clock('08:00', 1)).sent).toEqual([])
  })

  it('means at the notice’s time if that is earlier', () => {
    // Moved in the night to 8:30: the notice's time is 7:30, before the end of the quiet hours.
    const visit = night().movesPromise(clock('08:30', 1)).forecasts(clock('12:00', 1))
    expect(visit.until(clock('07:30', 1) - 1).sent).toEqual([])
    expect(visit.until(clock('07:30', 1)).sent).toEqual([['delay', clock('12:00', 1)]])
  })

  it('is also before their end after a pick-up notice: a customer who comes at 7:30 is not told at 8:00', () => {
    const visit = new Visit({ promiseAt: clock('07:30', 1), workshop: always }).until(clock('23:00'))
    expect(visit.sent).toEqual([['on_course', clock('07:30', 1)]])
    visit.forecasts(clock('12:00', 1))
    expect(visit.until(clock('06:30', 1) - 1).sent).toHaveLength(1)
    expect(visit.until(clock('06:30', 1)).sent.slice(1)).toEqual([['delay', clock('12:00', 1)]])
  })

  it('waits until morning if the promise has passed and the customer was told at 21:45 that it is tomorrow', () => {
    const visit = new Visit({ promiseAt: clock('22:30'), workshop: always }).until(clock('21:45'))
    visit.forecasts(clock('10:00', 1))
    expect(visit.sent.slice(1)).toEqual([['delay', clock('10:00', 1)]])
    visit.until(clock('03:00', 1)).forecasts(clock('14:00', 1))
    expect(visit.until(clock('08:00', 1) - 1).sent).toHaveLength(2)
    expect(visit.until(clock('08:00', 1)).sent.slice(2)).toEqual([['delay', clock('14:00', 1)]])
  })

  it('is now for a customer who may be on their way: a car promised for half past midnight', () => {
    const visit = new Visit({ promiseAt: clock('00:30', 3), workshop: always }).until(clock('22:00', 2))
    expect(visit.sent).toEqual([['on_course', clock('00:30', 3)]])
    expect(visit.forecasts(clock('10:00', 3)).sent.slice(1)).toEqual([['delay', clock('10:00', 3)]])
  })

  it('applies to cars that are ready early, and to corrections', () => {
    const ready = night().isReady()
    expect(ready.sent).toEqual([])
    expect(ready.until(clock('08:00', 1)).sent).toEqual([['ready', clock('23:00')]])
    const informed = new Visit({ promiseAt: clock('17:00', 1), workshop: always }).until(clock('20:00'))
    informed.forecasts(clock('22:00', 1)).until(clock('23:00')).forecasts(clock('12:00', 1))
    expect(informed.sent).toEqual([['delay', clock('22:00', 1)]])
    expect(informed.until(clock('08:00', 1)).sent.slice(1)).toEqual([['correction', clock('17:00', 1)]])
  })

  it('is now without quiet hours', () => {
    const settings = { quietFrom: 0, quietUntil: 0 }
    const visit = new Visit({ promiseAt: clock('17:00', 1), workshop: always, settings }).until(clock('23:00'))
    expect(visit.forecasts(clock('19:00', 1)).sent).toEqual([['delay', clock('19:00', 1)]])
  })
})
