/** `npm run import`: imports a list of cars or appointments, or a work log, into one workshop. */
import { z } from 'zod'
import { importList, listKinds } from '#server/lists/import.ts'
import { choose, listWorkshops, readWorkshop } from './chooseWorkshop.ts'
import type { AdminCommand } from './router.ts'
import { adminNow, adminWriter } from './writer.ts'

const importArguments = z.object({
  kind: z.enum(listKinds),
  /** The file's name, for the answer. */
  file: z.string(),
  /** The file in base64, in any encoding. */
  bytes: z.base64(),
  yes: z.boolean().default(false),
  workshop: z.string().optional(),
})

export const importCsv: AdminCommand = async (args, deps) => {
  const read = importArguments.safeParse(args)
  if (!read.success)
    return {
      ok: false,
      lines: ['Usage: npm run import -- appointments|cars|history FILE [--yes] [--workshop NAME]'],
    }
  const { workshop: wanted, ...list } = read.data
  const { sql } = deps.database
  const chosen = choose(await listWorkshops(sql), wanted)
  if ('refused' in chosen) return { ok: false, lines: chosen.refused }
  const workshop = await readWorkshop(sql, chosen.id)
  return importList(list, { sql, workshop, now: await adminNow(deps) }, () => adminWriter(deps))
}
