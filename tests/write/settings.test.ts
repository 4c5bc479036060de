/** A workshop's row holds only the settings it has set, so that a later default reaches every workshop that never chose. */
import { expect, it } from 'vitest'
import { openWorkshop } from '../support/testWorkshop.ts'

const house = await openWorkshop()

async function stored(): Promise<unknown> {
  const [row] = await house.database.sql`select settings from workshop where workshop_id = ${house.workshopId}`
  return row!.settings
}

it('what was never set is not stored, and what was set stays, also if it is the default', async () => {
  await house.does('staff', 'changeSettings', { settings: { atRiskMinutes: 20, announceEarly: false } })
  expect(await stored()).toEqual({ atRiskMinutes: 20, announceEarly: false })
  await house.does('staff', 'changeSettings', { settings: { announceEarly: true } })
  expect(await stored()).toEqual({ atRiskMinutes: 20, announceEarly: true })
})
