/** Which delays are news, when they are told, and how: the service standards as they come (B11.1, S14). */
import { describe, expect, it } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { DAY, MINUTE } from '../support/factories.ts'
import { clock, Visit } from '../support/visit.ts'

const SECOND = 1000
/** The promise of a visit, and its notice’s time. */
const promise = clock('15:00')
const noticeTime = clock('14:00')
/** From when on the desk tells those whom only a person can tell. */
const DESK_TIME = noticeTime - 15 * MINUTE
/** The forecast is recorded within five seconds of a change, which can be taken back for ten. */
const SETTLED = 15 * SECOND

/** A visit with the settings of a new workshop; the quality check takes no time. */
const visitWith = (settings: Partial<Settings> = {}, order: Partial<Order> = {}) =>
  new Visit({ settings: { ...defaultSettings, checkMinutes: 0, ...settings }, order })
const asked = (visit: Visit) => visit.notices.filter(({ state }) => state === 'asking')
const unasked = { askBeforeDelayNotice: false }

describe('B11.1 a delay counts from the tolerance on', () => {
  it('a forecast a minute late, that is kept two minutes later, tells nobody anything', () => {
    const visit = visitWith().until(clock('11:00')).forecasts(clock('15:01')).until(clock('11:02'))
    visit.forecasts(clock('14:59')).until(noticeTime - 1)
    expect(visit.notices).toEqual([])
  })

  it('14 minutes are on time at the notice’s time; 15 are not', () => {
    const onTime = visitWith().until(clock('13:00')).forecasts(clock('15:14')).until(noticeTime)
    expect(onTime.sent).toEqual([['on_course', promise]])
    const late = visitWith(unasked).until(clock('13:00')).forecasts(clock('15:15')).until(noticeTime)
    expect(late.sent).toEqual([['delay', clock('15:15')]])
  })

  it('also beyond a time the customer was told later than promised', () => {
    const told = () => visitWith(unasked).until(clock('11:00')).forecasts(clock('16:00')).until(clock('14:50'))
    expect(told().forecasts(clock('16:14')).until(clock('15:05')).sent).toHaveLength(1)
    expect(told().forecasts(clock('16:15')).until(clock('15:05')).sent.slice(1)).toEqual([['delay', clock('16:30')]])
  })
})

describe('B11.1 a delay is told once it has stood', () => {
  const late = (settings: Partial<Settings> = unasked) =>
    visitWith(settings).until(clock('11:00')).forecasts(clock('16:00'))

  it('for ten minutes, also while its time moves', () => {
    const visit = late().until(clock('11:06')).forecasts(clock('16:20'))
    expect(visit.until(clock('11:10') - 1).sent).toEqual([])
    expect(visit.until(clock('11:10')).sent).toEqual([['delay', clock('16:30')]])
  })

  it('and not if it was made up before', () => {
    const visit = late().until(clock('11:08')).forecasts(clock('14:30')).until(clock('11:09')).forecasts(clock('16:00'))
    expect(visit.until(clock('11:19') - 1).sent).toEqual([])
    expect(visit.until(clock('11:19')).sent).toEqual([['delay', clock('16:00')]])
  })

  it('or at the notice’s time, however new it is', () => {
    const visit = visitWith(unasked)
      .until(noticeTime - MINUTE)
      .forecasts(clock('16:00'))
    expect(visit.until(noticeTime).sent).toEqual([['delay', clock('16:00')]])
  })

  it('for as long as the setting says', () => {
    const visit = late({ ...unasked, delayStandsMinutes: 30 })
    expect(visit.until(clock('11:30') - 1).sent).toEqual([])
    expect(visit.until(clock('11:30')).sent).toHaveLength(1)
  })

  it('the promise an adviser has moved is told without standing or asking', () => {
    const visit = visitWith()
      .until(clock('11:00'))
      .movesPromise(clock('17:00'), false)
      .until(clock('11:00') + SETTLED)
    expect(visit.sent).toEqual([['delay', clock('17:00')]])
  })
})

describe('B11.1 before the notice’s time the adviser is asked first, unless the workshop has decided otherwise', () => {
  it('once the delay has stood; at the notice’s time the customer is told without an answer', () => {
    const visit = visitWith()
      .until(clock('11:00'))
      .forecasts(clock('16:00'))
      .until(clock('11:10') - 1)
    expect(visit.notices).toEqual([])
    visit.until(clock('11:10'))
    expect(asked(visit)).toMatchObject([{ kind: 'delay', readyAt: clock('16:00') }])
    expect(visit.until(noticeTime).sent.at(-1)).toEqual(['delay', clock('16:00')])
    expect(asked(visit)).toEqual([])
  })

  it('S14 the adviser’s yes leaves once it can no longer be taken back: the first attempt is due ten seconds later', () => {
    const visit = visitWith().until(clock('11:00')).forecasts(clock('16:00')).until(clock('11:10'))
    visit.does('sendNotice', { noticeId: asked(visit)[0]!.id })
    expect(visit.notices).toMatchObject([{ state: 'sending', tryAt: clock('11:10') + 10 * SECOND }])
  })
})

describe('B11.1 a customer whom no message reaches is called in time', () => {
  const unreachable = { customer: { name: 'Li Na', phone: null, email: null }, channels: [] }

  it('from fifteen minutes before the notice’s time, without waiting for an approval', () => {
    const visit = visitWith({}, unreachable).until(clock('11:00')).forecasts(clock('16:00'))
    expect(visit.until(DESK_TIME - 1).notices).toMatchObject([{ state: 'asking' }])
    visit.until(DESK_TIME)
    expect(visit.notices.map(({ state }) => state)).toEqual(['withdrawn', 'phone'])
    expect(visit.alert('notice_undelivered').severity).toBe('alarm')
  })

  it('also where the only channel with an address is not set up', () => {
    const visit = visitWith()
    visit.server.channels = ['push']
    visit.until(DESK_TIME - MINUTE).forecasts(clock('16:00'))
    expect(visit.until(DESK_TIME - 1).notices).toEqual([])
    expect(visit.until(DESK_TIME).sent).toEqual([['delay', clock('16:00')]])
  })

  describe('also if the notice’s time falls before opening: in the opening hours before it', () => {
    const opensAt8 = { quietFrom: 0, quietUntil: 0 }
    const nextMorning = (customer: Partial<Order>, settings: Partial<Settings> = opensAt8) =>
      new Visit({
        ...{ settings: { ...defaultSettings, checkMinutes: 0, ...settings }, order: customer },
        promiseAt: clock('08:30') + DAY,
      })
    /** The workshop closes at 18:00. */
    const evening = clock('17:45')

    it('of a delay, without waiting for an approval, which is an alarm from then on', () => {
      const visit = nextMorning(unreachable)
        .until(clock('17:00'))
        .forecasts(clock('10:00') + DAY)
      expect(visit.until(evening - 1).notices).toMatchObject([{ state: 'asking' }])
      expect(visit.until(evening).sent.at(-1)).toEqual(['delay', clock('10:00') + DAY])
      const onSite = nextMorning({ waits: true })
        .until(clock('17:00'))
        .forecasts(clock('10:00') + DAY)
      expect(onSite.until(evening - 1).alert('notice_to_confirm').severity).toBe('warning')
      expect(onSite.until(evening).alert('notice_to_confirm').severity).toBe('alarm')
    })

    it('where quiet hours have moved the notice’s time into the evening after closing', () => {
      const visit = nextMorning(unreachable, { ...unasked, delayStandsMinutes: 240 })
      visit.until(clock('17:00')).forecasts(clock('10:00') + DAY)
      expect(visit.order.noticeAt).toBe(clock('20:59'))
      expect(visit.until(evening - 1).sent).toEqual([])
      expect(visit.until(evening).sent).toHaveLength(1)
    })

    it('of a car that is ready', () => {
      const visit = nextMorning(unreachable, { ...opensAt8, announceEarly: false })
      visit.until(clock('17:00')).isReady()
      expect(visit.until(evening - 1).sent).toEqual([])
      expect(visit.until(evening).sent).toMatchObject([['ready', expect.anything()]])
    })

    it('but one in opening hours is that of a ready car', () => {
      const visit = visitWith({ announceEarly: false }, unreachable).until(clock('11:00')).isReady()
      expect(visit.until(noticeTime - 1).sent).toEqual([])
      expect(visit.until(noticeTime).sent).toHaveLength(1)
    })

    it('and a message has until then', () => {
      const visit = nextMorning({})
        .until(clock('17:40'))
        .forecasts(clock('10:00') + DAY)
      const noticeAt = clock('07:30') + DAY
      expect(visit.until(noticeAt - 1).notices.map(({ state }) => state)).toEqual(['asking'])
      expect(visit.until(noticeAt).notices.map(({ state }) => state)).toEqual(['withdrawn', 'sending'])
    })
  })

  it('but a message has until the notice’s time', () => {
    const visit = visitWith()
      .until(DESK_TIME - MINUTE)
      .forecasts(clock('16:00'))
    expect(visit.until(noticeTime - MINUTE).sent).toEqual([])
    expect(visit.until(noticeTime).notices.map(({ state }) => state)).toEqual(['withdrawn', 'sending'])
  })
})

describe('B11.1 a customer who waits on site is spoken to', () => {
  const waiting = (settings: Partial<Settings> = {}) =>
    visitWith(settings, { waits: true }).until(clock('11:00')).forecasts(clock('16:00')).until(clock('11:10'))

  it('whatever the workshop decided about asking, and no message goes out, not even at the notice’s time', () => {
    const visit = waiting(unasked)
    expect(asked(visit)).toMatchObject([{ kind: 'delay', tryAt: null }])
    visit.until(clock('14:30'))
    expect(visit.sent).toEqual([])
    expect(visit.order.informed!.kind).toBe('agreed')
  })

  it('by the notice’s time: fifteen minutes before it, the warning becomes an alarm', () => {
    const visit = waiting().until(DESK_TIME - 1)
    expect(visit.alert('notice_to_confirm').severity).toBe('warning')
    expect(visit.until(DESK_TIME).alert('notice_to_confirm').severity).toBe('alarm')
  })

  it('and the desk hears of a new delay those fifteen minutes before, however new it is', () => {
    const visit = visitWith({}, { waits: true })
    visit.until(DESK_TIME - MINUTE).forecasts(clock('16:00'))
    expect(asked(visit.until(DESK_TIME - 1))).toEqual([])
    expect(asked(visit.until(DESK_TIME))).toHaveLength(1)
  })

  it('is recorded as told in person, and asked about no more', () => {
    const visit = waiting()
    visit.does('recordCall', { noticeId: asked(visit)[0]!.id, reached: true, words: '' })
    expect(visit.notices).toMatchObject([{ state: 'delivered', calledBy: visit.person.id }])
    expect(visit.notices[0]!.attempts).toMatchObject([{ channel: 'in_person', result: 'delivered' }])
    expect(visit.order.informed).toEqual({ kind: 'delay', at: clock('11:10'), readyAt: clock('16:00') })
    expect(visit.causes).not.toContain('notice_to_confirm')
  })

  it('is not told at all of a delay that is made up first', () => {
    const visit = waiting().forecasts(clock('14:30'))
    expect(visit.notices.map(({ state }) => state)).toEqual(['withdrawn'])
    expect(visit.order.informed!.kind).toBe('agreed')
  })

  it('also hears good news in person, and still gets the message that the car is ready', () => {
    const visit = waiting()
    visit.does('recordCall', { noticeId: asked(visit)[0]!.id, reached: true, words: '' })
    visit.until(clock('11:30')).forecasts(clock('15:00')).until(clock('11:40'))
    expect(asked(visit)).toMatchObject([{ kind: 'correction', readyAt: promise }])
    visit.isReady().until(clock('11:40') + 10 * SECOND)
    expect(visit.notices.at(-1)).toMatchObject({ kind: 'ready', state: 'sending' })
    expect(asked(visit)).toEqual([])
  })
})

describe('S14 no message leaves before the change it rests on can no longer be taken back', () => {
  it('a car dropped wrongly after the notice’s time and taken back has sent nothing', () => {
    const visit = visitWith().starts().until(clock('14:10')).forecasts(clock('17:00'))
    visit.until(clock('14:10') + SETTLED - 1).forecasts(clock('14:50'))
    expect(visit.until(promise - 1).sent).toEqual([['on_course', promise]])
  })

  it('the forecast of a change that was taken back is recorded at once', () => {
    const visit = visitWith().starts().until(clock('14:10')).forecasts(clock('17:00'))
    visit.until(clock('14:10') + 9 * SECOND).forecasts(clock('16:00'))
    expect(visit.order.forecastAt).toBe(clock('16:00'))
  })

  it('a delay after the notice’s time leaves once the undo time is over', () => {
    const visit = visitWith().starts().until(clock('14:10')).forecasts(clock('17:00'))
    expect(visit.until(clock('14:10') + SETTLED - 1).sent).toHaveLength(1)
    expect(visit.until(clock('14:10') + SETTLED).sent.at(-1)).toEqual(['delay', clock('17:00')])
    expect(visit.notices.at(-1)!.tryAt).toBe(clock('14:10') + SETTLED)
  })

  it('a touch ten seconds before the notice’s time holds up only a message that it changes', () => {
    const visit = visitWith()
      .starts()
      .until(noticeTime - SECOND)
    visit.does('setPriority', { priority: 'urgent' })
    expect(visit.until(noticeTime).sent).toEqual([['on_course', promise]])
  })

  it('a car that is ready is announced ten seconds after the touch, for as long as the setting says', () => {
    const ready = (settings: Partial<Settings>) => visitWith(settings).until(clock('11:30')).isReady()
    expect(ready({}).until(clock('11:30') + 10 * SECOND - 1).sent).toEqual([])
    expect(ready({}).until(clock('11:30') + 10 * SECOND).sent).toEqual([['ready', clock('11:30')]])
    expect(ready({ undoSeconds: 0 }).sent).toHaveLength(1)
  })
})
