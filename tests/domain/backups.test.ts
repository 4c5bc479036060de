/** The nightly backup, and the alert when the last is too old (AL). */
import { describe, expect, it } from 'vitest'
import { workshopCauses } from '#server/domain/follows/workshopAlerts.ts'
import { aWorkshop, NOW } from '../support/factories.ts'
import { theClock } from '../support/memoryClock.ts'
import { Visit } from '../support/visit.ts'

const HOUR = 3_600_000
const causes = (backup: { madeAt: number | null; failedAt: number | null } | null) =>
  workshopCauses(aWorkshop({ holidays: null, backup }), NOW).map(({ cause }) => cause)

describe('AL backups', () => {
  it.for([
    ['none is due yet', null, []],
    ['the last is younger than the limit', { madeAt: NOW - 35 * HOUR, failedAt: null }, []],
    ['the last is as old as the limit', { madeAt: NOW - 36 * HOUR, failedAt: null }, ['backup_old']],
    ['one failed, and the last is young', { madeAt: NOW - 30 * HOUR, failedAt: NOW - HOUR }, []],
    ['the very first failed', { madeAt: null, failedAt: NOW }, ['backup_old']],
  ] as const)('%s', ([, backup, expected]) => expect(causes(backup)).toEqual(expected))

  it('a failure is recorded once, and the next backup that is made ends it; the clock looks again when it will be too old', () => {
    const { server } = new Visit({ minutes: 30 })
    const record = (madeAt: number | null) => server.execute('recordBackup', { madeAt }, theClock)
    const open = () => [...server.all.alerts.values()].filter((one) => one.cause === 'backup_old' && !one.closedAt)
    expect(record(null)).toMatchObject({ facts: expect.arrayContaining([{ name: 'backupFailed' }]) })
    expect(open()).toHaveLength(1)
    expect(record(null)).toMatchObject({ ok: false, code: 'nothing_to_change' })
    expect(record(server.now)).toMatchObject({ ok: true })
    expect(server.all.workshop.backup).toEqual({ madeAt: server.now, failedAt: null })
    expect(open()).toEqual([])
    expect(server.all.workshop.reviewAt).toBeLessThanOrEqual(server.now + 36 * HOUR)
  })
})
