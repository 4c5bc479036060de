/** Finds the workshop an administrative command is for. */
import type { Sql } from 'postgres'
import type { Workshop } from '#contract/entities/index.ts'
import { workshopOf } from '#server/read/entities.ts'
import { tables } from '#server/read/tables.ts'
import { plain, quoted } from '../terminal/wording.ts'

/** A workshop's name and id, and whether it is still the example. */
export interface Named {
  id: string
  name: string
  isExample: boolean
}

export const listWorkshops = (sql: Sql): Promise<Named[]> => sql<Named[]>`
  select workshop_id as id, name, is_example as "isExample" from workshop order by name, workshop_id`

/** The wanted workshop, by name or id; the only one if none is named; otherwise the refusal. */
export function choose(workshops: readonly Named[], wanted: string | undefined): Named | { refused: string[] } {
  const named = wanted?.trim().toLowerCase()
  const found = workshops.filter(({ id, name }) => named === undefined || id === named || name.toLowerCase() === named)
  if (found.length === 1) return found[0]!
  if (workshops.length === 0) return { refused: ['There is no workshop yet. Start Pitboard once: npm start'] }
  const list = workshops.map(({ id, name }) => `  ${plain(name)}  ${id}`)
  const problem =
    wanted === undefined
      ? 'There are several workshops. Choose one with --workshop and its name or id:'
      : found.length === 0
        ? `There is no workshop ${quoted(wanted)}. There are:`
        : `Several workshops are called ${quoted(wanted)}. Use the id instead:`
  return { refused: [problem, ...list] }
}

/** The whole workshop. */
export async function readWorkshop(sql: Sql, id: string): Promise<Workshop> {
  const [row] = await tables.workshop.select(sql, id, 'true', [])
  if (!row) throw new Error('The workshop no longer exists')
  return workshopOf(id, row)
}
