/** A card's texts about its forecast: when the car will be ready, or why it cannot be scheduled (AL, B5). */
import type { Order } from '#contract/entities/index.ts'
import { givenPromise } from '#contract/progress.ts'
import { forecastDiffers } from '#kit/orders.ts'
import { words } from '#kit/words.svelte.ts'

type WithForecast = Pick<Order, 'safeForecastAt' | 'promiseAt'> & Parameters<typeof forecastDiffers>[0]

/**
 * The expected and the safe time, if worth showing: the expected one differs from the promise, or the safe one is past it. `safe` is
 * null when both are the same minute.
 */
export function shownForecast(order: WithForecast): { at: number; safe: number | null } | null {
  const { forecastAt, safeForecastAt, readyAt } = order
  const promiseAt = givenPromise(order)
  if (forecastAt === null || promiseAt === null || readyAt !== null) return null
  const isRisky = safeForecastAt !== null && safeForecastAt > promiseAt
  if (!forecastDiffers(order) && !isRisky) return null
  return {
    at: forecastAt,
    safe: safeForecastAt !== null && safeForecastAt - forecastAt >= 60_000 ? safeForecastAt : null,
  }
}

/** Which work cannot be scheduled and what it lacks; null when all of it can. */
export function unschedulableText({
  unschedulable,
  operations,
}: Pick<Order, 'unschedulable' | 'operations'>): string | null {
  if (unschedulable === null) return null
  const operation = operations.find(({ id }) => id === unschedulable.operationId)
  return words.t(`alerts:unschedulable.${unschedulable.reason}`, {
    what: operation ? words.name(operation.title) : words.t('alerts:unschedulable.rest'),
    kind: operation ? words.t(`common:bayKind.${operation.bayKind}`) : '',
    skill: operation ? words.t(`common:skill.${operation.skill}`) : '',
  })
}
