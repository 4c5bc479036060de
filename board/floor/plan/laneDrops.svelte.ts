/** Drops on a lane of the day plan, at a time (C2). */
import { createContext } from 'svelte'
import { words } from '#kit/words.svelte.ts'
import type { Names } from '#kit/names.svelte.ts'
import type { Orders } from '#staff/orders.svelte.ts'
import type { Moves } from '#staff/moving/moves.svelte.ts'
import { canOverrule, isSamePlace } from '#contract/placement.ts'
import { blockerText } from '../carry/answerText.ts'
import type { Cargo, Held, Meaning, Target, Targets } from '../carry/cargo.ts'
import { placeOf } from '../carry/placeText.ts'
import type { Result } from '../carry/result.svelte.ts'
import { aimAt, placementOn, unfit } from './aiming.ts'
import { MINUTE, endAfter } from './axis.ts'
import { laneName } from './laneText.ts'
import { isLaneKey, type Lane } from './lanes.ts'
import type { Plan } from './plan.svelte.ts'
import type { PlanWindow } from './window.svelte.ts'

/** A drop this close to a piece's end, or to now, snaps to it (px). */
const NEAR = 9

export interface LaneMeaning extends Meaning {
  lane: Lane
  /** Where the piece is drawn. */
  start: number
  end: number
  /** The earliest start; null: as soon as its turn comes. */
  startAt: number | null
}

/** The meaning, if its target is a lane. */
export const onLane = (meaning: Meaning | null): LaneMeaning | null =>
  meaning !== null && 'lane' in meaning ? (meaning as LaneMeaning) : null

export const [useLaneDrops, provideLaneDrops] = createContext<LaneDrops>()

export class LaneDrops implements Targets {
  #plan: Plan
  #window: PlanWindow
  #orders: Orders
  #names: Names
  #moves: Moves
  #result: Result

  constructor(plan: Plan, window: PlanWindow, orders: Orders, names: Names, moves: Moves, result: Result) {
    this.#plan = plan
    this.#window = window
    this.#orders = orders
    this.#names = names
    this.#moves = moves
    this.#result = result
  }

  has(target: Target): boolean {
    return isLaneKey(target)
  }

  /** Always true: after the drop the plan says why the lane cannot take the work. */
  takes(): boolean {
    return true
  }

  /** Null: there is no work to plan. */
  meaning(cargo: Cargo, target: Target, at: number): LaneMeaning | null {
    const { axis, minute } = this.#plan
    const lane = this.#plan.lane(target)
    const order = this.#orders.get(cargo.orderId)
    const operation = order?.operations.find(({ id }) => id === cargo.operationId)
    if (!lane || !order || !operation) return null
    // Keyboard steps use no snapping; they are shorter than the snap distance and would never leave an end.
    const byKeys = 'by' in cargo && cargo.by === 'keys'
    const near = byKeys ? 2 * MINUTE : Math.min(10, NEAR / this.#window.scale) * MINUTE
    const { start, startAt } = aimAt(lane, at, operation.id, axis, minute, near)
    const to = placementOn(lane, operation, startAt, axis)
    const why = unfit(lane.subject, order, operation)
    const places = { lane: laneName(lane), at: startAt === null ? '' : this.#names.when(startAt) }
    return {
      ...{ order, operation, to, lane, start, startAt },
      end: endAfter(axis, start, this.#plan.minutesOf(operation)),
      where: words.t(startAt === null ? 'plan:hold.turn' : 'plan:hold.at', places),
      no: why
        ? {
            ...{ tone: 'bad', text: blockerText(this.#names, order, operation.id, { kind: why }) },
            anyway: canOverrule(why) && lane.subject.kind !== 'team',
          }
        : isSamePlace(cargo.was, to)
          ? { tone: 'plain', text: words.t('plan:hold.same') }
          : null,
    }
  }

  /** Whether a lane cannot take what is held at all. */
  cannot({ orderId, operationId }: Held, { subject }: Lane): boolean {
    const order = this.#orders.get(orderId)
    const operation = order?.operations.find(({ id }) => id === operationId)
    return !order || !operation || unfit(subject, order, operation) !== null
  }

  /** Nothing shows as done before the server confirms it. A refusal shows at the plan's foot, with the current state (S13). */
  async put(cargo: Cargo, target: Target, at: number): Promise<void> {
    const meaning = this.meaning(cargo, target, at)
    if (!meaning) return
    const { no } = meaning
    if (no?.anyway) {
      const { subject } = meaning.lane
      const label =
        subject.kind === 'technician'
          ? words.t('plan:hold.anywayBy', { name: subject.person.name })
          : words.t('floor:carry.anyway')
      return this.#result.refuse(no.text, { label, go: () => void this.#move(cargo, meaning, true) })
    }
    if (no) return this.#result.show(no.text)
    await this.#move(cargo, meaning, false)
  }

  async #move(cargo: Cargo, { order, operation, to }: Meaning, anyway: boolean): Promise<void> {
    this.#result.show(null, order.id)
    if (!(await this.#moves.move({ orderId: order.id, operationId: operation.id, was: cargo.was, to, anyway }))) return
    const place = placeOf(this.#names, to)
    this.#result.show(words.t('plan:hold.done', { plate: this.#names.plate(order.id), place }), order.id)
  }
}
