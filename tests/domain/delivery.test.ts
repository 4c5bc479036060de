/** Delivering a notice: channels, attempts, and in the end the telephone (B11.3). */
import { describe, expect, it } from 'vitest'
import type { Payload } from '#contract/commands/index.ts'
import type { Attempt, Notice, Order } from '#contract/entities/index.ts'
import type { Channel } from '#contract/values.ts'
import { channelsOf } from '#server/domain/notice/notice.ts'
import { anOrderIn, MINUTE, staff } from '../support/factories.ts'
import { theClock } from '../support/memoryClock.ts'
import { clock, Visit } from '../support/visit.ts'

const both = { customer: { name: 'Li Na', phone: '13800138000', email: 'li.na@example.com' } }
const noticeTime = clock('14:00')

/** A visit whose pick-up notice is under way, with helpers for its attempts. */
class OnItsWay extends Visit {
  constructor(over: Partial<Order> = both, settings: ConstructorParameters<typeof Visit>[0] = {}) {
    super({ ...settings, order: over, minutes: 30 })
    this.starts().until(noticeTime)
  }
  get notice(): Notice {
    return this.notices[0]!
  }
  begins(number = this.notice.attempts.length + 1) {
    const payload = { noticeId: this.notice.id, number, giveUpAt: this.server.now + MINUTE }
    return this.server.execute('beginAttempt', payload, theClock)
  }
  ends(result: Payload<'recordAttempt'>['result'], number = this.notice.attempts.length, againAt = this.server.now) {
    const payload = { noticeId: this.notice.id, number, result, detail: `It was ${result}`, messageId: null, againAt }
    return this.server.execute('recordAttempt', payload, theClock)
  }
  receives(result: Payload<'recordReceipt'>['result'], number = this.notice.attempts.length) {
    const payload = { noticeId: this.notice.id, number, result, detail: `It was ${result}` }
    return this.server.execute('recordReceipt', payload, theClock)
  }
  /** One whole attempt, due now. */
  tries(result: Payload<'recordAttempt'>['result'], againAt = this.server.now): this {
    expect(this.begins()).toMatchObject({ ok: true })
    expect(this.ends(result, this.notice.attempts.length, againAt)).toMatchObject({ ok: true })
    return this
  }
  get tried(): [Attempt['channel'], string][] {
    return this.notice.attempts.map(({ channel, result }) => [channel, result])
  }
}

describe('B11.3 the channels to a customer', () => {
  const order = (channels: Channel[], over: Partial<Order> = {}) => anOrderIn('working', { ...both, channels, ...over })

  it.each<[string, Order, Channel[]]>([
    ['his own order first, then what else there is an address for', order(['email']), ['email', 'sms']],
    [
      'push before text message before e-mail, where he has said nothing',
      order([], { hasPush: true }),
      ['push', 'sms', 'email'],
    ],
    [
      'none to which there is no address',
      order(['sms', 'email'], { customer: { name: null, phone: null, email: 'a@example.com' } }),
      ['email'],
    ],
    ['push only with a browser that shows it', order(['push', 'email']), ['email', 'sms']],
    ['WeChat only where the customer has allowed it', order(['wechat', 'email']), ['email', 'sms']],
    ['WeChat before a text message', order([], { hasWechat: true }), ['wechat', 'sms', 'email']],
    [
      'nobody can be reached but by being looked for',
      order(['sms'], { customer: { name: null, phone: null, email: null } }),
      [],
    ],
  ])('%s', (_what, one, expected) => expect(channelsOf(one)).toEqual(expected))

  it('are set at the desk; refuses a channel without an address and an unchanged list', () => {
    const visit = new Visit()
    const contact = { name: 'Wang Fang', phone: '13900139000', email: null, channels: ['sms' as const] }
    visit.does('setContact', contact)
    expect(visit.order).toMatchObject({ customer: { name: 'Wang Fang', email: null }, channels: ['sms'] })
    expect(visit.refusal('setContact', contact)).toBe('nothing_to_change')
    expect(visit.refusal('setContact', { ...contact, channels: ['email'] })).toBe('no_address')
    expect(visit.refusal('setContact', { ...contact, phone: null })).toBe('no_address')
  })

  it('include the customer’s own browser once subscribed', () => {
    const visit = new Visit()
    const page = { device: 'customer', personId: null } as const
    const keys = { p256dh: 'p'.repeat(65), auth: 'a'.repeat(22) }
    const { put } = visit.does('allowPush', { endpoint: 'https://push.example/1', ...keys }, page)
    expect(put.subscription).toEqual([{ id: 'https://push.example/1', orderId: visit.id, ...keys }])
    expect(channelsOf(visit.order)[0]).toBe('push')
    expect(visit.does('stopPush', { endpoint: 'https://push.example/1' }, page).drop).toEqual({
      subscription: ['https://push.example/1'],
    })
    expect(channelsOf(visit.order)).not.toContain('push')
  })

  it('have ten browsers at most; one that is there, or not there, changes nothing', () => {
    const visit = new Visit()
    const page = { device: 'customer', personId: null } as const
    const keys = { p256dh: 'p'.repeat(65), auth: 'a'.repeat(22) }
    const endpoints = Array.from({ length: 11 }, (_, i) => `https://push.example/${i}`)
    const last = endpoints.pop()!
    for (const endpoint of endpoints) visit.does('allowPush', { endpoint, ...keys }, page)
    const refusal = (name: 'allowPush' | 'stopPush', payload: object) => {
      const decision = visit.server.execute(name, { orderId: visit.id, ...payload } as never, page)
      return decision.ok ? null : decision.code
    }
    expect(refusal('allowPush', { endpoint: last, ...keys })).toBe('order_full')
    expect(refusal('allowPush', { endpoint: endpoints[3], ...keys })).toBe('nothing_to_change')
    expect(refusal('allowPush', { endpoint: endpoints[3], ...keys, auth: 'b'.repeat(22) })).toBe(null)
    expect(refusal('stopPush', { endpoint: last })).toBe('nothing_to_change')
    visit.does('stopPush', { endpoint: endpoints[3]! }, page)
    expect(channelsOf(visit.order)).toContain('push')
    expect(refusal('allowPush', { endpoint: last, ...keys })).toBe(null)
  })

  it('include the customer’s WeChat account once allowed, until they stop it', () => {
    const visit = new Visit()
    const openId = 'oLVPpjqs9BhvzwPj5A-vTYAX3GLc'
    const { put } = visit.does('allowWechat', { openId }, { device: 'clock', personId: null })
    expect(put.recipient).toEqual([{ id: visit.id, openId }])
    expect(JSON.stringify(visit.order), 'no screen sees the account').not.toContain(openId)
    expect(channelsOf(visit.order)[0]).toBe('wechat')
    const { drop } = visit.does('stopWechat', {}, { device: 'customer', personId: null })
    expect(drop).toEqual({ recipient: [visit.id] })
    expect(channelsOf(visit.order)).not.toContain('wechat')
    expect(visit.refusal('stopWechat', {}), 'an order grows no journal').toBe('nothing_to_change')
  })
})

describe('B11.3 a delivery attempt', () => {
  it('is recorded before it is made, and its result after; once handed over, there are no more', () => {
    const visit = new OnItsWay()
    expect(visit.begins()).toMatchObject({ ok: true, answer: { channel: 'sms' } })
    expect(visit.notice.attempts).toEqual([
      { channel: 'sms', at: noticeTime, result: 'pending', detail: '', messageId: null },
    ])
    expect(visit.notice.tryAt, 'until then it is waited for').toBe(noticeTime + MINUTE)
    expect(visit.ends('handed_over')).toMatchObject({ ok: true })
    expect(visit.notice).toMatchObject({ state: 'handed_over', tryAt: null })
    expect(visit.notice.attempts[0]).toMatchObject({ result: 'handed_over', detail: 'It was handed_over' })
    expect(visit.begins()).toEqual({ ok: false, code: 'nothing_to_change' })
  })

  it('starts once: a second start with the same number is refused, and so is one before its time', () => {
    const visit = new OnItsWay()
    expect(visit.begins(1)).toMatchObject({ ok: true })
    expect(visit.begins(1)).toEqual({ ok: false, code: 'nothing_to_change' })
    expect(visit.begins(2)).toEqual({ ok: false, code: 'nothing_to_change' })
    expect(visit.begins(3)).toEqual({ ok: false, code: 'nothing_to_change' })
  })

  it('that fails is retried as often as the setting says, then made on the next channel at once', () => {
    const visit = new OnItsWay().tries('failed', noticeTime + MINUTE)
    expect(visit.notice).toMatchObject({ state: 'sending', tryAt: noticeTime + MINUTE, channels: ['sms', 'email'] })
    expect(visit.begins()).toEqual({ ok: false, code: 'nothing_to_change' })
    visit.until(noticeTime + MINUTE).tries('failed', noticeTime + 3 * MINUTE)
    visit.until(noticeTime + 3 * MINUTE).tries('failed', noticeTime + 9 * MINUTE)
    expect(visit.notice.channels).toEqual(['email'])
    expect(visit.notice.tryAt).toBeLessThanOrEqual(visit.server.now)
    visit.tries('handed_over')
    expect(visit.tried).toEqual([
      ['sms', 'failed'],
      ['sms', 'failed'],
      ['sms', 'failed'],
      ['email', 'handed_over'],
    ])
  })

  it('on a channel that is not configured is not retried', () => {
    const visit = new OnItsWay().tries('unavailable').tries('handed_over')
    expect(visit.tried).toEqual([
      ['sms', 'unavailable'],
      ['email', 'handed_over'],
    ])
  })

  it('is repeated as often as the setting says', () => {
    const visit = new OnItsWay(both, { settings: { attemptsPerChannel: 1 } }).tries('failed').tries('failed')
    expect(visit.tried.map(([channel]) => channel)).toEqual(['sms', 'email'])
    expect(visit.notice.state).toBe('phone')
  })

  it('without a result counts as failed when it is given up', () => {
    const visit = new OnItsWay()
    visit.begins()
    visit.until(noticeTime + MINUTE)
    expect(visit.begins(2)).toMatchObject({ ok: true, answer: { channel: 'sms' } })
    expect(visit.tried).toEqual([
      ['sms', 'failed'],
      ['sms', 'pending'],
    ])
  })

  it('that was the last one and got no result: the notice is to be phoned, and no channel is left', () => {
    const visit = new OnItsWay(undefined, { settings: { attemptsPerChannel: 1 } }).tries('failed')
    visit.begins()
    visit.until(noticeTime + MINUTE)
    expect(visit.begins(3)).toMatchObject({ ok: true, answer: { channel: null } })
    expect(visit.notice).toMatchObject({ state: 'phone', tryAt: null, channels: [] })
    expect(visit.causes).toContain('notice_undelivered')
  })

  it('whose success is reported after it was given up is still recorded, and nothing more is sent', () => {
    const visit = new OnItsWay()
    visit.begins()
    visit.until(noticeTime + MINUTE).begins(2)
    expect(visit.ends('handed_over', 1)).toMatchObject({ ok: true })
    expect(visit.notice).toMatchObject({ state: 'handed_over', tryAt: null })
    expect(visit.tried[0]).toEqual(['sms', 'handed_over'])
    // The attempt still under way changes nothing.
    expect(visit.ends('failed', 2)).toMatchObject({ ok: true })
    expect(visit.notice.state).toBe('handed_over')
  })

  it('whose failure is reported after it was given up, or twice, changes nothing', () => {
    const visit = new OnItsWay()
    visit.begins()
    visit.until(noticeTime + MINUTE).begins(2)
    expect(visit.ends('failed', 1)).toEqual({ ok: false, code: 'nothing_to_change' })
    visit.ends('handed_over', 2)
    expect(visit.ends('handed_over', 2)).toEqual({ ok: false, code: 'nothing_to_change' })
    expect(visit.ends('failed', 7)).toEqual({ ok: false, code: 'nothing_to_change' })
  })

  it('of a notice withdrawn meanwhile still records a success', () => {
    const visit = new OnItsWay()
    visit.begins()
    visit.does('withdrawNotice', { noticeId: visit.notice.id })
    expect(visit.notice).toMatchObject({ state: 'withdrawn', tryAt: null })
    visit.ends('handed_over')
    expect(visit.notice.state).toBe('handed_over')
  })

  it('is not made for a closed notice', () => {
    const visit = new OnItsWay()
    visit.isReady().does('settleOrder', {})
    visit.does('releaseCar', {})
    expect(visit.begins()).toEqual({ ok: false, code: 'notice_not_found' })
  })

  it('triggers no new forecast', () => {
    const visit = new OnItsWay()
    const { reforecastAt } = visit.server.all.counters
    visit.tries('failed')
    expect(visit.server.all.counters.reforecastAt).toBe(reforecastAt)
  })
})

describe('B11.4 a delivery attempt in quiet hours', () => {
  /** A customer told in the evening that the car will be late the next day. */
  const inTheEvening = (promised: string) => {
    const visit = new Visit({ order: both, promiseAt: clock(promised, 1) }).until(clock('20:58'))
    const [notice] = visit.forecasts(clock('19:00', 1)).notices
    const begin = (number: number) => {
      const payload = { noticeId: notice!.id, number, giveUpAt: visit.server.now + MINUTE }
      return visit.server.execute('beginAttempt', payload, theClock)
    }
    const fails = (number: number) =>
      visit.does(
        'recordAttempt',
        {
          noticeId: notice!.id,
          number,
          result: 'failed',
          detail: '',
          messageId: null,
          againAt: visit.server.now + MINUTE,
        },
        theClock,
      )
    return { visit, begin, fails, now: () => visit.notices[0]! }
  }

  it.each([
    ['their end', '17:00', '08:00'],
    ['the last moment of the promise, if that is earlier', '08:30', '07:30'],
  ])('waits for %s', (_what, promised, until) => {
    const { visit, begin, fails, now } = inTheEvening(promised)
    expect(begin(1)).toMatchObject({ ok: true, answer: { channel: 'sms' } })
    fails(1)
    visit.until(clock('21:00'))
    expect(begin(2)).toMatchObject({ ok: true, answer: { channel: null }, facts: [{ name: 'attemptPutOff' }] })
    expect(now()).toMatchObject({ state: 'sending', tryAt: clock(until, 1), attempts: [{ result: 'failed' }] })
    visit.until(clock(until, 1))
    expect(begin(2)).toMatchObject({ ok: true, answer: { channel: 'sms' } })
  })

  it('without a result is recorded as failed, and the next one waits', () => {
    const { visit, begin, now } = inTheEvening('08:30')
    begin(1)
    visit.until(clock('21:00'))
    expect(begin(2)).toMatchObject({ ok: true, answer: { channel: null } })
    expect(now()).toMatchObject({ tryAt: clock('07:30', 1), attempts: [{ result: 'failed' }] })
  })

  it('is made for a car expected to be picked up at night', () => {
    const visit = new Visit({ order: both, at: clock('19:00'), promiseAt: clock('22:30'), minutes: 30 })
    visit.until(clock('20:59')).forecasts(clock('23:00')).until(clock('21:40'))
    const { id: noticeId } = visit.notices.at(-1)!
    const payload = { noticeId, number: 1, giveUpAt: visit.server.now + MINUTE }
    expect(visit.server.execute('beginAttempt', payload, theClock)).toMatchObject({ answer: { channel: 'sms' } })
  })
})

describe('B11.3 the desk’s telephone list', () => {
  const onList = () => new OnItsWay().tries('unavailable').tries('unavailable')

  it('has a notice that no channel delivered, with an alert', () => {
    const visit = onList()
    expect(visit.notice).toMatchObject({ state: 'phone', tryAt: null })
    expect(visit.alert('notice_undelivered')).toMatchObject({ owner: 'adviser', noticeId: visit.notice.id })
  })

  it('has a notice at once if there is no address at all', () => {
    const visit = new OnItsWay({ customer: { name: 'Li Na', phone: null, email: null } })
    expect(visit.notice).toMatchObject({ state: 'phone', channels: [], attempts: [] })
    expect(visit.causes).toContain('notice_undelivered')
  })

  it('customer reached: the notice is delivered, the caller is recorded, and the remarks are on no screen', () => {
    const visit = onList()
    const call = { noticeId: visit.notice.id, reached: true, words: 'He comes at five' }
    const { remarks, facts, put } = visit.does('recordCall', call, staff(visit.person.id))
    expect(visit.notice).toMatchObject({ state: 'delivered', calledBy: visit.person.id })
    expect(visit.causes).not.toContain('notice_undelivered')
    expect(remarks).toEqual({ words: 'He comes at five' })
    expect(JSON.stringify([facts, put])).not.toContain('five')
    expect(visit.refusal('recordCall', call)).toBe('illegal_step')
  })

  it('customer not reached: the notice stays on the list', () => {
    const visit = onList()
    const call = { noticeId: visit.notice.id, words: '' }
    visit.does('recordCall', { ...call, reached: false })
    expect(visit.notice).toMatchObject({ state: 'phone', calledBy: visit.person.id })
    expect(visit.causes).toContain('notice_undelivered')
    const first = visit.server.now
    visit.until(first + 10 * MINUTE).does('recordCall', { ...call, reached: true })
    expect(visit.notice.attempts.slice(-2), 'each call is a line').toEqual([
      { channel: 'phone', at: first, result: 'failed', detail: '', messageId: null },
      { channel: 'phone', at: first + 10 * MINUTE, result: 'delivered', detail: '', messageId: null },
    ])
  })

  it('can have its notice sent again on all channels', () => {
    const visit = onList()
    visit.does('sendNotice', { noticeId: visit.notice.id })
    expect(visit.notice).toMatchObject({ state: 'sending', channels: ['sms', 'email'], tryAt: noticeTime })
    visit.tries('handed_over')
    expect(visit.tried).toHaveLength(3)
  })

  it('drops a notice that is no longer true', () => {
    const visit = onList().movesPromise(clock('17:00'), false)
    expect(visit.notices.map(({ kind, state }) => [kind, state])).toEqual([
      ['on_course', 'withdrawn'],
      ['delay', 'sending'],
    ])
    expect(visit.causes).not.toContain('notice_undelivered')
    expect(visit.refusal('sendNotice', { noticeId: visit.notice.id })).toBe('illegal_step')
  })

  it('can send a notice that was held back, while it is true', () => {
    const visit = new OnItsWay()
    visit.does('withdrawNotice', { noticeId: visit.notice.id })
    visit.does('sendNotice', { noticeId: visit.notice.id })
    expect(visit.notice).toMatchObject({ state: 'sending', tryAt: noticeTime })
    expect(visit.refusal('sendNotice', { noticeId: visit.notice.id })).toBe('illegal_step')
  })
})

describe('B11.3 a delivery receipt', () => {
  const handedOver = (over?: Partial<Order>) => new OnItsWay(over).tries('handed_over')

  it('says that the message has arrived, once; nothing else does', () => {
    const visit = handedOver()
    expect(visit.notice).toMatchObject({ state: 'handed_over', tryAt: null })
    expect(visit.receives('delivered')).toMatchObject({ ok: true, facts: [{ name: 'receiptRecorded' }] })
    expect(visit.notice.state).toBe('delivered')
    expect(visit.tried).toEqual([['sms', 'delivered']])
    for (const result of ['delivered', 'failed'] as const)
      expect(visit.receives(result)).toEqual({ ok: false, code: 'nothing_to_change' })
    expect(visit.receives('delivered', 2)).toEqual({ ok: false, code: 'nothing_to_change' })
  })

  it('that the message did not arrive: it goes by the next channel at once, then a person phones', () => {
    const visit = handedOver()
    visit.receives('failed')
    expect(visit.notice).toMatchObject({ state: 'sending', channels: ['email'], tryAt: noticeTime })
    expect(visit.receives('failed'), 'again').toEqual({ ok: false, code: 'nothing_to_change' })
    visit.tries('handed_over').receives('failed')
    expect(visit.tried).toEqual([
      ['sms', 'failed'],
      ['email', 'failed'],
    ])
    expect(visit.notice.state).toBe('phone')
    expect(visit.causes).toContain('notice_undelivered')
  })

  it('may come before the result of its attempt, which then changes nothing', () => {
    for (const result of ['delivered', 'failed'] as const) {
      const visit = new OnItsWay()
      visit.begins()
      visit.receives(result)
      expect(visit.ends('handed_over', 1)).toEqual({ ok: false, code: 'nothing_to_change' })
      expect(visit.tried).toEqual([['sms', result]])
      expect(visit.notice.state).toBe(result === 'delivered' ? 'delivered' : 'sending')
    }
  })

  it('that never comes: the notice stays handed over, and no second message is sent', () => {
    const visit = handedOver().until(noticeTime + 60 * MINUTE)
    expect(visit.notice).toMatchObject({ state: 'handed_over', tryAt: null })
    expect(visit.begins()).toEqual({ ok: false, code: 'nothing_to_change' })
    expect(visit.causes).not.toContain('notice_undelivered')
  })

  it('of a failure that comes later than the setting says: no second message, a person phones', () => {
    const inTime = handedOver().until(noticeTime + 30 * MINUTE)
    inTime.receives('failed')
    expect(inTime.notice.state).toBe('sending')
    const late = handedOver().until(noticeTime + 31 * MINUTE)
    late.receives('failed')
    expect(late.notice).toMatchObject({ state: 'phone', tryAt: null })
    const soon = new OnItsWay(both, { settings: { receiptMinutes: 5 } }).tries('handed_over')
    soon.until(noticeTime + 6 * MINUTE).receives('failed')
    expect(soon.notice.state).toBe('phone')
  })

  it('that comes after the car has left still counts, and so does the result of an attempt', () => {
    const left = (visit: OnItsWay) => {
      visit.isReady().does('settleOrder', {})
      visit.does('releaseCar', {})
      return visit
    }
    const arrived = left(handedOver())
    expect(arrived.receives('delivered')).toMatchObject({ ok: true, put: { notice: [{ state: 'delivered' }] } })
    const lost = left(handedOver())
    expect(lost.receives('failed')).toMatchObject({ ok: true })
    expect(lost.notice).toMatchObject({ state: 'withdrawn', tryAt: null, attempts: [{ result: 'failed' }] })
    const underWay = new OnItsWay()
    underWay.begins()
    expect(left(underWay).ends('handed_over', 1)).toMatchObject({ ok: true })
    expect(underWay.notice).toMatchObject({ state: 'handed_over', attempts: [{ result: 'handed_over' }] })
    expect(underWay.receives('delivered', 1)).toMatchObject({ ok: true })
    expect(underWay.order.closedAt).not.toBeNull()
  })

  it('of a failure, once the customer has been told something newer, starts nothing', () => {
    const visit = handedOver().movesPromise(clock('17:00'), false)
    visit.receives('failed')
    expect(visit.notice.state).toBe('withdrawn')
    expect(visit.tried).toEqual([['sms', 'failed']])
  })

  it('of an attempt that was given up still counts', () => {
    const visit = new OnItsWay()
    visit.begins()
    visit.until(noticeTime + MINUTE).begins(2)
    expect(visit.receives('failed', 1)).toEqual({ ok: false, code: 'nothing_to_change' })
    expect(visit.receives('delivered', 1)).toMatchObject({ ok: true })
    expect(visit.notice.state).toBe('delivered')
    expect(visit.ends('handed_over', 2)).toMatchObject({ ok: true })
    expect(visit.notice.state).toBe('delivered')
  })

  it('of a failure, while a later attempt is under way, leaves it to that one', () => {
    const visit = new OnItsWay()
    visit.begins()
    visit.until(noticeTime + MINUTE).begins(2)
    visit.ends('handed_over', 1)
    const { state, channels } = visit.notice
    expect(visit.receives('failed', 1)).toMatchObject({ ok: true })
    expect(visit.notice).toMatchObject({ state, channels, attempts: [{ result: 'failed' }, { result: 'pending' }] })
  })
})
