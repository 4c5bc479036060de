/** What the day plan shows, and what is aimed at on it while something is carried (C2). */
import { createContext } from 'svelte'
import type { Bay, Operation, Order, Placement, Suggestion } from '#contract/entities.ts'
import type { MoveHindrance } from '#contract/values.ts'
import { words } from '#kit/words.svelte.ts'
import { QUEUE, type Carry, type Cargo, type Held, type Target } from '../carry/carry.svelte.ts'
import { effectOfQueue, obviousTechnician } from '../carry/fitting.ts'
import type { Floor } from '../floor.svelte.ts'
import { placementOf } from '#staff/placing.ts'
import { aimAt, placementOn, unfit } from './aiming.ts'
import { MINUTE, axisOf, endAfter, openMinutes, xOf, type Axis } from './axis.ts'
import { blocksOf } from './blocks.ts'
import { formatPlate } from '#contract/plate.ts'
import { groupings, isLaneKey, keepSame, lanesOf, subjectsOf, type Grouping, type Lane } from './lanes.ts'
import { freeKindsOf, loadsOf, staysOvernight, waitingWork } from './loads.ts'
import { recall, remember } from './memory.ts'
import { neighbour } from './neighbours.ts'
import { PLACES } from './places.ts'
import { ghostsOf } from './preview.ts'
import { hindranceOf, laneName, linesOf, placeOf, undoneOf, type Line } from './says.ts'
import { Trial } from './trial.svelte.ts'
import { verdictsOf, type Verdict } from './verdicts.ts'

export const zooms = ['day', 'days'] as const
export type Zoom = (typeof zooms)[number]

/** One row of a lane, and what a lane has besides (px). */
export const ROW = 46
export const LANE = 6
/** Least width of a minute (px): in the one zoom a short job can still be read and touched, in the other it is seen. */
const LEAST = { day: 1.7, days: 0.4 }
/** A drop this near to an end, or to now, is caught by it (px). */
const NEAR = 9
/** How exactly it is known how far the plan is scrolled along its time (px). */
export const ALONG = 20
/** Lanes drawn above and below those in view (px). */
const AROUND = 240

export const [usePlan, providePlan] = createContext<Plan>()

/** What putting it down here would mean. */
export interface Aimed {
  lane: Lane
  order: Order
  operation: Operation
  start: number
  end: number
  startAt: number | null
  to: Placement
  why: MoveHindrance | null
  isSame: boolean
}

/** The same of a place that is no lane. */
interface Besides {
  order: Order
  operation: Operation
  to: Placement
  where: string
}

export interface Outcome {
  where: string
  lines: readonly Line[]
  isGood: boolean
  /** False while a newer answer is on its way. */
  isSettled: boolean
}

export class Plan {
  readonly floor: Floor
  readonly carry: Carry
  readonly trial = new Trial()
  /** Size of the window on the plan, of that the heads of the lanes, and how far it is scrolled (px). */
  width = $state(0)
  side = $state(152)
  height = $state(0)
  scrolled = $state(0)
  along = $state(0)
  /** The piece that has the focus, or would have it. */
  focused = $state<string | null>(null)
  /** What came of the last thing done here, in words; a refusal stands at its place. */
  told = $state<string | null>(null)
  places = $state.raw<readonly string[]>([])
  /** Brings a piece to the eye and gives it the focus; set by the plan on the screen. */
  reveal: (id: string) => void = () => {}
  /** The suggestion that is looked at. */
  preview = $state.raw<Suggestion | null>(null)
  #grouping = $state<Grouping>(recall('grouping', groupings) ?? 'bay')
  #zoom = $state<Zoom>(recall('zoom', zooms) ?? 'day')
  #before: Lane[] = []

  constructor(floor: Floor, carry: Carry) {
    this.floor = floor
    this.carry = carry
  }

  get grouping(): Grouping {
    return this.#grouping
  }
  set grouping(grouping: Grouping) {
    this.#grouping = grouping
    remember('grouping', grouping)
  }
  get zoom(): Zoom {
    return this.#zoom
  }
  set zoom(zoom: Zoom) {
    this.#zoom = zoom
    remember('zoom', zoom)
  }

  readonly #orders = $derived.by(() => this.floor.live.of('order'))
  readonly #bays = $derived.by(() => this.floor.live.of('bay'))
  readonly #persons = $derived.by(() => this.floor.live.of('person'))
  readonly #teams = $derived.by(() => this.floor.live.of('team'))
  readonly minute = $derived.by(() => Math.floor(this.floor.now / MINUTE) * MINUTE)
  readonly #quarter = $derived.by(() => Math.floor(this.floor.now / (15 * MINUTE)) * 15 * MINUTE)

  readonly axis: Axis = $derived.by(() => axisOf(this.floor.house, this.#quarter))
  readonly #blocks = $derived.by(() => blocksOf(this.#orders.values(), this.axis, this.minute, this.floor.settings))
  readonly #subjects = $derived.by(() =>
    subjectsOf(this.#grouping, this.#bays.values(), this.#persons.values(), this.#teams.values()),
  )
  readonly lanes: readonly Lane[] = $derived.by(
    () => (this.#before = keepSame(this.#before, lanesOf(this.#subjects, this.#blocks))),
  )
  readonly loads = $derived.by(() =>
    loadsOf(
      this.lanes,
      this.axis,
      this.minute,
      waitingWork(this.#orders.values(), this.minute),
      freeKindsOf(this.#bays.values(), this.inside),
    ),
  )
  /** The cars that stay at each closing. */
  readonly overnight = $derived.by(() =>
    this.axis.days.map((day) => (day.close > this.minute ? staysOvernight(this.#orders.values(), day).length : 0)),
  )
  /** The car that stands in each bay. */
  readonly inside = $derived.by(() => {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made anew whenever it changes
    const inside = new Map<string, Order>()
    for (const order of this.#orders.values()) if (order.bayId !== null) inside.set(order.bayId, order)
    return inside
  })
  /** Where each lane begins, and at last where the lanes end (px). */
  readonly tops = $derived.by(() => {
    const tops = [0]
    for (const { rows } of this.lanes) tops.push(tops.at(-1)! + rows * ROW + LANE)
    return tops
  })
  readonly scale = $derived.by(() => {
    const { days, length } = this.axis
    const shown = this.#zoom === 'days' ? length : days[0]!.end
    return Math.max(LEAST[this.#zoom], (this.width - this.side) / Math.max(1, shown))
  })
  /** The lanes that have to be drawn: those in view and a few around. */
  readonly drawn = $derived.by(() => {
    const from = this.scrolled - AROUND
    const until = this.scrolled + this.height + AROUND
    const drawn: { lane: Lane; top: number }[] = []
    this.lanes.forEach((lane, i) => {
      if (this.tops[i + 1]! > from && this.tops[i]! < until) drawn.push({ lane, top: this.tops[i]! })
    })
    return drawn
  })
  readonly nowX = $derived.by(() => xOf(this.axis, this.floor.now))

  /** The one piece that Tab reaches: the focused one while it is drawn, else the first. */
  readonly tabStop = $derived.by(() => {
    const has = this.drawn.some(({ lane }) => lane.blocks.some(({ id }) => id === this.focused))
    return has ? this.focused : (this.drawn.find(({ lane }) => lane.blocks.length > 0)?.lane.blocks[0]!.id ?? null)
  })

  /** Goes from a piece to the next one by an arrow; false: the key is none of its. */
  go(id: string, key: string): boolean {
    if (!/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(key)) return false
    const to = neighbour(this.lanes, id, key)
    if (to !== null) this.reveal(to)
    return true
  }

  lane(key: string | null): Lane | undefined {
    return key === null ? undefined : this.lanes.find((lane) => lane.key === key)
  }
  topOf(lane: Lane): number {
    return this.tops[this.lanes.indexOf(lane)] ?? 0
  }
  bay(id: string | null): Bay | undefined {
    return id === null ? undefined : this.#bays.get(id)
  }

  /** What putting a cargo down on a lane at a time means; null: it has no work to be planned, or that is no lane. */
  meant(cargo: Cargo, target: Target | null, at: number): Aimed | null {
    if (target === null || !isLaneKey(target)) return null
    const lane = this.lane(target)
    const order = this.floor.order(cargo.orderId)
    const operation = order?.operations.find(({ id }) => id === cargo.operationId)
    if (!lane || !order || !operation) return null
    // Steps by keys would never get away from an end that catches as far as a finger is broad.
    const byKeys = 'by' in cargo && cargo.by === 'keys'
    const near = byKeys ? 2 * MINUTE : Math.min(10, NEAR / this.scale) * MINUTE
    const { start, startAt } = aimAt(lane, at, operation.id, this.axis, this.minute, near)
    const to = placementOn(lane, operation, startAt, this.axis)
    const { was } = cargo
    return {
      ...{ lane, order, operation, start, startAt, to },
      end: endAfter(this.axis, start, this.minutesOf(operation)),
      why: unfit(lane.subject, order, operation),
      isSame: was.bayId === to.bayId && was.technicianId === to.technicianId && was.startAt === to.startAt,
    }
  }

  minutesOf({ plan, standardMinutes }: Operation): number {
    return (plan && openMinutes(this.axis, plan.start, plan.end)) || standardMinutes
  }

  /** What is aimed at now. */
  readonly aimed: Aimed | null = $derived.by(() => {
    const { held, over, at } = this.carry
    return held && this.meant(held, over, at)
  })

  /** The effects shown on the plan: of what is carried, else of the suggestion looked at. */
  readonly verdicts: ReadonlyMap<string, Verdict> = $derived.by(() => {
    if (this.carry.held) return verdictsOf(this.trial.latest?.effects ?? [])
    return verdictsOf(this.preview?.effects ?? [])
  })
  /** Where the moves of the suggestion looked at would lie. */
  readonly ghosts = $derived.by(() =>
    this.preview && !this.carry.held ? ghostsOf(this.preview, this.lanes, this.#orders, this.axis, this.minute) : [],
  )

  /** What putting it down on the card of a bay, or back in the queue, would mean for its work; null: no work is put elsewhere. */
  readonly #besides: Besides | null = $derived.by(() => {
    const { held, over } = this.carry
    const order = held && this.floor.order(held.orderId)
    if (!held || !order || over === null || isLaneKey(over)) return null
    if (over === QUEUE) {
      const operation = effectOfQueue(order, held.operationId)?.unassign
      return operation ? { order, operation, to: placementOf(null), where: words.t('floor:carry.toQueue') } : null
    }
    const effect = this.floor.effectIn(held, over)
    if (effect?.does !== 'assign') return null
    const { operation } = effect
    const technicianId = obviousTechnician(operation, this.floor.candidates(operation))
    const where = [
      words.t('floor:bay.number', { number: this.floor.bayNumber(over) ?? '' }),
      words.name(operation.title),
      this.floor.personName(technicianId) ?? words.t('floor:carry.ask'),
    ]
    return { order, operation, to: { bayId: over, technicianId, startAt: null }, where: where.join(' · ') }
  })

  /** Asks the planner about what is aimed at; about nothing, where that is no move or is known to be none. */
  askAboutAim(): void {
    const { aimed } = this
    const asked = aimed ? (aimed.why || aimed.isSame ? null : aimed) : this.#besides
    this.trial.about(asked && { orderId: asked.order.id, operationId: asked.operation.id, ...asked.to })
  }

  /** Whether a lane is out of the question for what is held. */
  cannot(held: Held, { subject }: Lane): boolean {
    const order = this.floor.order(held.orderId)
    const operation = order?.operations.find(({ id }) => id === held.operationId)
    return !order || !operation || unfit(subject, order, operation) !== null
  }

  /** What putting it down would do, in words. */
  readonly outcome: Outcome | null = $derived.by(() => {
    const { aimed } = this
    if (!aimed) return this.#besides && this.#answered(this.#besides)
    const { lane, order, operation, startAt, why } = aimed
    const at = startAt === null ? '' : words.when(startAt, this.floor.now)
    const where = words.t(startAt === null ? 'plan:hold.turn' : 'plan:hold.at', { lane: laneName(lane), at })
    const no = (text: string): Outcome => ({
      ...{ where, isGood: false, isSettled: true },
      lines: [{ tone: why ? 'bad' : 'plain', text }],
    })
    if (why) return no(hindranceOf(this.floor, order, operation.id, { kind: why }))
    if (aimed.isSame) return no(words.t('plan:hold.same'))
    return this.#answered({ order, operation, where })
  })

  #answered({ order, operation, where }: Pick<Besides, 'order' | 'operation' | 'where'>): Outcome {
    const { latest, isAnswered } = this.trial
    if (latest)
      return {
        ...{ where, isGood: !(isAnswered && latest.isRefused), isSettled: isAnswered },
        lines: linesOf(this.floor, order, operation.id, latest),
      }
    const text = words.t(isAnswered ? 'plan:answer.silent' : 'plan:answer.asking')
    return { where, isGood: true, isSettled: isAnswered, lines: [{ tone: 'plain', text }] }
  }

  tell(text: string | null, ...places: string[]): void {
    this.told = text
    this.places = places
    if (text !== null) this.floor.say(text)
  }

  /** Puts work down on a lane. Nothing is shown as done before it is; a refusal stands at the plan's foot, with what is true now (S13). */
  async put(cargo: Cargo, target: Target, at: number): Promise<void> {
    const aimed = this.meant(cargo, target, at)
    if (!aimed) return
    const { order, operation, to, why, isSame } = aimed
    if (why) return this.tell(hindranceOf(this.floor, order, operation.id, { kind: why }))
    if (isSame) return this.tell(words.t('plan:hold.same'))
    this.tell(null, order.id)
    if (!(await this.floor.move({ orderId: order.id, operationId: operation.id, was: cargo.was, to }))) return
    const plate = formatPlate(order.plate)
    this.tell(words.t('plan:hold.done', { plate, place: placeOf(this.floor, to) }), order.id)
  }

  /** Takes the last move back, and says what that was. */
  async takeBack(): Promise<void> {
    const { undo } = this.floor
    await this.floor.answered
    if (undo.count === 0) return this.tell(words.t('plan:undo.nothing'))
    this.floor.putAway(PLACES.undo)
    this.tell(null, PLACES.undo)
    const back = await this.floor.takeBack(PLACES.undo)
    if (!back || back.undone === 0) return
    const { undone: count, steps, isOne } = back
    if (count < steps.length) return this.tell(words.t('plan:undo.some', { count, all: steps.length }), PLACES.undo)
    const [first] = steps
    if (!first || (count > 1 && !isOne)) return this.tell(words.t('plan:undo.doneAll', { count }), PLACES.undo)
    this.tell(undoneOf(this.floor, first), PLACES.undo)
  }

  /** Accepts suggestions, all their moves or none. */
  async accept(suggestions: readonly Suggestion[], place: string): Promise<void> {
    const suggestionIds = suggestions.map(({ id }) => id)
    const accepted = async () => {
      const reply = await this.floor.send(place, 'acceptSuggestions', { suggestionIds })
      if (reply.ok) this.floor.undo.accepted(suggestions)
      return reply
    }
    const reply = await this.floor.underWay(accepted())
    if (!reply.ok) return
    this.preview = null
    this.tell(words.t('suggestions:accepted', { count: reply.answer.moved }))
  }

  async dismiss(suggestions: readonly Suggestion[], place: string): Promise<void> {
    const suggestionIds = suggestions.map(({ id }) => id)
    const reply = await this.floor.send(place, 'dismissSuggestions', { suggestionIds })
    if (!reply.ok) return
    this.preview = null
    this.floor.say(words.t('suggestions:dismissed'))
  }

  /** What is suggested, the most gained first. */
  readonly suggestions: readonly Suggestion[] = $derived.by(() =>
    [...this.floor.live.of('suggestion').values()]
      .filter(({ dismissedAt }) => dismissedAt === null)
      .sort((a, b) => b.savedMinutes - a.savedMinutes || a.at - b.at || (a.id < b.id ? -1 : 1)),
  )
}
