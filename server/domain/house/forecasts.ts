/** The forecasts of the whole shop, worked out beside the commands, are written down (AL). */
import type { Order } from '#contract/entities.ts'
import { safely, standing } from '#contract/progress.ts'
import { forecastOf, forecastStates, heeding } from '../forecast.ts'
import { refuse, type Rule } from '../rule.ts'

/** How often forecasts are worked out again though nothing has happened: time goes by, and work not begun slides. */
export const AGAIN_AFTER = 60_000
/** A forecast that changes nothing about how the order stands is told no oftener than this. */
const CALM = 60_000

/** So far the safe forecast moves before it is told by itself. */
const SAFE_MOVED = 5 * 60_000

/**
 * Puts the orders whose forecast moved. What one order says of itself bounds it (its own work, the floor's word); an order that
 * has left the floor meanwhile is passed over. With nothing to tell only the next look is set.
 */
export const recordForecasts: Rule<'recordForecasts'> = {
  needs: () => ({ allLiveOrders: true }),
  decide({ orders, workshop, counters }, { forecasts }, { now }) {
    const live = [...orders.values()].some(({ state }) => forecastStates.includes(state))
    const reforecastAt = live ? now + AGAIN_AFTER : null
    const moved = forecasts.flatMap(({ orderId, forecastAt, safeForecastAt }) => {
      const order = orders.get(orderId)
      if (!order || forecastAt === null) return []
      const bound = forecastOf(order, workshop, now)
      if (bound === null) return []
      const likely = heeding(order, Math.max(bound, forecastAt))
      const safeBound = forecastOf({ ...order, operations: safely(order.operations) }, workshop, now) ?? bound
      const safe = Math.max(likely, heeding(order, Math.max(safeBound, safeForecastAt ?? forecastAt)))
      const next = {
        ...order,
        forecastAt: likely,
        safeForecastAt: safe,
        foreseenAt: likely === order.forecastAt ? order.foreseenAt : now,
      }
      return isWorthTelling(order, next, workshop.settings.atRiskMinutes, now) ? [next] : []
    })
    if (moved.length === 0 && reforecastAt === counters.reforecastAt) return refuse('nothing_to_change')
    const facts = moved.length > 0 ? [{ name: 'forecastsRecorded', orderIds: moved.map(({ id }) => id) }] : []
    const put = moved.length > 0 ? { order: moved } : {}
    return { ok: true, answer: {}, facts, put, counters: { ...counters, reforecastAt }, leavesPlan: true }
  },
}

function isWorthTelling(order: Order, next: Order, atRiskMinutes: number, now: number): boolean {
  if (next.forecastAt === order.forecastAt)
    return Math.abs((next.safeForecastAt ?? 0) - (order.safeForecastAt ?? 0)) >= SAFE_MOVED
  const calm = order.foreseenAt === null || now - order.foreseenAt >= CALM
  return calm || standing(order, now, atRiskMinutes) !== standing(next, now, atRiskMinutes)
}
