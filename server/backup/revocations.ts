/** What was taken away after a backup was made must not come back with it: keys, and all else that the table names. */
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Sql } from 'postgres'
import { migrationsOf, standing } from '#db/migrations.ts'
import { z } from 'zod'

const kinds = ['keys', 'device'] as const

const revocation = z.object({
  workshopId: z.uuid(),
  id: z.uuid(),
  kind: z.enum(kinds),
  subjectId: z.string(),
  /** Milliseconds since 1970. */
  at: z.int(),
})
export type Revocation = z.infer<typeof revocation>

/** How each kind is carried out again, in the tables that are being filled. */
const apply: Record<(typeof kinds)[number], (sql: Sql, one: Revocation) => Promise<unknown>> = {
  // The present keys are not in the backup; without any, the next start makes new ones.
  keys: (sql, { workshopId }) => sql`delete from access_key where workshop_id = ${workshopId}`,
  async device(sql, { workshopId, subjectId, at }) {
    await sql`update device set revoked_at = ${new Date(at).toISOString()}
      where workshop_id = ${workshopId} and id = ${subjectId} and revoked_at is null`
    await sql`delete from device_token where workshop_id = ${workshopId} and device_id = ${subjectId}`
  },
}

/** Beside the backups of a folder, so that both are copied together. */
export const fileIn = (folder: string) => join(folder, 'revocations.jsonl')

/** Those that are kept beside a backup; none if there is no such file. A line that was cut short is left out. */
export async function besideBackup(path: string): Promise<Revocation[]> {
  const text = await readFile(fileIn(dirname(path)), 'utf8').catch(() => '')
  return text.split('\n').flatMap((line) => {
    try {
      return [revocation.parse(JSON.parse(line))]
    } catch {
      return []
    }
  })
}

/** All that a schema knows, oldest first. What keeps its own end, as devices do, needs no row in the table. */
export async function revocationsIn(sql: Sql, schema: string): Promise<Revocation[]> {
  if (!(await isThere(sql, schema, 'revocation'))) return []
  return [
    ...(await sql<Revocation[]>`
      select workshop_id as "workshopId", id, kind, subject_id as "subjectId", floor(extract(epoch from at) * 1000)::float8 as at
      from (
        select workshop_id, id, kind, subject_id, at from ${sql(schema)}.revocation
        union all select workshop_id, id, 'device', id::text, revoked_at from ${sql(schema)}.device where revoked_at is not null
      ) known order by at, id`),
  ]
}

/** Not in an earlier release. */
async function isThere(sql: Sql, schema: string, table: string): Promise<boolean> {
  const [row] = await sql<{ there: boolean }[]>`select to_regclass(${`${schema}.${table}`}) is not null as there`
  return row!.there
}

/**
 * Carries out again what was revoked since the backup, in the tables on the search path, and keeps it there for the next restore.
 * @param present the schema with the present state, which knows best; null: there is none
 */
export async function applyRevocations(
  sql: Sql,
  present: string | null,
  beside: readonly Revocation[],
  since: number,
): Promise<void> {
  const known = present === null ? [] : await revocationsIn(sql, present)
  const all = new Map([...beside, ...known].map((one) => [one.id, one]))
  for (const one of all.values()) {
    if (one.at <= since) continue
    await apply[one.kind](sql, one)
    if (one.kind === 'keys')
      await sql`insert into revocation (workshop_id, id, kind, subject_id, at)
      values (${one.workshopId}, ${one.id}, ${one.kind}, ${one.subjectId}, ${new Date(one.at).toISOString()})
      on conflict do nothing`
  }
}

/**
 * What the present state knows better than any backup, of devices and persons that are in both. Screens renew their tokens while they
 * are used: those go on. PINs and passwords are those of now, so that one that was changed does not open anything again.
 */
export async function keepAccess(sql: Sql, present: string, since: number): Promise<void> {
  // Tables of another release may have other columns.
  if (standing(await migrationsOf(sql)) !== 'same') return
  await sql`insert into device_token select t.* from ${sql(present)}.device_token t join device d using (workshop_id)
    where d.id = t.device_id and d.revoked_at is null on conflict do nothing`
  const changed = sql`${sql(present)}.credential p where p.changed_at > ${new Date(since).toISOString()}`
  await sql`delete from credential c using ${changed} and p.workshop_id = c.workshop_id and p.person_id = c.person_id`
  await sql`insert into credential select p.* from ${changed}
    and exists (select from person where workshop_id = p.workshop_id and id = p.person_id) on conflict do nothing`
}
