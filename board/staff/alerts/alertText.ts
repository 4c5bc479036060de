/** The floor's texts for an alert, by cause (AL). */
import { isToAsk, toAskSince } from '#contract/additionalWork.ts'
import type { Alert, Arrival, Bay, Order } from '#contract/entities/index.ts'
import { formatPhone } from '#contract/phone.ts'
import { givenPromise } from '#contract/progress.ts'
import type { AlertCause, ProblemReason } from '#contract/values.ts'
import { words } from '#kit/words.svelte.ts'
import type { Names } from '#kit/names.svelte.ts'
import { unschedulableText } from '../forecastText.ts'

/** The subject of an alert. */
interface About {
  order: Order | undefined
  arrival: Arrival | undefined
  bay: Bay | undefined
  /** The last day with known public holidays. */
  holidaysUntil: string | null
}

/** The subject in a few words; empty when the cause is enough. */
export function detailOf(alert: Alert, { order, arrival, bay, holidaysUntil }: About, names: Names): string {
  const when = (at: number | null | undefined) => (at ? names.when(at) : '')
  if (arrival)
    return words.line([
      // A call for help prints no ticket.
      arrival.purpose === 'help' ? null : arrival.ticket,
      words.t(`common:purpose.${arrival.purpose}`),
      words.t('alerts:waitsSince', { at: when(arrival.at) }),
    ])
  if (order) return ofOrder(alert, order, when)
  const out = bay?.outOfService
  if (out) return words.line([out.reason, out.until !== null && words.t('staff:until.at', { at: when(out.until) })])
  if (alert.cause === 'messages_held') return words.t('alerts:held')
  if (alert.cause === 'backup_old') return words.t('alerts:backup')
  if (alert.cause !== 'holidays_unknown') return ''
  return holidaysUntil ? words.t('alerts:holidays', { day: holidaysUntil }) : words.t('alerts:noHolidays')
}

function ofOrder({ cause, partId }: Alert, order: Order, when: (at: number | null | undefined) => string): string {
  const { forecastAt, progressCheck, readyAt, customer } = order
  const promiseAt = givenPromise(order)
  const both = { promise: when(promiseAt), forecast: when(forecastAt) }
  switch (cause) {
    case 'forecast_late':
      return words.t('alerts:forecast', both)
    case 'cannot_be_scheduled':
      return unschedulableText(order) ?? ''
    case 'order_overdue':
      return words.t(forecastAt !== null && forecastAt > (promiseAt ?? 0) ? 'alerts:forecast' : 'alerts:promise', both)
    case 'progress_check_missed':
      return words.t('alerts:answerBy', { at: when(progressCheck?.lateAt) })
    case 'progress_check_problem':
      return words.line([words.t(`common:problem.${progressCheck?.reason ?? 'other'}`), progressCheck?.words])
    case 'part_late': {
      const part = order.parts.find(({ id }) => id === partId)
      return part ? words.t('alerts:part', { part: part.name, at: when(part.expectedAt) }) : ''
    }
    case 'work_left': {
      const left =
        order.operations.find((one) => one.state === 'paused' && one.technicianId === null) ??
        order.operations.find((one) => one.state === 'working' && one.presentUntil !== null)
      return left ? words.name(left.title) : ''
    }
    case 'not_asked':
      return words.t('alerts:found', {
        work: words.list(order.operations.filter(isToAsk).map(({ title }) => words.name(title))),
        at: when(toAskSince(order)),
      })
    case 'answer_outstanding':
      return words.t('alerts:askedAt', { at: when(askedAt(order)) })
    case 'declined_on_page':
      return words.t('alerts:declined', { at: when(order.pageAnswer?.at) })
    case 'to_call_back':
    case 'promise_missing':
    case 'notice_undelivered':
    case 'notice_to_confirm':
      return words.line([customer.name, customer.phone && formatPhone(customer.phone)])
    case 'not_prepared':
      return words.t('alerts:prepare', both)
    case 'not_collected':
      return words.t('alerts:readySince', { at: when(readyAt) })
    default:
      return ''
  }
}

const askedAt = ({ state, quotedAt, operations }: Order): number | null =>
  state === 'quoted'
    ? quotedAt
    : (operations.find((one) => one.state === 'proposed' && one.askedAt !== null)?.askedAt ?? null)

/** B10: the emergency steps for a problem, by its reason. */
export const stepsOf = (reason: ProblemReason): string[] =>
  (['first', 'second', 'third', 'fourth'] as const).map((nth) => words.t(`alerts:steps.${reason}.${nth}`))

/** C4: the adviser gets these alerts together with the foreman, because the adviser informs the customer. */
const forAdviser: readonly AlertCause[] = [
  'forecast_late',
  'cannot_be_scheduled',
  'progress_check_missed',
  'progress_check_problem',
  'part_late',
]
export const isForAdviser = ({ cause }: Pick<Alert, 'cause'>): boolean => forAdviser.includes(cause)
