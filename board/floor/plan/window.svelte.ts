/** The window on the day plan: how large, how far scrolled, how much time is in view, and which piece has the focus. All in px. */
import { createContext } from 'svelte'
import type { Clock } from '#kit/clock.svelte.ts'
import { recall, remember } from '#kit/memory.ts'
import { xOf } from './axis.ts'
import type { Lane } from './lanes.ts'
import { neighbour } from './neighbours.ts'
import type { Plan } from './plan.svelte.ts'

export const zooms = ['day', 'days'] as const
export type Zoom = (typeof zooms)[number]

/** One row of a lane, and what a lane has besides. */
export const ROW = 46
export const LANE = 6
/** Least width of a minute: in the one zoom a short job can still be read and touched, in the other it is seen. */
const LEAST = { day: 1.7, days: 0.4 }
/** How exactly it is known how far the plan is scrolled along its time. */
export const ALONG = 20
/** Lanes drawn above and below those in view. */
const AROUND = 240

export const [usePlanWindow, providePlanWindow] = createContext<PlanWindow>()

export class PlanWindow {
  readonly #plan: Plan
  readonly #clock: Clock
  width = $state(0)
  height = $state(0)
  /** Width of the heads of the lanes. */
  side = $state(152)
  scrolled = $state(0)
  along = $state(0)
  /** The piece that has the focus, or had it last. */
  focused = $state<string | null>(null)
  /** Brings a piece into view and gives it the focus; set by the plan on the screen. */
  reveal: (id: string) => void = () => {}
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

  /** The width of a minute of opening hours. */
  readonly scale = $derived.by(() => {
    const { days, length } = this.#plan.axis
    const shown = this.#zoom === 'days' ? length : days[0]!.end
    return Math.max(LEAST[this.#zoom], (this.width - this.side) / Math.max(1, shown))
  })
  /** Where each lane begins, and at last where the lanes end. */
  readonly tops = $derived.by(() => {
    const tops = [0]
    for (const { rows } of this.#plan.lanes) tops.push(tops.at(-1)! + rows * ROW + LANE)
    return tops
  })
  /** The lanes that have to be drawn: those in view and a few around. */
  readonly drawn = $derived.by(() => {
    const from = this.scrolled - AROUND
    const until = this.scrolled + this.height + AROUND
    const drawn: { lane: Lane; top: number }[] = []
    this.#plan.lanes.forEach((lane, i) => {
      if (this.tops[i + 1]! > from && this.tops[i]! < until) drawn.push({ lane, top: this.tops[i]! })
    })
    return drawn
  })
  /** Where now lies on the axis, in minutes of it. */
  readonly nowX = $derived.by(() => xOf(this.#plan.axis, this.#clock.now))

  /** The one piece that Tab reaches: the focused one while it is drawn, else the first. */
  readonly tabStop = $derived.by(() => {
    const has = this.drawn.some(({ lane }) => lane.blocks.some(({ id }) => id === this.focused))
    return has ? this.focused : (this.drawn.find(({ lane }) => lane.blocks.length > 0)?.lane.blocks[0]!.id ?? null)
  })

  topOf(lane: Lane): number {
    return this.tops[this.#plan.lanes.indexOf(lane)] ?? 0
  }

  /** Goes from a piece to the next one by an arrow; false: the key is none of its. */
  go(id: string, key: string): boolean {
    if (!/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(key)) return false
    const to = neighbour(this.#plan.lanes, id, key)
    if (to !== null) this.reveal(to)
    return true
  }
}
