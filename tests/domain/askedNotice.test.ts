/** A delay about which the adviser is asked first (B11.1). */
import { expect, it } from 'vitest'
import { defaultSettings } from '#contract/settings.ts'
import { withNotices } from '#server/domain/notice/decide.ts'
import { aContext, anOrder, aWorkshop, HOUR, MINUTE, NOW } from '../support/factories.ts'

const workshop = aWorkshop({ settings: { ...defaultSettings, askBeforeDelayNotice: true } })
const promiseAt = NOW + 5 * HOUR

it('B11.1 while the adviser is asked, the question follows the forecast: he never lets a time go that is no longer true', () => {
  const order = anOrder({
    ...{ state: 'working', authorisedAt: NOW - HOUR, promiseAt, forecastAt: promiseAt + 30 * MINUTE },
    told: { kind: 'agreed', at: NOW - HOUR, readyAt: promiseAt },
  })
  const first = withNotices(order, [], workshop, aContext())
  expect(first.notices).toMatchObject([{ state: 'asking', readyAt: promiseAt + 30 * MINUTE }])
  const later = { ...first.order, forecastAt: promiseAt + 90 * MINUTE }
  const second = withNotices(later, first.notices, workshop, aContext())
  expect(second.notices).toMatchObject([
    { id: first.notices[0]!.id, state: 'asking', readyAt: promiseAt + 90 * MINUTE, attempts: [] },
  ])
  expect(second.notices[0]!.body).toContain('16:30')
  expect(second.order.told).toBe(order.told)
  expect(withNotices(later, second.notices, workshop, aContext()).notices[0]).toBe(second.notices[0])
})
