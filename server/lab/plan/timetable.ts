/**
 * Working time for verifying plans: computed from local time as `Intl` gives it, without the planner's calendar. All instants
 * in milliseconds.
 */
import type { ShopState } from '#server/domain/planner/shop.ts'

type Shop = ShopState['workshop']
type Week = Shop['hours']
type Stretch = readonly [from: number, to: number]

const MINUTE = 60_000
const DAY = 86_400_000
/** The planning horizon. */
export const HORIZON = 730 * DAY
/** Clocks do not change twice within this time. */
const MIN_BETWEEN_CHANGES = 4 * DAY

/** The local time of a zone, represented as if it were UTC so that its days have 24 hours. */
export class Wall {
  #format: Intl.DateTimeFormat
  /** Between clock changes: the start, and the offset from UTC. */
  #steady: { from: number; ahead: number }[]
  #known: number

  constructor(timeZone: string, from: number) {
    const two = '2-digit'
    const date = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const
    this.#format = new Intl.DateTimeFormat('sv-SE', { timeZone, ...date })
    // A day earlier, so that the whole first day is covered.
    this.#known = Math.floor((from - 2 * DAY) / DAY) * DAY
    this.#steady = [{ from: this.#known, ahead: this.#ahead(this.#known) }]
  }

  /** The first moment at which local time reaches this value: for a skipped time, the moment of the change. */
  reaches(local: number): number {
    this.#learn(local + 2 * DAY)
    for (const [i, { from, ahead }] of this.#steady.entries()) {
      const at = Math.max(from, local - ahead)
      if (at < (this.#steady[i + 1]?.from ?? Infinity)) return at
    }
    throw new RangeError('This local time does not exist.')
  }

  /** The local midnight that starts the day of an instant. */
  day(at: number): number {
    const local = at + this.#ahead(at)
    return Math.floor(local / DAY) * DAY
  }

  #learn(until: number): void {
    while (this.#known < until) {
      const { ahead } = this.#steady.at(-1)!
      const next = this.#known + MIN_BETWEEN_CHANGES
      if (this.#ahead(next) !== ahead) {
        let [before, after] = [this.#known, next]
        while (after - before > MINUTE) {
          const middle = Math.round((before + after) / 2 / MINUTE) * MINUTE
          if (this.#ahead(middle) === ahead) before = middle
          else after = middle
        }
        this.#steady.push({ from: after, ahead: this.#ahead(after) })
      }
      this.#known = next
    }
  }

  #ahead(at: number): number {
    const second = Math.floor(at / 1000) * 1000
    return Date.parse(`${this.#format.format(second).replace(' ', 'T')}Z`) - second
  }
}

export class Timetable {
  #shop: Shop
  #wall: Wall
  #first: number
  #end: number
  #special: ReadonlyMap<number, Shop['days'][number]>
  #known = new Map<string, { days: number; stretches: Stretch[] }>()

  /** @param since the earliest instant that will be asked about */
  constructor({ workshop, now }: Pick<ShopState, 'workshop' | 'now'>, since = now) {
    this.#shop = workshop
    this.#wall = new Wall(workshop.timeZone, since)
    this.#first = this.#wall.day(since) - DAY
    this.#end = now + HORIZON
    this.#special = new Map(workshop.days.map((one) => [Date.parse(`${one.day}T00:00Z`), one]))
  }

  /** Working milliseconds between two instants: within the shift, or within opening hours if it is null. */
  between(shift: Week | null, from: number, to: number): number {
    let sum = 0
    for (const [begin, end] of this.#within(shift, from, to)) sum += Math.min(end, to) - Math.max(begin, from)
    return sum
  }

  /** The instant after that many milliseconds of opening hours; null: beyond the horizon. */
  after(from: number, milliseconds: number): number | null {
    if (milliseconds <= 0) return from
    let left = milliseconds
    for (let ahead = 8 * DAY; ; ahead *= 4) {
      const known = this.between(null, from, from + ahead)
      if (known < left && from + ahead < this.#end) continue
      for (const [begin, end] of this.#within(null, from, from + ahead)) {
        const here = end - Math.max(begin, from)
        if (left <= here) return Math.max(begin, from) + left
        left -= here
      }
      return null
    }
  }

  isEverThere(shift: Week | null, from: number): boolean {
    return this.between(shift, from, from + 60 * DAY) > 0 || this.between(shift, from, from + HORIZON) > 0
  }

  /** The working periods between two instants, including overlapping ones. */
  *#within(shift: Week | null, from: number, to: number): Generator<Stretch> {
    const key = JSON.stringify(shift)
    let known = this.#known.get(key)
    if (!known) this.#known.set(key, (known = { days: 0, stretches: [] }))
    const { stretches } = known
    const days = Math.ceil((Math.min(to, this.#end) - this.#first) / DAY) + 2
    for (; known.days < days; known.days++) stretches.push(...this.#on(this.#first + known.days * DAY, shift))
    let [low, high] = [0, stretches.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (stretches[middle]![1] > from) high = middle
      else low = middle + 1
    }
    for (; low < stretches.length && stretches[low]![0] < to; low++) yield stretches[low]!
  }

  /** The working periods of a day: opening hours, limited to the shift. */
  #on(day: number, shift: Week | null): Stretch[] {
    const weekday = (new Date(day).getUTCDay() + 6) % 7
    const stretches = (spans: Week[number]): Stretch[] =>
      spans.map(([from, to]): Stretch => [this.#reaches(day, from), this.#reaches(day, to)])
    const usual = this.#shop.hours[weekday] ?? []
    const special = this.#special.get(day)
    const open = stretches(special?.spans ?? usual)
    if (!shift) return open.filter(([from, to]) => from < to)
    // Everybody works on a special opening; a make-up day follows the weekday it replaces.
    const isForAll = special !== undefined && special.weekday === undefined && usual.length === 0
    const there = isForAll ? open : stretches(shift[special?.weekday ?? weekday] ?? [])
    const both = open.flatMap(([a, b]) => there.map(([c, d]): Stretch => [Math.max(a, c), Math.min(b, d)]))
    return both.filter(([from, to]) => from < to).sort(([a], [b]) => a - b)
  }

  #reaches = (day: number, minutes: number): number => this.#wall.reaches(day + minutes * MINUTE)
}
