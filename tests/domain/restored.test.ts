/** After a restore: messages to customers are held until a manager lets them go. */
import { expect, it } from 'vitest'
import { MINUTE, staff } from '../support/factories.ts'
import { theClock } from '../support/memoryClock.ts'
import { clock, Visit } from '../support/visit.ts'

const both = { customer: { name: 'Li Na', phone: '13800138000', email: 'li.na@example.com' } }
const administrator = { device: 'admin', personId: null } as const

it('AL after a restore no attempt to reach a customer begins, and the managers are called; both end with their release', () => {
  const visit = new Visit({ order: both, minutes: 30 })
  visit.starts().until(clock('14:00'))
  const [notice] = visit.notices
  const begin = () =>
    visit.server.execute(
      'beginAttempt',
      { noticeId: notice!.id, number: 1, giveUpAt: visit.server.now + MINUTE },
      theClock,
    )
  const alerts = () =>
    [...visit.server.all.alerts.values()].filter((one) => one.cause === 'messages_held' && one.closedAt === null)
  const restored = visit.server.execute('recordRestore', { madeAt: clock('09:00') }, administrator)
  expect(restored).toMatchObject({
    facts: expect.arrayContaining([{ name: 'workshopRestored', madeAt: clock('09:00') }]),
  })
  expect(visit.server.all.workshop.messagesHeldSince).toBe(visit.server.now)
  expect(begin()).toMatchObject({ ok: false, code: 'nothing_to_change' })
  expect(visit.server.all.notices.get(notice!.id)).toMatchObject({ state: 'sending', attempts: [] })
  expect(alerts()).toMatchObject([{ severity: 'alarm', owner: 'service_manager' }])

  expect(visit.server.execute('releaseMessages', {}, staff())).toMatchObject({ ok: true })
  expect(visit.server.all.workshop.messagesHeldSince).toBe(null)
  expect(alerts()).toEqual([])
  expect(begin()).toMatchObject({ ok: true, answer: { channel: 'sms' } })
  expect(visit.server.execute('releaseMessages', {}, staff())).toMatchObject({ code: 'nothing_to_change' })
})

it('a second restore keeps the moment since which messages are held', () => {
  const visit = new Visit({ order: both, minutes: 30 })
  visit.server.execute('recordRestore', { madeAt: clock('09:00') }, administrator)
  const since = visit.server.all.workshop.messagesHeldSince
  visit.starts().until(clock('13:00'))
  visit.server.execute('recordRestore', { madeAt: clock('10:00') }, administrator)
  expect(visit.server.all.workshop.messagesHeldSince).toBe(since)
})
