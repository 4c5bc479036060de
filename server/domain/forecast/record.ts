/** The forecasts of the whole shop, worked out beside the commands, are written down (AL). */
import type { Payload } from '#contract/commands/index.ts'
import type { Operation, Order, Workshop } from '#contract/entities/index.ts'
import { safely, standing } from '#contract/progress.ts'
import { forecastOf, forecastStates, heeding } from './bound.ts'
import { isAgreed } from '#contract/progress.ts'
import { refuse, type Rule } from '../rule.ts'

/** How often forecasts are worked out again though nothing has happened: time goes by, and work not begun slides. */
const AGAIN_AFTER = 60_000
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
    const moved = forecasts.flatMap(({ orderId, work, ...found }) => {
      const order = orders.get(orderId)
      if (!order || !forecastStates.includes(order.state)) return []
      const bound = forecastOf(order, workshop, now)
      const operations = planned(order.operations, work)
      const foreseen = { ...withFinish(order, bound, found, workshop, now), operations }
      const isTold = foreseen.forecastAt === order.forecastAt && hasSamePlan(order, foreseen)
      const next = isTold ? foreseen : { ...foreseen, foreseenAt: now }
      if (isWorthTelling(order, next, workshop.settings.atRiskMinutes, now)) return [next]
      // Where work lies on the day plan is told at once, also where the forecast has to wait.
      return hasMovedFar(order, operations) ? [{ ...order, operations }] : []
    })
    if (moved.length === 0 && reforecastAt === counters.reforecastAt) return refuse('nothing_to_change')
    const facts = moved.length > 0 ? [{ name: 'forecastsRecorded', orderIds: moved.map(({ id }) => id) }] : []
    const put = moved.length > 0 ? { order: moved } : {}
    return { ok: true, answer: {}, facts, put, counters: { ...counters, reforecastAt }, leavesPlan: true }
  },
}

/**
 * Of what can never be done there is no forecast (`withForecast`).
 * @param bound when the order's own work can be done at the earliest; null: it has none, and keeps the forecast it has
 */
function withFinish(
  known: Order,
  bound: number | null,
  { forecastAt, safeForecastAt, neverDone }: Foreseen,
  workshop: Workshop,
  now: number,
): Order {
  const order = isSameNever(known.neverDone, neverDone) ? known : { ...known, neverDone }
  if (bound === null || forecastAt === null) return order
  const likely = heeding(order, Math.max(bound, forecastAt))
  const safeBound = forecastOf({ ...order, operations: safely(order.operations) }, workshop, now) ?? bound
  const safe = Math.max(likely, heeding(order, Math.max(safeBound, safeForecastAt ?? forecastAt)))
  return { ...order, forecastAt: likely, safeForecastAt: safe }
}

type Foreseen = Omit<Payload<'recordForecasts'>['forecasts'][number], 'orderId' | 'work'>
type Work = Payload<'recordForecasts'>['forecasts'][number]['work']
type Never = Order['neverDone']

const isSameNever = (a: Never, b: Never): boolean => a?.operationId === b?.operationId && a?.why === b?.why

/** The operations with their places on the day plan; one that is done or off the order, or never can be, has none. */
const planned = (operations: readonly Operation[], work: Work): Operation[] =>
  operations.map((operation) => {
    const isToCome = isAgreed(operation) && operation.state !== 'done'
    const found = isToCome ? work.find(({ operationId }) => operationId === operation.id) : undefined
    if (!found) return operation.plan === null ? operation : { ...operation, plan: null }
    const { operationId: _, ...plan } = found
    return { ...operation, plan }
  })

/** A piece of the plan that moves by less looks the same (milliseconds). */
const SAME_WITHIN = 5 * 60_000

/** That work can never be done, or can again, is told at once: somebody has to act. */
function isWorthTelling(order: Order, next: Order, atRiskMinutes: number, now: number): boolean {
  if (!isSameNever(order.neverDone, next.neverDone)) return true
  if (
    next.forecastAt === order.forecastAt &&
    Math.abs((next.safeForecastAt ?? 0) - (order.safeForecastAt ?? 0)) < SAFE_MOVED &&
    hasSamePlan(order, next)
  )
    return false
  const calm = order.foreseenAt === null || now - order.foreseenAt >= CALM
  return calm || standing(order, now, atRiskMinutes) !== standing(next, now, atRiskMinutes)
}

/** A piece of the plan has moved by so much, or to another place, that others would seem to lie upon it (milliseconds). */
const FAR = 10 * 60_000

const hasMovedFar = (order: Order, operations: readonly Operation[]): boolean =>
  order.operations.some(({ plan: a }, i) => {
    const b = operations[i]!.plan
    if (a === null || b === null) return a !== b
    return a.bayId !== b.bayId || a.technicianId !== b.technicianId || Math.abs(a.start - b.start) >= FAR
  })

const hasSamePlan = (order: Order, next: Order): boolean =>
  order.operations.every((one, i) => looksSame(one, next.operations[i]!))

function looksSame({ plan: a }: Operation, { plan: b }: Operation): boolean {
  if (a === null || b === null) return a === b
  const near = (one: number, other: number) => Math.abs(one - other) < SAME_WITHIN
  return a.bayId === b.bayId && a.technicianId === b.technicianId && near(a.start, b.start) && near(a.end, b.end)
}
