/** A customer who is not on site is told once that a question waits on their page (B3, B9). */
import { describe, expect, it } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { withoutLink } from '#words/notice.ts'
import {
  aDoneOperation,
  anOrderIn,
  aPriceItem,
  aProposedOperation,
  aScope,
  aWorkshop,
  MINUTE,
  staff,
} from '../support/factories.ts'
import { passUntil } from '../support/memoryClock.ts'
import { MemoryServer } from '../support/memoryServer.ts'
import { clock } from '../support/visit.ts'

const SECOND = 1000
const asked = clock('11:00')
const promiseAt = clock('17:00')
const item = aPriceItem()

const withAdditional = (over: Partial<Order> = {}) =>
  anOrderIn('paused', {
    ...{ pauseReason: 'approval', promiseAt: clock('15:00'), language: 'en' },
    ...{ operations: [aDoneOperation(), aProposedOperation({ foundAt: asked - MINUTE, askedAt: null })] },
    ...over,
  })

class Shop {
  readonly server: MemoryServer
  readonly order: Order

  constructor(order: Order, settings: Partial<Settings> = {}) {
    const workshop = aWorkshop({ settings: { ...defaultSettings, ...settings } })
    this.server = new MemoryServer(aScope({ workshop, orders: [order], priceItems: [item] }))
    this.server.now = asked
    this.order = order
  }
  does(name: Parameters<MemoryServer['execute']>[0], payload: object): this {
    const decision = this.server.execute(name, { orderId: this.order.id, ...payload } as never, staff())
    expect(decision).toMatchObject({ ok: true })
    return this
  }
  until(at: number): this {
    passUntil(this.server, at)
    return this
  }
  get questions() {
    return [...this.server.all.notices.values()].filter(({ kind }) => kind === 'question')
  }
  get states() {
    return this.questions.map(({ state }) => state)
  }
}

const offered = (over: Partial<Order> = {}, settings: Partial<Settings> = {}) =>
  new Shop(withAdditional(over), settings).does('offerAdditionalWork', { promiseAt, onPage: true })
const quoted = (over: Partial<Order> = {}, settings: Partial<Settings> = {}) =>
  new Shop(anOrderIn('arrived', { operations: [], ...over }), settings)
    .does('addOperations', { itemIds: [item.id] })
    .does('quoteOrder', { promiseAt, quoteId: null, reason: 'As agreed' })

describe('B9 additional work asked about on the page', () => {
  it('S14 is told once it can no longer be taken back, and once only', () => {
    const shop = offered()
    expect(shop.until(asked + 10 * SECOND - 1).questions).toEqual([])
    shop.until(asked + 10 * SECOND)
    expect(shop.questions).toMatchObject([{ state: 'sending', readyAt: promiseAt, channels: ['sms'] }])
    const { body } = shop.questions[0]!
    expect(body).toMatch(/We have a question .*\n\nOr answer on your car’s page: \{\{link\}\}/)
    expect(withoutLink(body), 'where phones cannot reach the page').not.toContain('page')
    expect(shop.until(clock('14:00')).questions).toHaveLength(1)
  })

  it('S14 an offer that is taken back sends nothing', () => {
    const shop = offered()
    const commandId = '018f0000-0000-7000-8000-000000000001'
    shop.server.execute('undoCommand', { commandId, command: 'offerAdditionalWork' }, staff())
    expect(shop.until(clock('12:00')).questions).toEqual([])
  })

  it.each<[string, Shop]>([
    ['asked in person', new Shop(withAdditional()).does('offerAdditionalWork', { promiseAt, onPage: false })],
    ['asked while the customer waits on site', offered({ waits: true })],
    ['asked where the workshop sends no such messages', offered({}, { tellOfQuestions: false })],
    ['of a customer without any address', offered({ customer: { name: 'Li Na', phone: null, email: null } })],
  ])('no message goes out when it is %s', (_when, shop) => {
    expect(shop.until(clock('13:00')).questions).toEqual([])
  })

  it('is told again when it is asked anew, and no longer once it is answered', () => {
    const shop = offered().until(clock('11:30'))
    shop.does('offerAdditionalWork', { promiseAt: clock('18:00'), onPage: true }).until(clock('11:31'))
    expect(shop.states).toEqual(['withdrawn', 'sending'])
    const [proposed] = shop.server.all.orders.get(shop.order.id)!.operations.slice(-1)
    shop.does('decideAdditionalWork', { operationIds: [proposed!.id], accepted: false, promiseAt: null })
    expect(shop.states).toEqual(['withdrawn', 'withdrawn'])
  })

  it('leaves a message about the time alone, and is not replaced by one', () => {
    const shop = offered({}, { askBeforeDelayNotice: false }).until(clock('11:30'))
    const late = { forecastAt: clock('17:30'), safeForecastAt: clock('17:30'), unschedulable: null, work: [] }
    shop.does('recordForecasts', { seq: 0, forecasts: [{ orderId: shop.order.id, ...late }] }).until(clock('11:40'))
    const kinds = [...shop.server.all.notices.values()].map(({ kind, state }) => [kind, state])
    expect(kinds).toEqual([
      ['question', 'sending'],
      ['delay', 'sending'],
    ])
  })

  it('B11.4 asked in quiet hours, is told when they end', () => {
    const shop = new Shop(withAdditional({ promiseAt: clock('15:00', 1) }))
    shop.until(clock('22:00')).does('offerAdditionalWork', { promiseAt: clock('17:00', 1), onPage: true })
    expect(shop.until(clock('08:00', 1) - 1).questions).toEqual([])
    expect(shop.until(clock('08:00', 1)).states).toEqual(['sending'])
  })

  it('B11.3 that no message could tell is a call to make: a warning, as there is time', () => {
    const shop = offered().until(clock('11:01'))
    const [notice] = shop.questions
    shop.server.channels = []
    for (const number of [1, 2, 3]) {
      shop.server.execute('beginAttempt', { noticeId: notice!.id, number, giveUpAt: shop.server.now + 1 }, clockActor)
      const result = { number, result: 'unavailable', detail: '', messageId: null, againAt: shop.server.now } as const
      shop.server.execute('recordAttempt', { noticeId: notice!.id, ...result }, clockActor)
    }
    expect(shop.states).toEqual(['phone'])
    const alerts = [...shop.server.all.alerts.values()]
    expect(alerts.find(({ cause }) => cause === 'notice_undelivered')).toMatchObject({ severity: 'warning' })
  })
})

const clockActor = { device: 'clock', personId: null } as const

describe('B3 the estimate on the page', () => {
  it('is told when the customer has not answered it at the desk within the usual time', () => {
    const shop = quoted()
    expect(shop.until(asked + 15 * MINUTE - 1).questions).toEqual([])
    expect(shop.until(asked + 15 * MINUTE).states).toEqual(['sending'])
  })

  it('is not told of once it is answered, or when its time can no longer be kept', () => {
    expect(quoted().does('authoriseOrder', { wash: false }).until(clock('11:30')).questions).toEqual([])
    const lapsing = quoted({}, { answerMinutes: 0 }).until(clock('11:01'))
    expect(lapsing.states).toEqual(['sending'])
    expect(lapsing.until(promiseAt).states).toEqual(['withdrawn'])
  })
})
