/** AL: an alert goes from one colleague to another. */
import { expect, it } from 'vitest'
import { HOUR, staff, uuid } from '../support/factories.ts'
import { clock, Visit } from '../support/visit.ts'

const late = clock('14:12')

it('AL the colleague who takes an alert over is on it, and it still escalates no further', () => {
  const visit = new Visit().starts().until(late)
  const { id: alertId } = visit.alert('progress_check_missed')
  expect(visit.refusal('takeOverAlert', { alertId })).toBe('nothing_to_change')
  visit.does('acknowledgeAlert', { alertId })
  expect(visit.refusal('takeOverAlert', { alertId })).toBe('nothing_to_change')
  visit.until(late + HOUR)
  const colleague = uuid()
  expect(visit.house.execute('takeOverAlert', { alertId }, staff(colleague)).ok).toBe(true)
  const next = { acknowledgedAt: late + HOUR, acknowledgedBy: colleague, level: 0, escalatesAt: null }
  expect(visit.alert('progress_check_missed')).toMatchObject(next)
  expect(visit.refusal('takeOverAlert', { alertId: uuid() })).toBe('alert_not_found')
})
