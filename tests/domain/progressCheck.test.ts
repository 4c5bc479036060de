/** The progress check: when the workshop is asked, when an answer is late, and what an answer does (B10, B10.1). */
import { describe, expect, it } from 'vitest'
import type { Payload } from '#contract/commands/index.ts'
import { promiseStatus } from '#contract/progress.ts'
import { DAY, HOUR, MINUTE, NOW, staff, uuid } from '../support/factories.ts'
import { clock, Visit } from '../support/visit.ts'

/** From 10:00 to 15:00 with a break from 12 to 13: four working hours, with 70 % at 13:48 and 80 % at 14:12. */
const due = clock('13:48')
const late = clock('14:12')

const answer = (over: Partial<Omit<Payload<'answerProgressCheck'>, 'orderId'>> = {}) => ({
  ...{ answer: 'on_time' as const, laterMinutes: null, reason: null, words: '', was: { answeredAt: null } },
  ...over,
})

describe('B10 when the progress check is due', () => {
  it('at 70 % of the planned duration in opening hours, and late at 80 %', () => {
    const visit = new Visit({ promiseAt: clock('15:00') })
    expect(visit.order.progressCheck).toMatchObject({ dueAt: due, lateAt: late, askedAt: null })
    expect(visit.order.reviewAt).toBe(due)
    expect(visit.until(due - 1).order.progressCheck!.askedAt).toBeNull()
    expect(visit.until(due).order.progressCheck).toMatchObject({ askedAt: due, missedAt: null })
    expect(visit.until(late).order.progressCheck).toMatchObject({ askedAt: due, missedAt: late })
  })

  it('is asked and missed once, each with its own fact, and not again at later reviews', () => {
    const visit = new Visit({ promiseAt: clock('15:00') }).until(due - 1)
    visit.server.now = due
    const clockLooks = { device: 'clock', personId: null } as const
    expect(visit.does('reviewOrder', {}, clockLooks).facts.map(({ name }) => name)).toEqual(['progressCheckAsked'])
    expect(visit.refusal('reviewOrder', {}, clockLooks)).toBe('nothing_to_change')
    visit.until(late)
    const { askedAt, missedAt } = visit.order.progressCheck!
    visit.starts().until(clock('14:30'))
    expect(visit.order.progressCheck).toMatchObject({ askedAt, missedAt })
  })

  it('with closing time in between, only opening hours count', () => {
    // 16:00 to 18:00, then 8:00 to 10:00: 70 % is 48 minutes into the next morning.
    const visit = new Visit({ at: clock('16:00'), promiseAt: clock('10:00', 1) })
    expect(visit.order.progressCheck).toMatchObject({ dueAt: clock('08:48', 1), lateAt: clock('09:12', 1) })
    // Saturday 17:00 to Monday 9:00, closed on Sunday: 42 minutes in is still Saturday.
    const weekend = new Visit({ at: clock('17:00', 4), promiseAt: clock('09:00', 6) })
    expect(weekend.order.progressCheck).toMatchObject({ dueAt: clock('08:24', 6), lateAt: clock('08:39', 6) })
  })

  it('with a holiday in between, the day does not count', () => {
    const days = [{ day: '2026-11-04', spans: [], note: '' }]
    const visit = new Visit({ at: clock('16:00'), promiseAt: clock('10:00', 2), workshop: { days } })
    expect(visit.order.progressCheck!.dueAt).toBe(clock('08:48', 2))
  })

  it('pauses do not move it', () => {
    const visit = new Visit({ promiseAt: clock('15:00') }).starts().until(clock('11:00')).pauses()
    expect(visit.order.progressCheck).toMatchObject({ dueAt: due, lateAt: late })
    visit.until(clock('13:00')).starts()
    expect(visit.order.progressCheck).toMatchObject({ dueAt: due, lateAt: late })
    expect(visit.until(due).order.progressCheck!.askedAt).toBe(due)
  })

  it('is also asked for a car with no work started', () => {
    expect(new Visit().until(due).order).toMatchObject({ state: 'waiting', progressCheck: { askedAt: due } })
  })

  it('B10.2 the workshop has at least fifteen minutes to answer, by the setting', () => {
    // 10:00 to 12:00: 70 % and 80 % are twelve minutes apart.
    const visit = new Visit({ promiseAt: clock('12:00'), minutes: 90 })
    expect(visit.order.progressCheck).toMatchObject({ dueAt: clock('11:24'), lateAt: clock('11:39') })
    expect(visit.sets({ progressCheckWindowMinutes: 30 }).order.progressCheck!.lateAt).toBe(clock('11:54'))
    expect(visit.sets({ progressCheckWindowMinutes: 0 }).order.progressCheck!.lateAt).toBe(clock('11:36'))
  })

  it.each([
    [119, false],
    [120, true],
  ])('B10.2 planned for %d working minutes: asked is %s', (minutes, isAsked) => {
    const visit = new Visit({ promiseAt: NOW + minutes * MINUTE, minutes: 5 })
    expect(visit.order.progressCheck !== null).toBe(isAsked)
    // Closed hours do not make it longer.
    const overNight = new Visit({ at: clock('18:00'), promiseAt: clock('08:00', 1) + minutes * MINUTE, minutes: 5 })
    expect(overNight.order.progressCheck !== null).toBe(isAsked)
  })

  it('is not asked for a car whose work is finished, nor for one that is ready', () => {
    const checking = new Visit().starts().until(clock('11:00')).finishes()
    expect(checking.until(clock('14:30')).order).toMatchObject({ state: 'checking', progressCheck: { askedAt: null } })
    expect(checking.causes).not.toContain('progress_check_missed')
    const ready = new Visit().until(clock('11:00')).isReady()
    expect(ready.until(clock('14:30')).order.progressCheck).toMatchObject({ askedAt: null, missedAt: null })
  })

  it('is asked again for work that QC has sent back after the time', () => {
    const visit = new Visit().starts().until(clock('11:00')).finishes().until(clock('14:00'))
    visit.does('failChecks', { operationId: visit.operationId, reason: 'leaks', minutes: null })
    expect(visit.order.progressCheck).toMatchObject({ askedAt: clock('14:00'), missedAt: null })
  })

  it('B10.2 is asked anew for work that comes back after the window, with time to answer', () => {
    const returned = { askedAt: clock('14:30'), missedAt: null, lateAt: clock('14:45') }
    const asked = () => new Visit().starts().until(due).until(clock('13:55'))
    const failed = asked().finishes().until(clock('14:30'))
    failed.does('failChecks', { operationId: failed.operationId, reason: 'leaks', minutes: null })
    expect(failed.order.progressCheck).toMatchObject(returned)
    expect(failed.until(clock('14:45')).causes).toContain('progress_check_missed')
    const ready = asked().isReady().until(clock('14:30'))
    ready.does('reopenOrder', { operationId: ready.operationId, reason: 'leaks', minutes: null })
    expect(ready.order.progressCheck).toMatchObject(returned)
    expect(ready.causes).not.toContain('progress_check_missed')
  })

  it('is not asked without an accepted promise, nor in a workshop that never opens', () => {
    const hours = [[], [], [], [], [], [], []]
    expect(new Visit({ workshop: { hours } }).order).toMatchObject({ progressCheck: null, state: 'waiting' })
  })
})

describe('B10.1 when the promise moves', () => {
  it('later, the progress check moves with it', () => {
    const visit = new Visit({ promiseAt: clock('15:00') }).until(clock('13:00')).movesPromise(clock('16:00'))
    // Five working hours: 210 and 240 minutes.
    expect(visit.order.progressCheck).toMatchObject({ dueAt: clock('14:30'), lateAt: clock('15:00'), askedAt: null })
    expect(visit.until(clock('14:30')).order.progressCheck!.askedAt).toBe(clock('14:30'))
  })

  it('later, and the new 70 % in the future: asked again, whatever the answer was', () => {
    const visit = new Visit().until(due).answers('problem', { reason: 'parts' }).movesPromise(clock('18:00'))
    const nothing = { askedAt: null, answeredAt: null, answer: null, finishAt: null, reason: null, missedAt: null }
    expect(visit.order.progressCheck).toMatchObject({ dueAt: clock('15:54'), ...nothing })
    expect(visit.causes).not.toContain('progress_check_problem')
    expect(visit.until(clock('15:54')).order.progressCheck!.askedAt).toBe(clock('15:54'))
  })

  it('later, and the new 70 % past: not asked again, and the answer is kept', () => {
    const visit = new Visit().until(late).answers('later', { laterMinutes: 10 })
    const { askedAt, answeredAt } = visit.order.progressCheck!
    visit.movesPromise(clock('15:20'))
    // 182 of 260 minutes: 14:02, ten minutes ago.
    expect(visit.order.progressCheck).toMatchObject({ dueAt: clock('14:02'), askedAt, answeredAt, answer: 'later' })
    expect(visit.order.forecastAt).toBe(clock('15:10'))
  })

  it('later, after the answer was missed: no longer missed until the new 80 %', () => {
    const visit = new Visit().until(late)
    expect(visit.causes).toContain('progress_check_missed')
    visit.movesPromise(clock('15:20'))
    expect(visit.order.progressCheck).toMatchObject({ askedAt: due, missedAt: null, lateAt: clock('14:28') })
    expect(visit.causes).not.toContain('progress_check_missed')
    expect(visit.until(clock('14:28')).order.progressCheck!.missedAt).toBe(clock('14:28'))
  })

  it('earlier, and the new 70 % in the future: asked then', () => {
    const visit = new Visit({ promiseAt: clock('15:00') }).movesPromise(clock('12:00'))
    expect(visit.order.progressCheck).toMatchObject({ dueAt: clock('11:24'), lateAt: clock('11:39'), askedAt: null })
  })

  it('earlier, and the new 70 % past: asked at once if not asked before, otherwise not again', () => {
    const never = new Visit().until(clock('11:30')).movesPromise(clock('12:00'))
    expect(never.order.progressCheck).toMatchObject({ dueAt: clock('11:24'), askedAt: clock('11:30'), missedAt: null })
    const before = new Visit().until(due).answers('on_time').movesPromise(clock('14:55'))
    expect(before.order.progressCheck).toMatchObject({ askedAt: due, answeredAt: due, answer: 'on_time' })
  })

  it('B10.2 earlier, and the new 80 % past: asked at once, with time to answer', () => {
    const check = new Visit().until(clock('11:45')).movesPromise(clock('12:00')).order.progressCheck
    expect(check).toMatchObject({ askedAt: clock('11:45'), lateAt: clock('12:00'), missedAt: null })
  })

  it('so near that the order is too short: not asked', () => {
    const visit = new Visit().movesPromise(NOW + 15 * MINUTE)
    expect(visit.order.progressCheck).toBeNull()
  })
})

describe('B10 when settings and hours change', () => {
  it('the percentages and the minimum duration move or end live checks', () => {
    const visit = new Visit().sets({ progressCheckFromPercent: 50, progressCheckUntilPercent: 60 })
    expect(visit.order.progressCheck).toMatchObject({ dueAt: clock('12:00'), lateAt: clock('13:24') })
    expect(visit.sets({ progressCheckLeastMinutes: 300 }).order.progressCheck).toBeNull()
    expect(visit.sets({ progressCheckLeastMinutes: 20 }).order.progressCheck).toMatchObject({ dueAt: clock('12:00') })
  })

  it('an answer stays on an order that has become too short, with its reported time', () => {
    const visit = new Visit().until(due).answers('later', { laterMinutes: 30 }).sets({ progressCheckLeastMinutes: 600 })
    expect(visit.order.progressCheck).toMatchObject({ answer: 'later', finishAt: clock('15:30') })
    expect(visit.order.forecastAt).toBe(clock('15:30'))
  })

  it('contradictory percentages are refused', () => {
    expect(new Visit().refusal('changeSettings', { settings: { progressCheckFromPercent: 80 } })).toBe('bad_settings')
    expect(new Visit().refusal('changeSettings', { settings: { progressCheckUntilPercent: 60 } })).toBe('bad_settings')
  })

  it('new opening hours move it', () => {
    const visit = new Visit()
    const hours = Array.from({ length: 7 }, () => [[480, 1080]] as [number, number][])
    visit.does('changeOpening', { hours, holidays: null, ownDays: [] })
    expect(visit.order.progressCheck).toMatchObject({ dueAt: clock('13:30'), lateAt: clock('14:00') })
  })
})

describe('B10 an answer', () => {
  it('on time: the forecast is capped at the promise, and never gets later', () => {
    const good = new Visit({ minutes: 20 }).until(due)
    const { forecastAt } = good.order
    good.answers('on_time')
    expect(good.order).toMatchObject({ forecastAt, progressCheck: { answer: 'on_time', finishAt: clock('15:00') } })
    expect(promiseStatus(good.order, due, 15)).toBe('on_track')
    const bad = new Visit().forecasts(clock('17:00')).until(due).answers('on_time')
    expect(bad.order.forecastAt).toBe(clock('15:00'))
    expect(bad.causes).not.toContain('forecast_late')
  })

  it.each([
    [15, '15:15'],
    [30, '15:30'],
    [60, '16:00'],
    // Until closing time and on in the morning.
    [240, '09:00'],
  ])('later by %d working minutes: the forecast is %s', (laterMinutes, time) => {
    const expected = clock(time, laterMinutes === 240 ? 1 : 0)
    const visit = new Visit().until(due).answers('later', { laterMinutes })
    expect(visit.order).toMatchObject({
      forecastAt: expected,
      forecastChangedAt: due,
      progressCheck: { finishAt: expected },
    })
    expect(visit.causes).toContain('forecast_late')
  })

  it('later, after the promise has passed: counted from now', () => {
    const visit = new Visit().until(clock('15:20')).answers('later', { laterMinutes: 30 })
    expect(visit.order.forecastAt).toBe(clock('15:50'))
  })

  it('a problem: an alert at once, with its reason; with a time the forecast moves, without one it stays', () => {
    const visit = new Visit().until(due)
    const { forecastAt } = visit.order
    visit.answers('problem', { reason: 'bay' })
    expect(visit.order).toMatchObject({ forecastAt, progressCheck: { reason: 'bay', finishAt: null } })
    expect(visit.alert('progress_check_problem')).toMatchObject({ since: due, severity: 'alarm', owner: 'foreman' })
    visit.answers('problem', { reason: 'parts', laterMinutes: 60 })
    expect(visit.order).toMatchObject({ forecastAt: clock('16:00'), progressCheck: { reason: 'parts' } })
    expect(visit.alerts.filter(({ cause }) => cause === 'progress_check_problem')).toHaveLength(1)
  })

  it('may be replaced: the last answer counts, and the problem is solved', () => {
    const visit = new Visit().until(due).answers('problem', { reason: 'bay', laterMinutes: 60 }).until(clock('14:00'))
    visit.answers('on_time')
    expect(visit.order).toMatchObject({
      forecastAt: clock('15:00'),
      progressCheck: { reason: null, answeredAt: visit.server.now },
    })
    expect(visit.causes).not.toContain('progress_check_problem')
  })

  it('records who gave it and when, and ends the missed check', () => {
    const visit = new Visit().until(late)
    expect(visit.causes).toContain('progress_check_missed')
    visit.answers('on_time')
    expect(visit.order.progressCheck).toMatchObject({ answeredAt: late, answeredBy: visit.person.id, missedAt: late })
    expect(visit.causes).not.toContain('progress_check_missed')
  })

  it('S13 from two people at once: the second is refused, and gets the first answer', () => {
    const visit = new Visit().until(due)
    const first = answer({ answer: 'later', laterMinutes: 30 })
    visit.does('answerProgressCheck', first, staff(uuid()))
    const second = visit.server.execute('answerProgressCheck', { orderId: visit.id, ...answer() }, staff(uuid()))
    expect(second).toEqual({ ok: false, code: 'changed_meanwhile', now: { order: [visit.order] } })
    expect(visit.order.progressCheck!.answer).toBe('later')
  })

  it('is refused before the check, after the work, if incomplete, and if “on time” after the promise', () => {
    expect(new Visit().refusal('answerProgressCheck', answer())).toBe('progress_check_not_asked')
    expect(new Visit({ promiseAt: NOW + 10 * MINUTE }).refusal('answerProgressCheck', answer())).toBe(
      'progress_check_not_asked',
    )
    expect(new Visit().until(due).starts().finishes().refusal('answerProgressCheck', answer())).toBe('illegal_step')
    const visit = new Visit().until(due)
    expect(visit.refusal('answerProgressCheck', answer({ answer: 'later' }))).toBe('answer_incomplete')
    expect(visit.refusal('answerProgressCheck', answer({ answer: 'problem', laterMinutes: 30 }))).toBe(
      'answer_incomplete',
    )
    expect(visit.until(clock('15:00')).refusal('answerProgressCheck', answer())).toBe('promise_in_past')
  })
})

describe('B10 the floor’s report', () => {
  const reported = () => new Visit().until(due).answers('later', { laterMinutes: 60 })
  const word = clock('16:00')

  it('overrides the computed forecast while work continues as before', () => {
    const visit = reported().starts()
    visit.forecasts(clock('17:30'))
    expect(visit.order.forecastAt).toBe(word)
    visit.does('reportProgress', { operationId: visit.operationId, percent: 30 })
    expect(visit.order).toMatchObject({ forecastAt: word, progressCheck: { finishAt: word } })
  })

  it('ends with the work: QC is left, whatever was reported', () => {
    const { order } = reported().starts().finishes()
    expect(order).toMatchObject({ state: 'checking', progressCheck: { finishAt: null } })
    expect(order.forecastAt).toBeLessThan(word)
  })

  it('“on time” caps the computed forecast, and no more', () => {
    const visit = new Visit()
      .until(due)
      .answers('on_time')
      .until(due + MINUTE)
    expect(visit.forecasts(clock('14:50')).order.forecastAt).toBe(clock('14:50'))
    visit.until(due + 2 * MINUTE)
    expect(visit.forecasts(clock('17:30')).order.forecastAt).toBe(clock('15:00'))
  })

  it('stays when the promise moves to it', () => {
    const visit = reported().movesPromise(word)
    visit.forecasts(clock('17:30'))
    // 70 % of the new promise is in the future: it is asked again, and the computed forecast counts again.
    expect(visit.order.progressCheck!.finishAt).toBeNull()
    const near = new Visit().until(late).answers('later', { laterMinutes: 15 }).movesPromise(clock('15:15'))
    expect(near.order).toMatchObject({ forecastAt: clock('15:15'), progressCheck: { finishAt: clock('15:15') } })
    expect(near.causes).not.toContain('forecast_late')
  })

  it.each<[string, (visit: Visit) => unknown]>([
    ['work stops', (visit) => visit.starts().pauses('parts')],
    [
      'a part is awaited',
      (visit) =>
        visit.does('expectPart', {
          ...{ operationId: null, name: 'Filter', quantity: 1, expectedAt: clock('14:00') },
        }),
    ],
    [
      'more work is found',
      (visit) =>
        visit.starts().does('proposeAdditionalWork', {
          ...{ itemIds: [visit.item.id], findings: 'worn', safety: false },
        }),
    ],
    [
      'a check sends the work back',
      (visit) =>
        visit
          .starts()
          .finishes()
          .does('failChecks', {
            ...{ operationId: visit.operationId, reason: 'leaks', minutes: 60 },
          }),
    ],
    ['its time is over', (visit) => visit.until(word)],
  ])('is outdated when %s', (_what, happens) => {
    const visit = reported()
    happens(visit)
    expect(visit.order.progressCheck).toMatchObject({ answer: 'later', finishAt: null })
    const at = visit.server.now + 3 * HOUR
    visit.until(visit.server.now + 2 * MINUTE)
    expect(visit.forecasts(at).order.forecastAt).toBe(at)
  })
})

describe('B5 a promise', () => {
  it('needs a reason to move, which is in the journal and on no screen', () => {
    const payload = { promiseAt: NOW + DAY, reason: 'A gasket is on its way', customerKnows: true }
    const { remarks, facts, put } = new Visit().does('movePromise', payload)
    expect(remarks).toEqual({ reason: payload.reason })
    expect(facts[0]).toMatchObject({ name: 'promiseMoved', from: NOW + 5 * HOUR, to: NOW + DAY })
    expect(JSON.stringify(put)).not.toContain('gasket')
  })

  it('moves everything that depends on it: progress check, notice, and what the customer knows', () => {
    const visit = new Visit().movesPromise(NOW + DAY)
    const informed = { kind: 'agreed', at: NOW, readyAt: NOW + DAY }
    expect(visit.order).toMatchObject({ promiseAt: NOW + DAY, noticeAt: NOW + 23 * HOUR, informed })
    expect(visit.order.progressCheck!.dueAt).toBeGreaterThan(due)
  })

  it('is refused in the past, unchanged, or for a car that is ready', () => {
    const move = (promiseAt: number) => ({ promiseAt, reason: 'why not', customerKnows: true })
    const visit = new Visit()
    expect(visit.refusal('movePromise', move(NOW))).toBe('promise_in_past')
    expect(visit.refusal('movePromise', move(NOW + 5 * HOUR))).toBe('nothing_to_change')
    expect(visit.isReady().refusal('movePromise', move(NOW + DAY))).toBe('illegal_step')
  })
})
