/** Works out line by line what a work log would teach, before anything is written. */
import { createHash } from 'node:crypto'
import type { Sql } from 'postgres'
import type { ImportedSample } from '#contract/commands/admin.ts'
import { workingTime } from '#contract/calendar.ts'
import { priceItemsOf, samplesKnown } from './known.ts'
import { readHistoryLine, type HistoryColumn, type HistoryLine } from './historyLines.ts'
import type { Ground, Plan, Planned } from './plan.ts'
import type { BadLine, Row } from './table.ts'
import { count, plain, quoted } from '../terminal/wording.ts'

const MINUTE = 60_000
/** How many skipped names are listed. */
const NAMED = 12

/**
 * Takes lines whose operation is in the price list, by code or by a title in any language; skips the others and counts them
 * by name. A line's id is derived from its contents, so that importing a log twice changes nothing.
 */
export async function planHistory(rows: Row<HistoryColumn>[], ground: Ground): Promise<Plan<ImportedSample>> {
  const { sql, workshop, now } = ground
  const bad: BadLine[] = []
  const good: { line: number; value: HistoryLine }[] = []
  for (const { line, cells } of rows) {
    const read = readHistoryLine(cells, workshop.timeZone)
    if ('bad' in read) bad.push({ line, reason: read.bad })
    else if (read.value.end > now) bad.push({ line, reason: `the end ${quoted(cells.end)} is in the future` })
    else good.push({ line, value: read.value })
  }
  const itemOf = await itemFinder(sql, workshop.id)
  const skipped = new Map<string, number>()
  const seen = new Map<string, number>()
  const lines = good.flatMap(({ line, value }): Planned<ImportedSample>[] => {
    const item = itemOf(value.operation)
    if (!item) skipped.set(value.operation, (skipped.get(value.operation) ?? 0) + 1)
    if (!item) return []
    const content = JSON.stringify([value.order, item.id, value.resource, value.start, value.end])
    const times = (seen.get(content) ?? 0) + 1
    seen.set(content, times)
    const minutes = minutesOf(value, ground)
    const entry = { id: idOf(workshop.id, content, times), itemId: item.id, model: value.model, minutes, at: value.end }
    const label = [item.code, value.operation, value.model, `${minutes} min`].filter(Boolean).join('  ')
    return [{ line, does: 'new', entry, label: plain(label) }]
  })
  const known = await samplesKnown(
    sql,
    workshop.id,
    lines.map(({ entry }) => entry.id),
  )
  for (const line of lines) if (known.has(line.entry.id)) line.does = 'same'
  return { lines, bad, notes: skippedLines(skipped) }
}

/** Finds an operation of the price list by code, else by an unambiguous title. */
async function itemFinder(sql: Sql, workshopId: string) {
  const named = (text: string) => text.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase()
  const items = await priceItemsOf(sql, workshopId)
  const byCode = new Map(items.map((item) => [named(item.code), item]))
  const byTitle = Map.groupBy(
    items.flatMap((item) => {
      const titles = Object.values(item.title).filter((title) => title !== undefined)
      return [...new Set(titles.map(named))].map((title) => ({ title, item }))
    }),
    ({ title }) => title,
  )
  return (name: string) => {
    const titled = byTitle.get(named(name)) ?? []
    return byCode.get(named(name)) ?? (titled.length === 1 ? titled[0]!.item : undefined)
  }
}

/** Minutes within today's opening hours, as the workshop's own work is counted; all minutes if none were within them. */
function minutesOf({ start, end }: HistoryLine, { workshop }: Ground): number {
  const open = workingTime(workshop, start, end)
  return Math.min(100_000, Math.round((open > 0 ? open : end - start) / MINUTE))
}

/** Derives a sample's id from its line. Identical lines are told apart by their count. */
function idOf(workshopId: string, content: string, times: number): string {
  const hash = createHash('sha256').update(`${workshopId} ${times} ${content}`).digest('hex')
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`
}

function skippedLines(skipped: ReadonlyMap<string, number>): string[] {
  if (skipped.size === 0) return []
  const names = [...skipped].sort((a, b) => b[1] - a[1])
  const sum = names.reduce((all, [, times]) => all + times, 0)
  const shown = names.slice(0, NAMED).map(([name, times]) => `  ${times.toLocaleString('en')} × ${quoted(name)}`)
  const more = names.length > NAMED ? [`  and ${count(names.length - NAMED, 'more name')}`] : []
  return [`${count(sum, 'line')} skipped: the operation is not in the price list.`, ...shown, ...more]
}
