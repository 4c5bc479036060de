/** What a start tells whoever started it: where the screens are, and at the first start the keys that open them. */
import type { Sql } from 'postgres'
import words from '#contract/words/en/doors.ts'
import { keyedDoors, replaceKeys, type KeyedDoor } from './access/keys.ts'
import { pathOf } from './http/doors.ts'

/** A workshop's links, each with its key in it: to be shown once. */
export function linkLines(url: string, name: string, keys: Record<KeyedDoor, string>): string[] {
  return [
    `Keys of ${name}, shown only now. Open each link once on its screen:`,
    ...keyedDoors.flatMap((door) => [
      `  ${words[door].name.padEnd(14)} ${words[door].does}`,
      `    ${url}/open/${door}/${keys[door]}`,
    ]),
  ]
}

/**
 * Makes keys for every workshop that has none yet and gives their links. Nodes that start together take turns, so that
 * only one of them prints keys, and those are the ones that count.
 */
export async function firstKeys(sql: Sql, url: string): Promise<string[]> {
  return sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(5019712035)`
    const workshops = await tx<{ workshop_id: string; name: string }[]>`
      select workshop_id, name from workshop
      where not exists (select from access_key where access_key.workshop_id = workshop.workshop_id) order by created_at`
    const lines: string[] = []
    for (const { workshop_id, name } of workshops)
      lines.push(...linkLines(url, name, await replaceKeys(sql, workshop_id)))
    return lines
  })
}

/** The addresses of the screens, each with what it is for. */
export function screenLines(url: string, host: string, isSafe: boolean): string[] {
  const open = ['127.0.0.1', '::1', 'localhost'].includes(host)
  return [
    `Pitboard is ready: ${url}/`,
    ...keyedDoors.map((door) => `  ${words[door].name.padEnd(14)} ${url}${pathOf[door]}  ${words[door].does}`),
    ...(open || isSafe
      ? []
      : [
          `Listening on ${host} without TLS: whoever shares this network can read along, keys too. Set TLS_CERT and TLS_KEY.`,
        ]),
  ]
}
