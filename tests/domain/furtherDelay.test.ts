/** Further delays are sent if they are large, or before the customer sets out, and not every quarter of an hour (B11.1). */
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE, NOW } from '../support/factories.ts'
import { clock, Visit } from '../support/visit.ts'

const noQuiet = { quietFrom: 0, quietUntil: 0 }
/** Promised for 15:00, told at 11:00 that it will be 16:00. */
const delayed = (settings = {}) => new Visit({ settings }).until(clock('11:00')).forecasts(clock('16:00'))
const further = (visit: Visit) => visit.sent.slice(1)

describe('B11.1 a further delay', () => {
  it('of less than the setting waits until the customer would set out for the time they were told', () => {
    const visit = delayed()
      .until(clock('11:20'))
      .forecasts(clock('16:20'))
      .until(clock('15:00') - 1)
    expect(further(visit)).toEqual([])
    expect(further(visit.until(clock('15:00')))).toEqual([['delay', clock('16:30')]])
    expect(visit.notices.at(-1)).toMatchObject({ state: 'sending', at: clock('15:00') })
  })

  it('that is made up before then is never sent', () => {
    const visit = delayed().until(clock('11:20')).forecasts(clock('16:20')).until(clock('13:00'))
    visit.forecasts(clock('16:00')).until(clock('14:30')).starts().until(clock('15:30'))
    expect(further(visit)).toEqual([])
  })

  it('of as much as the setting is sent at once, in steps of half an hour', () => {
    expect(further(delayed().until(clock('11:20')).forecasts(clock('16:30')))).toEqual([])
    expect(further(delayed().until(clock('11:20')).forecasts(clock('16:31')))).toEqual([['delay', clock('17:00')]])
    const patient = delayed({ furtherDelayMinutes: 120 }).until(clock('11:20')).forecasts(clock('17:20'))
    expect(further(patient)).toEqual([])
    expect(further(patient.until(clock('11:22')).forecasts(clock('17:31')))).toEqual([['delay', clock('18:00')]])
  })

  it('of a long order is sent four hours before the time told', () => {
    const visit = new Visit({ promiseAt: NOW + 2 * DAY, settings: noQuiet }).until(NOW + DAY)
    visit.forecasts(NOW + 2 * DAY + 2 * HOUR).until(NOW + DAY + HOUR)
    visit.forecasts(NOW + 2 * DAY + 2 * HOUR + 20 * MINUTE).until(NOW + 2 * DAY - 2 * HOUR - 1)
    expect(further(visit)).toEqual([])
    expect(further(visit.until(NOW + 2 * DAY - 2 * HOUR))).toHaveLength(1)
  })

  it('of a car that is not started all day is sent once an hour, and never contradicted', () => {
    const visit = new Visit({ minutes: 120, settings: noQuiet })
    for (let at = clock('11:01'); at < clock('18:00'); at += MINUTE) {
      visit.until(at).forecasts(at + 4 * HOUR)
      const { informed, promiseAt } = visit.order
      if (informed!.kind !== 'agreed') expect(informed!.readyAt! - visit.order.forecastAt!).toBeGreaterThan(-HOUR)
      expect(promiseAt).toBe(clock('15:00'))
    }
    const times = visit.notices.map(({ at }) => at)
    expect(times.length).toBeGreaterThan(5)
    expect(times.length).toBeLessThanOrEqual(8)
    for (const [i, at] of times.slice(1).entries()) expect(at - times[i]!).toBeGreaterThanOrEqual(30 * MINUTE)
  })

  it('of work that never quite finishes is sent at most every half hour', () => {
    const visit = new Visit({ minutes: 240 }).until(clock('11:00')).starts().until(clock('18:00'))
    const times = visit.notices.map(({ at }) => at)
    expect(times.length).toBeGreaterThan(3)
    for (const [i, at] of times.slice(1).entries()) expect(at - times[i]!).toBeGreaterThanOrEqual(30 * MINUTE)
  })

  it('beyond a promise moved later is the first delay of that promise, and sent at once', () => {
    const visit = delayed().until(clock('11:10')).movesPromise(clock('17:00')).until(clock('11:20'))
    expect(further(visit.forecasts(clock('17:05')))).toEqual([['delay', clock('17:15')]])
  })
})

describe('B11.1 better news for a customer who was told of a delay', () => {
  /** Told 17:00, and at 11:20 it will be 15:30. */
  const better = (settings = {}) =>
    new Visit({ settings })
      .until(clock('11:00'))
      .forecasts(clock('17:00'))
      .until(clock('11:20'))
      .forecasts(clock('15:30'))

  it('is sent once it has been stable for a while, and not if it is reversed before', () => {
    expect(further(better().until(clock('11:30') - 1))).toEqual([])
    expect(further(better().until(clock('11:30')))).toEqual([['correction', clock('15:30')]])
    const gone = better().until(clock('11:25')).forecasts(clock('16:50')).until(clock('12:30'))
    expect(further(gone)).toEqual([])
  })

  it('is held for as long as the setting says', () => {
    const settings = { steadyMinutes: 45 }
    expect(further(better(settings).until(clock('12:05') - 1))).toEqual([])
    expect(further(better(settings).until(clock('12:05')))).toEqual([['correction', clock('15:30')]])
    expect(further(better({ steadyMinutes: 0 }))).toEqual([['correction', clock('15:30')]])
  })

  it('does not wait when its time is near', () => {
    const visit = new Visit().until(clock('11:00')).forecasts(clock('17:00')).until(clock('14:29'))
    visit.forecasts(clock('15:30'))
    expect(further(visit)).toEqual([])
    expect(further(visit.until(clock('14:30')))).toEqual([['correction', clock('15:30')]])
  })

  it('that the promise is kept after all is left to the pick-up notice', () => {
    const visit = new Visit({ minutes: 30 }).until(clock('11:00')).forecasts(clock('17:00')).until(clock('13:55'))
    visit.forecasts(clock('14:40')).until(clock('14:00'))
    expect(further(visit)).toEqual([['on_course', clock('15:00')]])
  })

  it('after that time is sent at once', () => {
    const visit = new Visit({ minutes: 30 }).starts().until(clock('14:05')).forecasts(clock('17:00'))
    visit.until(clock('14:10')).forecasts(clock('14:50'))
    expect(visit.sent.map(([kind]) => kind)).toEqual(['on_course', 'delay', 'correction'])
  })
})
