/** Opening hours or a shift, cached for thousands of lookups. */
import { everOpens, openIntervals, type Calendar, type Interval } from '#contract/calendar.ts'

const DAY = 86_400_000
/** How far ahead a shop is simulated: work not done by then has no forecast. */
const HORIZON = 730 * DAY
const FIRST_STEP = 8 * DAY

/** Working intervals from `from` on, computed lazily up to a horizon of two years. All instants in milliseconds. */
export class Hours {
  #calendar: Calendar
  /** Narrows the opening hours; null: all of them. */
  #shift: Calendar | null
  #spans: Interval[] = []
  /** Left out, in order. */
  #absences: readonly Interval[]
  /** Worked besides, unless absent. */
  #overtime: Interval | null
  #known: number
  #end: number
  #step = FIRST_STEP

  /** The opening hours of a calendar, or a shift within them, with the overtime and without the absences. */
  constructor(
    calendar: Calendar,
    shift: Calendar | null,
    from: number,
    absences: readonly Interval[] = [],
    overtime: Interval | null = null,
  ) {
    this.#absences = absences
    this.#overtime = overtime
    this.#calendar = calendar
    this.#shift = shift
    this.#known = from
    const isEverOpen = everOpens(calendar) && (!shift || everOpens(shift))
    this.#end = isEverOpen ? from + HORIZON : Math.max(from, overtime?.[1] ?? from)
  }

  isOpen(at: number): boolean {
    const span = this.#spanAfter(at)
    return span !== undefined && span[0] <= at
  }

  /** The first working instant from `at` on; null when there is none within the horizon. */
  next(at: number): number | null {
    const span = this.#spanAfter(at)
    return span ? Math.max(span[0], at) : null
  }

  /** When the next span after `at` begins; null when none does within the horizon. */
  nextStart(at: number): number | null {
    const index = this.#indexAfter(at)
    const span = this.#spanAt(index)
    if (!span) return null
    return span[0] > at ? span[0] : (this.#spanAt(index + 1)?.[0] ?? null)
  }

  /** The instant after `duration` of working time from `at`; null when it lies beyond the horizon. */
  add(at: number, duration: number): number | null {
    let left = duration
    for (let index = this.#indexAfter(at); ; index++) {
      const span = this.#spanAt(index)
      if (!span) return null
      const begin = Math.max(span[0], at)
      if (left <= span[1] - begin) return begin + left
      left -= span[1] - begin
    }
  }

  /** Working time between two instants, up to the horizon. */
  between(from: number, to: number): number {
    let sum = 0
    for (let index = this.#indexAfter(from); ; index++) {
      const span = this.#spanAt(index)
      if (!span || span[0] >= to) return sum
      sum += Math.min(span[1], to) - Math.max(span[0], from)
    }
  }

  /** Whether a span begins exactly at this instant, after a gap. */
  opensAt(at: number): boolean {
    const index = this.#indexAfter(at)
    return this.#spanAt(index)?.[0] === at && this.#spans[index - 1]?.[1] !== at
  }

  /** The last gap between two spans within [from, to]; null when there is none. */
  lastGap(from: number, to: number): Interval | null {
    let gap: Interval | null = null
    for (let index = this.#indexAfter(from); ; index++) {
      const [span, next] = [this.#spanAt(index), this.#spanAt(index + 1)]
      if (!span || !next || next[0] > to) return gap
      if (next[0] > span[1]) gap = [span[1], next[0]]
    }
  }

  #spanAfter(at: number): Interval | undefined {
    return this.#spanAt(this.#indexAfter(at))
  }

  /** The index of the first span that ends after `at`. */
  #indexAfter(at: number): number {
    while ((this.#spans.at(-1)?.[1] ?? -Infinity) <= at && this.#extend());
    let low = 0
    let high = this.#spans.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#spans[middle]![1] > at) high = middle
      else low = middle + 1
    }
    return low
  }

  #spanAt(index: number): Interval | undefined {
    while (index >= this.#spans.length && this.#extend());
    return this.#spans[index]
  }

  /** Computes more spans; false at the horizon. A span that crosses a step boundary is split in two without a gap. */
  #extend(): boolean {
    if (this.#known >= this.#end) return false
    const [from, to] = [this.#known, Math.min(this.#known + this.#step, this.#end)]
    const open = openIntervals(this.#calendar, from, to)
    const regular = this.#shift ? within(open, openIntervals(this.#shift, from, to)) : open
    const spans = this.#overtime ? withMore(regular, this.#overtime) : regular
    for (const [begin, end] of this.#absences.reduce(without, spans))
      if (begin < to && end > from) this.#spans.push([Math.max(begin, from), Math.min(end, to)])
    this.#known = to
    this.#step *= 2
    return true
  }
}

/** The intersection of two lists of spans. */
function within(some: readonly Interval[], others: readonly Interval[]): Interval[] {
  const common: Interval[] = []
  for (let i = 0, j = 0; i < some.length && j < others.length;) {
    const [a, b] = [some[i]!, others[j]!]
    const [begin, end] = [Math.max(a[0], b[0]), Math.min(a[1], b[1])]
    if (begin < end) common.push([begin, end])
    if (a[1] < b[1]) i++
    else j++
  }
  return common
}

/** The spans and one more, in order, without overlap. */
function withMore(spans: readonly Interval[], [from, until]: Interval): Interval[] {
  const apart = spans.filter(([begin, end]) => end < from || begin > until)
  const joined = spans.filter(([begin, end]) => end >= from && begin <= until)
  const begin = Math.min(from, ...joined.map(([at]) => at))
  const end = Math.max(until, ...joined.map(([, at]) => at))
  return [...apart, [begin, end] as const].sort((a, b) => a[0] - b[0])
}

/** The spans without what lies in the gap. */
const without = (spans: Interval[], [from, until]: Interval): Interval[] =>
  spans
    .flatMap(([begin, end]): Interval[] => [
      [begin, Math.min(end, from)],
      [Math.max(begin, until), end],
    ])
    .filter(([begin, end]) => begin < end)
