/** Keys for a workshop's screens, as links that are shown once. */
import { alone } from '#db/alone.ts'
import type { Database } from '#db/database.ts'
import { replaceKeys } from '#server/access/keys.ts'
import { linkLines, placeLine } from '#server/terminal/lines.ts'
import { shownHost } from '#server/terminal/network.ts'
import type { AdminDeps } from './router.ts'
import { announceKeys } from './writer.ts'

/** An arbitrary number: nodes that start together take turns by this lock. */
const FIRST_KEYS = 5_019_712_035

/**
 * Creates keys for every workshop without any and returns their links. Of several nodes that start together only one
 * creates and prints keys.
 */
export async function firstKeys({ sql, url: database }: Pick<Database, 'sql' | 'url'>, url: string): Promise<string[]> {
  return alone(database, FIRST_KEYS, async () => {
    const workshops = await sql<{ workshop_id: string; name: string; time_zone: string; country: string | null }[]>`
      select workshop_id, name, time_zone, country from workshop
      where not exists (select from access_key where access_key.workshop_id = workshop.workshop_id) order by created_at`
    const lines: string[] = []
    for (const { workshop_id, name, time_zone, country } of workshops) {
      lines.push(...linkLines(url, name, await replaceKeys(sql, workshop_id)))
      lines.push(placeLine(url, time_zone, country))
    }
    return lines
  })
}

/** Replaces a workshop's keys and returns the new links, which cannot be read again later. */
export async function newKeyLines(deps: AdminDeps, workshop: { id: string; name: string }): Promise<string[]> {
  const keys = await replaceKeys(deps.database.sql, workshop.id)
  await announceKeys(deps, workshop.id)
  return linkLines(addressOf(deps), workshop.name, keys)
}

/** The address of the screens once the server runs. */
function addressOf({ app, config: { publicUrl, host, port, tls } }: AdminDeps): string {
  if (app) return app.url
  const shown = shownHost(host)
  return publicUrl ?? `${tls ? 'https' : 'http'}://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
}
