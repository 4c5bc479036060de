/** When a bay is out of service, or a person off shift or absent, within the axis. Pure. */
import { openIntervals, type Calendar } from '#contract/calendar.ts'
import { shiftOf } from '#contract/presence.ts'
import type { Axis } from './axis.ts'
import type { Placed, Subject } from './lanes.ts'

export interface Away {
  kind: 'out' | 'absent' | 'off_shift'
  from: number
  to: number
  reason: string | null
  /** The end if known; it may be beyond the axis. */
  until: number | null
}

/** @param calendar opening hours; nobody counts as off shift while the workshop is closed */
export function awayOf(subject: Subject, axis: Axis, calendar: Calendar, now: number): Away[] {
  if (subject.kind === 'bay') {
    const out = subject.bay.outOfService
    if (!out) return []
    const to = Math.min(out.until ?? axis.to, axis.to)
    // Whatever the planned end, the bay stays out of service until it is put back.
    return [
      {
        kind: 'out',
        from: Math.max(out.since, axis.from),
        to: Math.max(to, now),
        reason: out.reason,
        until: out.until,
      },
    ]
  }
  if (subject.kind === 'team') return []
  const { leave, overtime } = subject.person
  const list: Away[] = []
  let from = axis.from
  for (const one of leave.filter(({ until }) => until > now)) {
    const begin = Math.max(one.from, now)
    const to = Math.min(one.until, axis.to)
    if (begin < to) list.push({ kind: 'absent', from: begin, to, reason: null, until: one.until })
    if (begin <= Math.max(now, axis.from)) from = Math.max(from, to)
  }
  const shift = shiftOf(subject.person, calendar)
  if (shift === null) return list
  const regular = openIntervals(shift, axis.from, axis.to)
  const on = (overtime ? [...regular, [overtime.from, overtime.until] as const] : regular).toSorted(
    (a, b) => a[0] - b[0],
  )
  for (const { kind, from: open, to: close } of axis.stretches) {
    if (kind !== 'open') continue
    let begin = Math.max(open, from)
    for (const [come, go] of [...on, [close, close] as const]) {
      if (go <= begin || begin >= close) continue
      if (come > begin)
        list.push({ kind: 'off_shift', from: begin, to: Math.min(come, close), reason: null, until: come })
      begin = Math.max(begin, go)
    }
    if (begin < close && begin >= open && on.every(([, go]) => go < close))
      list.push({ kind: 'off_shift', from: begin, to: close, reason: null, until: null })
  }
  return list
}

/**
 * Where the reason why a bay is out of service is written in its first row: from now on, but neither under the work that lies there
 * nor over the next. `to` is null if no work follows.
 */
export function reasonSpan(
  { from, to }: Away,
  blocks: readonly Placed[],
  now: number,
): { from: number; to: number | null } {
  let at = Math.min(Math.max(from, now), to)
  for (const block of blocks.filter(({ row }) => row === 0)) {
    if (block.start > at) return { from: at, to: block.start }
    at = Math.max(at, block.end)
  }
  return { from: at, to: null }
}
