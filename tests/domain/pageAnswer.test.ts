/** The customer's answers on their own page: to the estimate (B3), and to additional work (B9). */
import { describe, expect, it } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import type { Actor } from '#server/domain/rule.ts'
import {
  anOperation,
  anOrderIn,
  aDoneOperation,
  aPriceItem,
  aProposedOperation,
  aScope,
  HOUR,
  MINUTE,
  NOW,
} from '../support/factories.ts'
import { Visit } from '../support/visit.ts'
import { accepted, expectRefusal, orderAfter } from './decide.ts'

const customer: Actor = { device: 'customer', personId: null }
const only = (order: Order) => aScope({ orders: [order] })
const shown = (promiseAt: number, operations: Order['operations']) => ({
  promiseAt,
  operations: operations.map(({ id, price }) => ({ id, price })),
})

describe('B3 the estimate answered on the page', () => {
  const promiseAt = NOW + 5 * HOUR
  const order = anOrderIn('quoted', {
    promiseAt,
    forecastAt: NOW + 4 * HOUR,
    operations: [anOperation(), anOperation()],
  })
  const answer = { orderId: order.id, accepted: true, wash: true, was: shown(promiseAt, order.operations) }

  it('is approved as at the desk, with the time the customer has seen', () => {
    const after = orderAfter('answerEstimate', answer, only(order), { actor: customer })
    expect(after).toMatchObject({
      ...{ state: 'authorised', authorisedAt: NOW, wash: true, promiseAt },
      informed: { kind: 'agreed', at: NOW, readyAt: promiseAt },
      pageAnswer: { at: NOW, approved: true },
    })
    expect(accepted('answerEstimate', answer, only(order)).facts.map(({ name }) => name)).toContain('orderAuthorised')
  })

  it('S13 is refused with the current order if work, price or time has changed since', () => {
    const [first, second] = order.operations as [Order['operations'][0], Order['operations'][0]]
    const dearer = { ...order, operations: [first, { ...second, price: second.price + 1 }] }
    expectRefusal('changed_meanwhile', 'answerEstimate', answer, only(dearer))
    expectRefusal('changed_meanwhile', 'answerEstimate', answer, only({ ...order, operations: [first] }))
    const more = { ...order, operations: [first, second, anOperation()] }
    expectRefusal('changed_meanwhile', 'answerEstimate', answer, only(more))
    expectRefusal('changed_meanwhile', 'answerEstimate', answer, only({ ...order, promiseAt: promiseAt + MINUTE }))
  })

  it('is not approved with a time that can no longer be kept', () =>
    expectRefusal('offer_expired', 'answerEstimate', answer, only({ ...order, forecastAt: promiseAt + MINUTE })))

  it('after a no, stays open for the adviser, is not answered twice on the page, and can still be approved at the desk', () => {
    const after = orderAfter('answerEstimate', { ...answer, accepted: false }, only(order))
    expect(after).toMatchObject({ state: 'quoted', closedAt: null, pageAnswer: { at: NOW, approved: false } })
    expectRefusal('already_answered', 'answerEstimate', answer, only(after))
    expect(orderAfter('authoriseOrder', { orderId: order.id, wash: false }, only(after)).state).toBe('authorised')
  })

  it('is asked again when the adviser offers another time', () => {
    const declined = { ...order, pageAnswer: { at: NOW, approved: false } }
    const moved = {
      orderId: order.id,
      promiseAt: promiseAt + HOUR,
      reason: 'Sooner is not possible',
      customerKnows: true,
    }
    expect(orderAfter('movePromise', moved, only(declined)).pageAnswer).toBeNull()
  })
})

describe('B9 additional work answered on the page', () => {
  const brakes = aProposedOperation({ safety: true, price: 48_000 })
  const wipers = aProposedOperation({ price: 9_000 })
  const promiseAt = NOW + 6 * HOUR
  const asked = anOrderIn('paused', {
    ...{ pauseReason: 'approval', promiseAt: NOW + 5 * HOUR },
    ...{ operations: [aDoneOperation(), brakes, wipers], additionalOffer: { at: NOW, promiseAt, onPage: true } },
  })
  const was = shown(promiseAt, [brakes, wipers])
  const answer = { orderId: asked.id, approved: [wipers.id], was }

  it('is offered by the adviser with the promise it needs; work found later and a moved promise are offered again', () => {
    const plain = { ...asked, additionalOffer: null }
    const offered = orderAfter('offerAdditionalWork', { orderId: asked.id, promiseAt, onPage: true }, only(plain))
    expect(offered.additionalOffer).toEqual({ at: NOW, promiseAt, onPage: true })
    expectRefusal(
      'promise_in_past',
      'offerAdditionalWork',
      { orderId: asked.id, promiseAt: NOW, onPage: true },
      only(plain),
    )
    const idle = anOrderIn('checking')
    expectRefusal('nothing_to_change', 'offerAdditionalWork', { orderId: idle.id, promiseAt, onPage: true }, only(idle))
    const move = { orderId: asked.id, promiseAt: NOW + 8 * HOUR, reason: 'A part is late', customerKnows: true }
    expect(orderAfter('movePromise', move, only(offered)).additionalOffer).toBeNull()
    const item = aPriceItem()
    const more = { orderId: asked.id, itemIds: [item.id], findings: 'A leak', safety: false }
    const scope = aScope({ orders: [offered], priceItems: [item] })
    expect(orderAfter('proposeAdditionalWork', more, scope).additionalOffer).toBeNull()
  })

  it('joins the order piece by piece, at the time the customer has seen; what they refuse stays on it', () => {
    const decision = accepted('answerAdditionalWork', answer, only(asked), { actor: customer })
    const after = decision.put.order![0]!
    expect(after).toMatchObject({ state: 'waiting', promiseAt, additionalOffer: null, informed: { kind: 'agreed' } })
    const answered = { decidedAt: NOW, answeredOnPage: true }
    expect(after.operations[1]).toMatchObject({ state: 'cancelled', approved: false, safety: true, ...answered })
    expect(after.operations[2]).toMatchObject({ state: 'planned', approved: true, ...answered })
    expect(decision.facts.map(({ name }) => name)).toEqual([
      ...['additionalWorkAccepted', 'additionalWorkDeclined', 'promiseMoved'],
    ])
  })

  it('keeps the promise when everything is refused', () => {
    const after = orderAfter('answerAdditionalWork', { ...answer, approved: [] }, only(asked))
    expect(after).toMatchObject({ state: 'checking', promiseAt: asked.promiseAt })
  })

  it('S13 is refused with the current order if anything asked has changed since', () => {
    const dearer = { ...asked, operations: [asked.operations[0]!, brakes, { ...wipers, price: 9_500 }] }
    expectRefusal('changed_meanwhile', 'answerAdditionalWork', answer, only(dearer))
    const answered = { ...asked, operations: [asked.operations[0]!, { ...brakes, state: 'planned' as const }, wipers] }
    expectRefusal('changed_meanwhile', 'answerAdditionalWork', answer, only(answered))
    const later = { ...asked, additionalOffer: { at: NOW, promiseAt: promiseAt + HOUR, onPage: true } }
    expectRefusal('changed_meanwhile', 'answerAdditionalWork', answer, only(later))
    expectRefusal('changed_meanwhile', 'answerAdditionalWork', answer, only({ ...asked, additionalOffer: null }))
  })

  it('is refused for work that was not asked about, and once the time offered has come', () => {
    const wrong = { ...answer, approved: [asked.operations[0]!.id] }
    expectRefusal('operation_not_found', 'answerAdditionalWork', wrong, only(asked))
    expectRefusal('offer_expired', 'answerAdditionalWork', answer, only(asked), { now: promiseAt })
  })
})

describe('AL an estimate declined on the page', () => {
  it('is an alert for the adviser until the order is closed', () => {
    const visit = new Visit()
    const order = anOrderIn('quoted', { promiseAt: NOW + 5 * HOUR, quotedAt: NOW })
    visit.server.all.orders.set(order.id, order)
    const was = shown(NOW + 5 * HOUR, order.operations)
    visit.does('answerEstimate', { orderId: order.id, accepted: false, wash: false, was }, customer)
    expect(visit.alert('declined_on_page')).toMatchObject({ orderId: order.id, owner: 'adviser' })
    visit.does('declineOrder', { orderId: order.id })
    expect(visit.causes).not.toContain('declined_on_page')
  })
})
