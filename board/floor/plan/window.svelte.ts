/** The viewport of the day plan: size, scroll position, zoom, and the focused piece. All in px. */
import { createContext } from 'svelte'
import type { Clock } from '#kit/clock.svelte.ts'
import { recall, remember } from '#kit/memory.ts'
import { xOf } from './axis.ts'
import type { Lane } from './lanes.ts'
import { neighbour } from './neighbours.ts'
import type { Plan } from './plan.svelte.ts'

export const zooms = ['day', 'days'] as const
export type Zoom = (typeof zooms)[number]

/** Height of one row, and of a lane besides its rows: room for the promises above the pieces. */
export const ROW = 52
export const LANE = 4
/** Where a piece begins in its row. */
export const PIECE = 8
/** Minimum width of a minute per zoom: in `day` a short job can be read and tapped, in `days` it is named. */
const LEAST = { day: 1.7, days: 0.9 }
/** The scroll position along the time axis is rounded to this. */
export const ALONG = 20
/** Lanes within this distance of the viewport are drawn too. */
const AROUND = 240

export const [usePlanWindow, providePlanWindow] = createContext<PlanWindow>()

export class PlanWindow {
  readonly #plan: Plan
  readonly #clock: Clock
  width = $state(0)
  height = $state(0)
  /** Width of the lane heads. */
  side = $state(152)
  scrolled = $state(0)
  along = $state(0)
  /** The piece that has the focus, or had it last. */
  focused = $state<string | null>(null)
  /** Scrolls a piece into view and focuses it; set by the mounted plan. */
  reveal: (id: string) => void = () => {}
  /** Opens a repair order; set by the mounted plan, as is the next. */
  open: (orderId: string) => void = () => {}
  /** Takes a bay out of service; null: this session may not. */
  takeOut = $state.raw<((bayId: string) => void) | null>(null)
  #zoom = $state<Zoom>(recall('zoom', zooms) ?? 'day')

  constructor(plan: Plan, clock: Clock) {
    this.#plan = plan
    this.#clock = clock
  }

  get zoom(): Zoom {
    return this.#zoom
  }
  set zoom(zoom: Zoom) {
    this.#zoom = zoom
    remember('zoom', zoom)
  }

  /** The width of one opening minute. */
  readonly scale = $derived.by(() => {
    const { days, length } = this.#plan.axis
    const shown = this.#zoom === 'days' ? length : days[0]!.end
    return Math.max(LEAST[this.#zoom], (this.width - this.side) / Math.max(1, shown))
  })
  /** The top of each lane, and finally the bottom of the last. */
  readonly tops = $derived.by(() => {
    const tops = [0]
    for (const { rows } of this.#plan.lanes) tops.push(tops.at(-1)! + rows * ROW + LANE)
    return tops
  })
  /** The lanes to draw: the visible ones and a few around them. */
  readonly drawn = $derived.by(() => {
    const from = this.scrolled - AROUND
    const until = this.scrolled + this.height + AROUND
    const drawn: { lane: Lane; top: number }[] = []
    this.#plan.lanes.forEach((lane, i) => {
      if (this.tops[i + 1]! > from && this.tops[i]! < until) drawn.push({ lane, top: this.tops[i]! })
    })
    return drawn
  })
  /** The position of now on the axis, in axis minutes. */
  readonly nowX = $derived.by(() => xOf(this.#plan.axis, this.#clock.now))

  /** The single piece reachable by Tab: the focused one while it is drawn, else the first. */
  readonly tabStop = $derived.by(() => {
    const has = this.drawn.some(({ lane }) => lane.blocks.some(({ id }) => id === this.focused))
    return has ? this.focused : (this.drawn.find(({ lane }) => lane.blocks.length > 0)?.lane.blocks[0]!.id ?? null)
  })

  topOf(lane: Lane): number {
    return this.tops[this.#plan.lanes.indexOf(lane)] ?? 0
  }

  /** Moves focus to the next piece by arrow key; false: the key is not handled here. */
  go(id: string, key: string): boolean {
    if (!/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(key)) return false
    const to = neighbour(this.#plan.lanes, id, key)
    if (to !== null) this.reveal(to)
    return true
  }
}
