/** What an alert is about, how severe it is, and who has to act (AL). */
import type { Alert } from '#contract/entities/index.ts'
import type { AlertFact } from '#contract/lives/alert.ts'
import type { AlertCause, Role, Severity } from '#contract/values.ts'
import type { Fact } from '../rule.ts'

/** What an alert is about. There is at most one open alert per cause and subject. */
export type Cause = Pick<Alert, 'cause' | 'severity' | 'orderId' | 'bayId' | 'partId' | 'noticeId' | 'arrivalId'>

/** Who has to act, and who takes over if they do not. */
export const chainOf: Record<AlertCause, readonly [Role, ...Role[]]> = {
  forecast_late: ['foreman', 'service_manager', 'manager'],
  cannot_be_scheduled: ['foreman', 'service_manager', 'manager'],
  order_overdue: ['adviser', 'service_manager', 'manager'],
  progress_check_missed: ['foreman', 'service_manager', 'manager'],
  progress_check_problem: ['foreman', 'technical_director', 'manager'],
  part_late: ['foreman', 'service_manager', 'manager'],
  to_call_back: ['adviser', 'service_manager', 'manager'],
  promise_missing: ['adviser', 'service_manager', 'manager'],
  work_left: ['foreman', 'service_manager', 'manager'],
  not_asked: ['adviser', 'service_manager', 'manager'],
  answer_outstanding: ['adviser', 'service_manager', 'manager'],
  customer_waiting: ['adviser', 'service_manager', 'manager'],
  declined_on_page: ['adviser', 'service_manager', 'manager'],
  bay_out_of_service: ['foreman', 'service_manager', 'manager'],
  notice_undelivered: ['adviser', 'service_manager', 'manager'],
  notice_to_confirm: ['adviser', 'service_manager', 'manager'],
  not_prepared: ['adviser', 'service_manager'],
  not_collected: ['adviser', 'service_manager'],
  holidays_unknown: ['service_manager', 'manager'],
  messages_held: ['service_manager', 'manager'],
  backup_old: ['service_manager', 'manager'],
}

const severityOf: Record<AlertCause, Severity> = {
  forecast_late: 'alarm',
  cannot_be_scheduled: 'alarm',
  order_overdue: 'alarm',
  progress_check_missed: 'alarm',
  progress_check_problem: 'alarm',
  part_late: 'warning',
  to_call_back: 'warning',
  promise_missing: 'warning',
  work_left: 'alarm',
  not_asked: 'warning',
  answer_outstanding: 'warning',
  customer_waiting: 'warning',
  declined_on_page: 'warning',
  bay_out_of_service: 'warning',
  notice_undelivered: 'alarm',
  notice_to_confirm: 'warning',
  not_prepared: 'warning',
  not_collected: 'warning',
  holidays_unknown: 'warning',
  messages_held: 'alarm',
  backup_old: 'alarm',
}

const nothing = { orderId: null, bayId: null, partId: null, noticeId: null, arrivalId: null }
export const causeOf = (cause: AlertCause, about: Partial<Cause>): Cause => ({
  ...{ cause, severity: severityOf[cause], ...nothing },
  ...about,
})

/** A fact about an alert. */
export const aboutAlert = (name: AlertFact, { id: alertId, cause, orderId, bayId, owner }: Alert): Fact => ({
  ...{ name, alertId, cause, orderId, bayId, owner },
})
