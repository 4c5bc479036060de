/** Prints the counts of recorded days by seed, and how the two models compare. */
import { errorOf } from '#server/demo/counts/forecasts.ts'
import type { Recorded } from './record.ts'
import type { Replayed } from './replay.ts'

const columns = [
  ['seed', ({ seed }: Recorded) => seed],
  ['delays told', ({ counts }: Recorded) => counts.delays.told],
  ['unfounded', ({ counts }: Recorded) => counts.delays.unfounded],
  ['late', ({ counts }: Recorded) => counts.delays.late],
  ['told in time', ({ counts }: Recorded) => counts.delays.inTime],
  ['came up later', ({ counts }: Recorded) => counts.delays.afterwards],
  ['not told', ({ counts }: Recorded) => counts.delays.untold],
  ['pick-up', ({ counts }: Recorded) => counts.pickUps.told],
  ['unprepared', ({ counts }: Recorded) => counts.pickUps.unprepared],
  ['waited > 10 min', ({ counts }: Recorded) => counts.door.long],
  ['no alarm', ({ counts }: Recorded) => counts.door.unheard],
] as const

const percent = (share: number) => `${Math.round(share * 100)} %`

export function countTable(recorded: readonly Recorded[]): string[] {
  const rows = recorded.map((one) => columns.map(([, of]) => of(one)))
  const total = columns.map((_, i) => (i === 0 ? 'all' : rows.reduce((sum, row) => sum + row[i]!, 0)))
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`
  return [line(columns.map(([name]) => name)), line(columns.map(() => '---:')), ...[...rows, total].map(line)]
}

/** The board's own forecasts at 13:30, as they stood. */
export function liveLine(recorded: readonly Recorded[]): string {
  const { cars, minutes, kept } = liveOf(recorded)
  return `On the board at 13:30: ${cars} cars due that day, ${minutes.toFixed(1)} minutes off, ${percent(kept)} kept the safe forecast`
}

const liveOf = (recorded: readonly Recorded[]) =>
  errorOf(
    recorded.flatMap(({ days }) => days.flatMap(({ foreseen }) => foreseen)),
    recorded[0]!.days[0]!.shop.workshop,
  )

export const replayLines = ({ old, new: now, ratio, unsurprised }: Replayed): string[] => [
  `Replayed at 13:30:     ${now.cars} cars due that day`,
  `  release 0.2          ${old.minutes.toFixed(1)} minutes off, ${percent(old.kept)} kept the safe forecast`,
  `  now                  ${now.minutes.toFixed(1)} minutes off, ${percent(now.kept)} kept the safe forecast; ${ratio.toFixed(2)} of the error`,
  `  without the cars of which work, a missing part or a failed check came up later, ${unsurprised.new.cars}:`,
  `                       ${unsurprised.old.minutes.toFixed(1)} and ${unsurprised.new.minutes.toFixed(1)} minutes off; ${unsurprised.ratio.toFixed(2)} of the error`,
]
