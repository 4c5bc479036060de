/** What the customer is told and when: pick-up, delay, correction, ready (B11, B11.1, C4). */
import { describe, expect, it } from 'vitest'
import { anOrderIn, DAY, HOUR, MINUTE, NOW } from '../support/factories.ts'
import { clock, Visit } from '../support/visit.ts'

/** The default promise of a visit, and its notice’s time. */
const promise = clock('15:00')
const noticeTime = clock('14:00')
const noQuiet = { quietFrom: 0, quietUntil: 0 }

describe('B11 the time of the notice', () => {
  it.each([
    ['47 hours 59 minutes', 48 * HOUR - MINUTE, HOUR],
    ['48 hours less a millisecond', 48 * HOUR - 1, HOUR],
    ['exactly 48 hours', 48 * HOUR, 4 * HOUR],
    ['a week', 7 * DAY, 4 * HOUR],
    ['an hour and a half', 90 * MINUTE, HOUR],
  ])('of %s from receipt to promise, hours elapsed and not open: as long before it', (_what, planned, before) => {
    const visit = new Visit({ promiseAt: NOW + planned, settings: noQuiet })
    expect(visit.order.noticeAt).toBe(NOW + planned - before)
  })

  it('is counted from the customer’s approval, not from the arrival or the estimate', () => {
    const over = { arrivedAt: NOW - DAY, quotedAt: NOW - 20 * HOUR }
    expect(new Visit({ promiseAt: NOW + 40 * HOUR, order: over, settings: noQuiet }).order.noticeAt).toBe(
      NOW + 39 * HOUR,
    )
  })

  it('follows the settings, and moves with the promise', () => {
    const settings = { ...noQuiet, noticeShortMinutes: 90, noticeLongMinutes: 300, longFromHours: 24 }
    const visit = new Visit({ settings })
    expect(visit.order.noticeAt).toBe(clock('13:30'))
    expect(visit.movesPromise(NOW + 24 * HOUR).order.noticeAt).toBe(NOW + 19 * HOUR)
    expect(visit.sets({ noticeLongMinutes: 240 }).order.noticeAt).toBe(NOW + 20 * HOUR)
  })

  it('does not exist before the customer’s approval', () => {
    expect(anOrderIn('quoted').noticeAt).toBeNull()
    const visit = new Visit()
    visit.does('cancelOrder', { reason: 'customer' })
    expect(visit.until(promise).notices).toEqual([])
  })
})

describe('B11 at that moment the forecast decides', () => {
  it('a car that will be ready by the promise is said to be on course, once, with its promise', () => {
    const visit = new Visit().starts().until(noticeTime - 1)
    expect(visit.notices).toEqual([])
    visit.until(noticeTime)
    expect(visit.sent).toEqual([['on_course', promise]])
    expect(visit.notices[0]).toMatchObject({ state: 'sending', at: noticeTime, tryAt: noticeTime })
    expect(visit.order.informed).toEqual({ kind: 'on_course', at: noticeTime, readyAt: promise })
    visit.finishes().until(clock('14:30')).does('setPriority', { priority: 'urgent' })
    expect(visit.sent).toHaveLength(1)
  })

  it('B11.1 a car that will not gets the delay notice, rounded up to a quarter of an hour, and never a pick-up notice', () => {
    // 75 minutes of work, started at 13:45.
    const visit = new Visit({ minutes: 75, settings: { atRiskMinutes: 0 } }).until(clock('13:45')).starts()
    visit.until(noticeTime)
    expect(visit.sent).toEqual([['on_course', promise]])
    const late = new Visit({ minutes: 76 }).until(clock('13:45')).starts().until(noticeTime)
    expect(late.sent).toEqual([['delay', clock('15:15')]])
  })

  it('B11.1 a car without a forecast gets a delay notice without a time, then the time once it is known', () => {
    const closed = [[], [], [], [], [], [], []]
    const visit = new Visit({ workshop: { hours: closed } }).until(noticeTime)
    expect(visit.order.forecastAt).toBeNull()
    expect(visit.sent).toEqual([['delay_no_time', null]])
    visit.until(clock('14:10'))
    const hours = Array.from({ length: 7 }, () => [[480, 1080]] as [number, number][])
    visit.does('changeOpening', { hours, holidays: null, ownDays: [] })
    expect(visit.order.forecastAt).toBe(clock('15:10'))
    expect(visit.sent.slice(1)).toEqual([['delay', clock('15:15')]])
  })

  it('B11.1 a time after a delay without one is told once it has stood for a while, and not twice', () => {
    const closed = [[], [], [], [], [], [], []]
    const visit = new Visit({ workshop: { hours: closed }, settings: { delayStandsMinutes: 10 } }).until(noticeTime)
    expect(visit.sent).toEqual([['delay_no_time', null]])
    const hours = Array.from({ length: 7 }, () => [[480, 1080]] as [number, number][])
    visit.does('changeOpening', { hours, holidays: null, ownDays: [] })
    // The whole shop's plan follows the order's own forecast.
    visit.until(noticeTime + MINUTE).forecasts(clock('17:05'))
    expect(visit.until(noticeTime + 9 * MINUTE).sent.slice(1)).toEqual([])
    expect(visit.until(noticeTime + 30 * MINUTE).sent.slice(1)).toEqual([['delay', clock('17:15')]])
  })

  it('B11.1 a delay without a time that is made up is corrected as good news, not as another delay', () => {
    const closed = [[], [], [], [], [], [], []]
    const visit = new Visit({ minutes: 30, workshop: { hours: closed } }).until(noticeTime)
    const hours = Array.from({ length: 7 }, () => [[480, 1080]] as [number, number][])
    visit.does('changeOpening', { hours, holidays: null, ownDays: [] })
    expect(visit.sent.slice(1)).toEqual([['time_known', promise]])
  })

  it('a car that is ready, and was not announced early, gets the ready notice', () => {
    const visit = new Visit({ settings: { announceEarly: false } }).isReady()
    expect(visit.until(noticeTime - 1).sent).toEqual([])
    expect(visit.until(noticeTime).sent).toEqual([['ready', NOW]])
  })

  it('a promise agreed after the notice’s time needs no confirmation', () => {
    const visit = new Visit({ promiseAt: NOW + 30 * MINUTE, minutes: 10 })
    expect(visit.until(NOW + 20 * MINUTE).sent).toEqual([])
  })
})

describe('B11.1 a forecast that turns late before the notice’s time', () => {
  it('tells the customer at once', () => {
    const visit = new Visit().until(clock('11:00')).forecasts(clock('16:10'))
    expect(visit.sent).toEqual([['delay', clock('16:15')]])
    expect(visit.order.informed).toMatchObject({ kind: 'delay', at: clock('11:00') })
    // At the notice's time there is nothing more to send.
    expect(visit.until(noticeTime + MINUTE).sent).toHaveLength(1)
  })

  it('C4 also informs the customer after the floor’s answer to the progress check', () => {
    const visit = new Visit().until(clock('13:48')).answers('later', { laterMinutes: 60 })
    expect(visit.sent).toEqual([['delay', clock('16:00')]])
  })

  it('sends a further delay even while the first notice is under way, which is then withdrawn', () => {
    const visit = new Visit().until(clock('11:00')).forecasts(clock('16:00')).until(clock('11:02'))
    visit.forecasts(clock('17:00'))
    expect(visit.sent).toEqual([
      ['delay', clock('16:00')],
      ['delay', clock('17:00')],
    ])
    expect(visit.notices.map(({ state }) => state)).toEqual(['withdrawn', 'sending'])
  })

  it('that recovers by as much as the setting is corrected', () => {
    const visit = new Visit().until(clock('11:00')).forecasts(clock('16:00')).until(clock('11:02'))
    visit.forecasts(clock('15:31'))
    expect(visit.sent).toHaveLength(1)
    visit.until(clock('11:04')).forecasts(clock('15:30')).until(clock('11:14'))
    expect(visit.sent.slice(1)).toEqual([['correction', clock('15:30')]])
    visit.until(clock('11:16')).forecasts(clock('14:00')).until(clock('11:26'))
    expect(visit.sent.slice(2)).toEqual([['correction', promise]])
  })

  it('that recovers by less is not corrected, and the pick-up notice has the promise', () => {
    const visit = new Visit().until(clock('11:00')).forecasts(clock('15:10')).until(clock('11:02'))
    visit.forecasts(clock('12:00')).until(noticeTime)
    expect(visit.sent).toEqual([
      ['delay', clock('15:15')],
      ['on_course', promise],
    ])
  })

  it('that recovers in time still has a pick-up notice at its time', () => {
    const visit = new Visit({ minutes: 30 }).until(clock('11:00')).forecasts(clock('17:00')).until(clock('11:02'))
    visit.forecasts(clock('14:00')).until(clock('14:30'))
    expect(visit.sent).toEqual([
      ['delay', clock('17:00')],
      ['correction', promise],
      ['on_course', promise],
    ])
  })

  it('and a car ready after it has one ready notice', () => {
    const visit = new Visit().until(clock('11:00')).forecasts(clock('17:00')).until(clock('15:30')).starts()
    visit.until(clock('16:40')).isReady().until(clock('18:00'))
    expect(visit.sent).toEqual([
      ['delay', clock('17:00')],
      ['ready', clock('16:40')],
    ])
  })

  it('whose new time also passes is corrected by the passage of time alone', () => {
    // Four hours' work until 16:00; work not reported as finished counts a twentieth as left.
    const visit = new Visit({ minutes: 240 }).until(clock('11:00')).starts().until(clock('16:00'))
    expect(visit.sent).toEqual([['delay', clock('16:00')]])
    expect(visit.until(clock('16:00') + 1).sent.slice(1)).toEqual([['delay', clock('16:30')]])
  })
})

describe('B11.1 the adviser is asked first if the setting says so', () => {
  const asked = () =>
    new Visit({ settings: { askBeforeDelayNotice: true } }).until(clock('11:00')).forecasts(clock('16:00'))
  const question = (visit: Visit) => visit.notices.find(({ state }) => state === 'asking')!

  it('before the notice’s time: the question is at the desk, and the customer is told nothing', () => {
    const visit = asked()
    expect(visit.notices).toMatchObject([{ state: 'asking', kind: 'delay', readyAt: clock('16:00'), tryAt: null }])
    expect(visit.order.informed!.kind).toBe('agreed')
    expect(visit.alert('notice_to_confirm')).toMatchObject({ noticeId: question(visit).id, owner: 'adviser' })
  })

  it('approved: the notice is sent', () => {
    const visit = asked()
    visit.does('sendNotice', { noticeId: question(visit).id })
    expect(visit.notices).toMatchObject([{ state: 'sending', tryAt: clock('11:00') }])
    expect(visit.order.informed).toEqual({ kind: 'delay', at: clock('11:00'), readyAt: clock('16:00') })
    expect(visit.causes).not.toContain('notice_to_confirm')
  })

  it('held back, as the customer knows: nothing is sent, nor the same asked again', () => {
    const visit = asked()
    visit.does('withdrawNotice', { noticeId: question(visit).id })
    expect(visit.notices.map(({ state }) => state)).toEqual(['withdrawn'])
    expect(visit.order.informed).toMatchObject({ kind: 'delay', readyAt: clock('16:00') })
    expect(visit.until(clock('13:00')).notices).toHaveLength(1)
  })

  it('no answer: the notice is sent by itself at its time', () => {
    const visit = asked().until(noticeTime - 1)
    expect(visit.sent).toEqual([])
    visit.until(noticeTime)
    expect(visit.notices.map(({ kind, state }) => [kind, state])).toEqual([
      ['delay', 'withdrawn'],
      ['delay', 'sending'],
    ])
    expect(visit.causes).not.toContain('notice_to_confirm')
  })

  it('the forecast moves: the same question, with the new time', () => {
    const visit = asked().until(clock('11:02')).forecasts(clock('17:00'))
    expect(visit.notices).toMatchObject([{ state: 'asking', readyAt: clock('17:00') }])
    expect(visit.notices[0]!.body).toContain('17:00')
    expect(visit.alerts.filter(({ cause }) => cause === 'notice_to_confirm')).toHaveLength(1)
  })

  it('the forecast recovers, or the car is ready: the question is withdrawn', () => {
    const recovered = asked().until(clock('11:02')).forecasts(clock('14:00'))
    expect(recovered.notices.map(({ state }) => state)).toEqual(['withdrawn'])
    expect(recovered.causes).not.toContain('notice_to_confirm')
    const ready = asked().until(clock('11:02')).isReady()
    expect(ready.notices.map(({ kind, state }) => [kind, state])).toEqual([
      ['delay', 'withdrawn'],
      ['ready', 'sending'],
    ])
  })

  it('is asked again about a second delay, and only ever about delays', () => {
    const visit = asked()
    visit.does('sendNotice', { noticeId: question(visit).id })
    visit.until(clock('11:02')).forecasts(clock('17:00'))
    expect(visit.notices.map(({ state }) => state)).toEqual(['sending', 'asking'])
    visit.until(clock('11:04')).forecasts(clock('14:00')).until(clock('11:14'))
    expect(visit.sent.at(-1)).toEqual(['correction', promise])
  })
})

describe('B11 a car that is ready early', () => {
  it('is announced early, and then there is no pick-up notice', () => {
    const visit = new Visit().until(clock('11:30')).isReady()
    expect(visit.sent).toEqual([['ready', clock('11:30')]])
    expect(visit.until(clock('16:00')).sent).toHaveLength(1)
  })

  it('is not announced before the notice’s time if the setting says no', () => {
    const visit = new Visit({ settings: { announceEarly: false } }).until(clock('11:30')).isReady()
    expect(visit.until(clock('13:00')).sent).toEqual([])
    expect(visit.sets({ announceEarly: true }).sent).toEqual([['ready', clock('11:30')]])
  })

  it('after the customer heard that it is on course is announced once it is prepared', () => {
    const visit = new Visit().starts().until(noticeTime)
    visit.isReady().until(clock('16:00'))
    expect(visit.sent).toEqual([
      ['on_course', promise],
      ['ready', noticeTime],
    ])
  })

  it('that turns late after the promise has a delay notice, then a ready notice', () => {
    const visit = new Visit().starts().until(promise + 1)
    expect(visit.sent.map(([kind]) => kind)).toEqual(['on_course', 'delay'])
    visit.until(clock('15:10')).isReady()
    expect(visit.sent.at(-1)).toEqual(['ready', clock('15:10')])
  })
})

describe('B5, B11.1 a promise that moves', () => {
  it('and the customer knows: nothing is sent before the new notice’s time', () => {
    const visit = new Visit().until(clock('11:00')).movesPromise(clock('17:00'))
    expect(visit.order.informed).toEqual({ kind: 'agreed', at: clock('11:00'), readyAt: clock('17:00') })
    expect(visit.until(clock('15:30')).sent).toEqual([])
    expect(visit.until(clock('16:00')).sent).toEqual([['on_course', clock('17:00')]])
  })

  it('later, without the customer knowing: sent at once, and the pick-up notice at the new time', () => {
    const visit = new Visit().until(clock('11:00')).movesPromise(clock('17:00'), false)
    expect(visit.sent).toEqual([['delay', clock('17:00')]])
    visit.until(clock('16:00'))
    expect(visit.sent.slice(1)).toEqual([['on_course', clock('17:00')]])
  })

  it('earlier, without the customer knowing: sent at once', () => {
    const visit = new Visit().until(clock('11:00')).movesPromise(clock('14:00'), false)
    expect(visit.sent).toEqual([['correction', clock('14:00')]])
  })

  it('after the pick-up notice, without the customer knowing: the notice is corrected', () => {
    const visit = new Visit().starts().until(noticeTime).movesPromise(clock('16:30'), false)
    expect(visit.sent).toEqual([
      ['on_course', promise],
      ['delay', clock('16:30')],
    ])
    expect(visit.notices[0]!.state).toBe('withdrawn')
    expect(visit.until(clock('15:30')).sent.slice(2)).toEqual([['on_course', clock('16:30')]])
  })

  it('B9 with additional work the customer has agreed to: they know', () => {
    const visit = new Visit().starts().until(clock('11:00'))
    const payload = { itemIds: [visit.item.id], findings: 'worn', safety: false }
    const { operationIds } = visit.does('proposeAdditionalWork', payload).answer
    visit.does('decideAdditionalWork', { operationIds, accepted: true, promiseAt: clock('17:00') })
    expect(visit.order.informed).toMatchObject({ kind: 'agreed', readyAt: clock('17:00') })
    expect(visit.sent).toEqual([])
  })
})

describe('the end of notices', () => {
  it('settling the bill withdraws notices under way, and nothing more is sent', () => {
    const visit = new Visit().until(clock('11:30')).isReady()
    visit.does('settleOrder', {})
    expect(visit.notices.map(({ state }) => state)).toEqual(['withdrawn'])
    const { id: noticeId } = visit.notices[0]!
    expect(visit.refusal('sendNotice', { noticeId })).toBe('illegal_step')
    visit.does('releaseCar', {})
    expect(visit.notices[0]!.closedAt).toBe(clock('11:30'))
    expect(visit.refusal('sendNotice', { noticeId })).toBe('notice_not_found')
  })

  it('the customer of an order from before notices is assumed to know the promise', () => {
    const visit = new Visit({ order: { informed: null } })
    visit.server.all.orders.set(visit.id, { ...visit.order, informed: null })
    expect(visit.until(noticeTime).sent).toEqual([['on_course', promise]])
  })
})
