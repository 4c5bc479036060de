/** Zones that earlier releases stored under an old name, or as an offset: PostgreSQL and older browsers do not know them all. */
import { zoneName, zoneNameOf } from '#server/domain/workshop/zoneName.ts'
import { permitOwn } from '#server/policy/permit.ts'
import { readState } from '#server/read/state.ts'
import { newId } from '#server/write/ids.ts'
import type { AdminDeps } from './router.ts'
import { adminWriter } from './writer.ts'

/** Gives them the name they have now, as a change of the workshop. The log says which, and which still need a name. */
export async function nameZones(deps: AdminDeps): Promise<void> {
  const { database, log } = deps
  const rows = await database.sql<{ id: string; timeZone: string; country: string | null }[]>`
    select workshop_id as id, time_zone as "timeZone", country from workshop`
  for (const { id, timeZone: stored, country } of rows) {
    if (zoneName(stored) === stored) continue
    const timeZone = zoneName(stored) ?? zoneNameOf(stored, country)
    const outcome = timeZone === null ? null : await change(deps, id, timeZone)
    if (outcome?.ok)
      log.warn(
        { workshop: id },
        `The time zone ${stored} is now called ${timeZone}. Choose another in the setup if it is wrong.`,
      )
    else
      log.error(
        { workshop: id },
        `The time zone ${stored} needs a name: choose one in the setup, such as Asia/Shanghai.`,
      )
  }
}

async function change(deps: AdminDeps, workshopId: string, timeZone: string) {
  const { name, currency, plateFormat, country, phone } = (await readState(deps.database.sql, workshopId))!.put
    .workshop![0]!
  const payload = { name, timeZone, currency, plateFormat, country, phone }
  const writer = await adminWriter(deps)
  return writer.execute(permitOwn('admin', workshopId, { id: newId(), name: 'changeWorkshop', payload }))
}
