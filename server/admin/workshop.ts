/** Creates a workshop: its rows and its contents. */
import { randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'
import type { Workshop } from '#contract/entities/index.ts'
import { alone } from '#db/alone.ts'
import { exampleFurnishing, exampleHours } from '#server/domain/workshop/example.ts'
import { countryFrom } from '#server/domain/phone.ts'
import { newPushKeys } from '#server/delivery/pushKeys.ts'
import { permitOwn } from '#server/policy/permit.ts'
import { newId } from '#server/write/ids.ts'
import type { Writer } from '#server/write/write.ts'
import type { AdminDeps } from './router.ts'
import { adminWriter } from './writer.ts'

export type NewWorkshop = Pick<Workshop, 'name' | 'timeZone' | 'currency' | 'plateFormat' | 'hours' | 'phone'> & {
  isExample?: boolean
  /** Default: as far as the rest tells. */
  country?: string | null
  /** Start of its house time, in milliseconds since 1970; default: now. House time never runs back before it. */
  at?: number
}

/** Creates an empty workshop without keys and returns its id. */
export async function createWorkshop(sql: Sql, workshop: NewWorkshop): Promise<string> {
  const { name, timeZone, currency, plateFormat, hours, phone, isExample = false, at = Date.now() } = workshop
  const { country = countryFrom(workshop) } = workshop
  const id = newId()
  const secret = randomSecret()
  const begin = new Date(at).toISOString()
  const epoch = newEpoch()
  await sql.begin((tx) =>
    Promise.all([
      tx`insert into workshop
        (workshop_id, name, time_zone, currency, plate_format, country, phone, hours, is_example, epoch, beginning, secret, salt, push_keys, created_at)
        values (${id}, ${name}, ${timeZone}, ${currency}, ${plateFormat}, ${country}, ${phone}, ${tx.json(hours as never)}, ${isExample},
          ${epoch}, ${epoch}, ${secret}, ${randomSecret()}, ${tx.json({ ...newPushKeys() })}, ${begin})`,
      tx`insert into workshop_head (workshop_id, seq, mark, at, order_number, ticket_day, ticket_number)
        values (${id}, 0, ${epoch}, ${begin}, 0, 0, 0)`,
    ]),
  )
  return id
}

const randomSecret = () => randomBytes(32).toString('base64url')

/** Identifies a workshop's journal and begins its chain of marks; random, so it is never repeated. */
const newEpoch = () => randomBytes(16).toString('base64url')

/** Gives a workshop the example's bays, teams, people and price list. */
export async function furnishAsExample(writer: Writer, workshopId: string): Promise<void> {
  const furnish = { id: newId(), name: 'furnishWorkshop', payload: exampleFurnishing } as const
  const outcome = await writer.execute(permitOwn('admin', workshopId, furnish))
  if (!outcome.ok) throw new Error(`The example cannot be set up: ${outcome.code}`)
}

/** An arbitrary number: the lock for setting up a new database. */
const BEGINNING = 7_026_011

/**
 * Adds the example to a database without workshops. One node does it while the others wait; it also finishes what a node
 * that died left undone. Keys are created elsewhere, where they can be shown.
 */
export async function ensureExample(deps: AdminDeps): Promise<void> {
  const { sql, url } = deps.database
  await alone(url, BEGINNING, async () => {
    const [any] = await sql`select 1 from workshop limit 1`
    if (!any) {
      const { workshopName: name } = deps.config
      const place = { timeZone: machineTimeZone(), currency: 'CNY', plateFormat: 'cn', phone: null } as const
      await createWorkshop(sql, { name, ...place, hours: exampleHours, isExample: true })
    }
    for (const id of await bareExamples(sql)) await furnishAsExample(await adminWriter(deps), id)
  })
}

async function bareExamples(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select workshop_id as id from workshop join workshop_head using (workshop_id)
    where is_example and seq = 0`
  return rows.map(({ id }) => id)
}

/** The example's time zone: that of this machine, if it has one (TZ counts). Servers mostly run on UTC, where no workshop is. */
export function machineTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return /^(UTC|GMT|Etc\/.*)$/.test(timeZone) ? 'Asia/Shanghai' : timeZone
}
