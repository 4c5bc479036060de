/** The pick-up notice: what is said at the notice’s time, and never before the car is prepared (B11, B11.2). */
import { describe, expect, it } from 'vitest'
import { DAY, HOUR, MINUTE } from '../support/factories.ts'
import { clock, Visit } from '../support/visit.ts'

const promise = clock('15:00')
const noticeTime = clock('14:00')
/** Done and checked at 13:00, and not yet prepared. */
const done = (settings = {}) => new Visit({ settings }).until(clock('13:00')).isDone()

describe('B11 at the notice’s time', () => {
  it('a car that is prepared is announced', () => {
    const visit = done({ announceEarly: false })
    visit.until(clock('13:30')).does('prepareCar', {})
    expect(visit.until(noticeTime - 1).sent).toEqual([])
    expect(visit.until(noticeTime).sent).toEqual([['ready', clock('13:00')]])
  })

  it('a car that was prepared before is announced at once, if the workshop does so', () => {
    const visit = done().until(clock('13:30'))
    visit.does('prepareCar', {})
    expect(visit.sent).toEqual([['ready', clock('13:00')]])
  })

  it('a car on the lift is on course; the customer is called when it is prepared', () => {
    const visit = new Visit().until(clock('13:30')).starts().until(noticeTime)
    expect(visit.sent).toEqual([['on_course', promise]])
    visit.until(clock('14:20')).isDone().until(clock('14:40'))
    expect(visit.sent).toHaveLength(1)
    visit.does('prepareCar', {})
    expect(visit.sent.slice(1)).toEqual([['ready', clock('14:20')]])
  })

  it('nothing is said of a car on the lift if the workshop does not want it, or the customer waits on site', () => {
    const silent = new Visit({ settings: { sayOnCourse: false } }).until(clock('13:30')).starts()
    expect(silent.until(promise - 1).sent).toEqual([])
    const waiting = new Visit({ order: { waits: true } }).until(clock('13:30')).starts()
    expect(waiting.until(promise - 1).sent).toEqual([])
  })
})

describe('B11 work done but preparation lacking', () => {
  it('holds the notice and is an alert at the desk; half an hour before the promise it is an alarm, never a message by itself', () => {
    const visit = done().until(noticeTime - 1)
    expect(visit.causes).not.toContain('not_prepared')
    expect(visit.until(noticeTime).alert('not_prepared')).toMatchObject({ severity: 'warning', owner: 'adviser' })
    visit.until(clock('14:30') - 1)
    expect(visit.alert('not_prepared').severity).toBe('warning')
    expect(visit.until(clock('14:30')).alert('not_prepared').severity).toBe('alarm')
    expect(visit.until(promise + HOUR).sent).toEqual([])
  })

  it('prepared after the notice’s time: told at once, and the alert closes', () => {
    const visit = done({ announceEarly: false }).until(clock('14:10'))
    visit.does('prepareCar', {})
    expect(visit.sent).toEqual([['ready', clock('13:00')]])
    expect(visit.causes).not.toContain('not_prepared')
  })

  it('is told once a person releases the notice by name; the preparation stays to do', () => {
    const visit = done().until(clock('14:10'))
    visit.does('releaseNotice', {})
    expect(visit.order).toMatchObject({ noticeReleasedBy: visit.person.id, preparedAt: null })
    expect(visit.sent).toEqual([['ready', clock('13:00')]])
    expect(visit.causes).toContain('not_prepared')
    expect(visit.refusal('releaseNotice', {})).toBe('nothing_to_change')
    visit.does('prepareCar', {})
    expect(visit.sent).toHaveLength(1)
    expect(visit.refusal('prepareCar', {})).toBe('nothing_to_change')
  })

  it('S14 a preparation that is taken back within ten seconds has called nobody', () => {
    const visit = done({ undoSeconds: 10 }).until(clock('14:10'))
    visit.does('prepareCar', {})
    visit.until(clock('14:10') + 9000)
    visit.server.all.orders.set(visit.id, { ...visit.order, preparedAt: null })
    expect(visit.until(clock('14:20')).sent).toEqual([])
  })
})

describe('B11 what two days means', () => {
  const weekend = clock('10:00', 3) // Friday
  const noQuiet = { quietFrom: 0, quietUntil: 0 }
  const lead = (planned: number, longInWorkingDays: boolean) => {
    const visit = new Visit({ at: weekend, promiseAt: weekend + planned, settings: { ...noQuiet, longInWorkingDays } })
    return (visit.order.promiseAt! - visit.order.noticeAt!) / HOUR
  }

  it.each([
    ['Friday to Sunday evening, one of them open', 2 * DAY + 8 * HOUR, 4, 1],
    ['Friday to Monday: Saturday and Monday are open', 3 * DAY, 4, 4],
    ['Friday to Saturday', DAY, 1, 1],
  ])('%s', (_what, planned, byHours, byDays) => {
    expect(lead(planned, false)).toBe(byHours)
    expect(lead(planned, true)).toBe(byDays)
  })

  it('is half as much where the workshop says one day', () => {
    const settings = { ...noQuiet, longInWorkingDays: true, longFromHours: 24 }
    const visit = new Visit({ at: weekend, promiseAt: weekend + DAY + 30 * MINUTE, settings })
    expect(visit.order.promiseAt! - visit.order.noticeAt!).toBe(4 * HOUR)
  })
})
