/** Delay messages that the adviser approves first (B11.1). */
import { expect, it } from 'vitest'
import { defaultSettings } from '#contract/settings.ts'
import type { Notice, Order } from '#contract/entities/index.ts'
import { notices } from '#server/domain/follows/notices.ts'
import { toldAtOnce } from '../support/visit.ts'
import { aContext, anOrder, aWorkshop, HOUR, MINUTE, NOW } from '../support/factories.ts'

const workshop = aWorkshop({ settings: { ...defaultSettings, ...toldAtOnce, askBeforeDelayNotice: true } })
const promiseAt = NOW + 5 * HOUR

const after = (order: Order, own: readonly Notice[]) =>
  notices.after(
    { before: undefined, entity: order, notices: own, alerts: [], facts: [] },
    { workshop, context: aContext(), onDuty: new Set(), held: null, changedOrders: new Map() },
  )

it('B11.1 while the adviser is asked, the question follows the forecast, so that no outdated time is approved', () => {
  const order = anOrder({
    ...{ state: 'working', authorisedAt: NOW - HOUR, promiseAt, forecastAt: promiseAt + 30 * MINUTE },
    informed: { kind: 'agreed', at: NOW - HOUR, readyAt: promiseAt },
  })
  const first = after(order, [])
  expect(first.notices).toMatchObject([{ state: 'asking', readyAt: promiseAt + 30 * MINUTE }])
  const later = { ...first.entity, forecastAt: promiseAt + 90 * MINUTE }
  const second = after(later, first.notices)
  expect(second.notices).toMatchObject([
    { id: first.notices[0]!.id, state: 'asking', readyAt: promiseAt + 90 * MINUTE, attempts: [] },
  ])
  expect(second.notices[0]!.body).toContain('16:30')
  expect(second.entity.informed).toBe(order.informed)
  expect(after(later, second.notices).notices[0]).toBe(second.notices[0])
})
