/** Putting work down on a lane of the day plan, at a time (C2). */
import { createContext } from 'svelte'
import { words } from '#kit/words.svelte.ts'
import type { Names } from '#kit/names.svelte.ts'
import type { Orders } from '#staff/orders.svelte.ts'
import type { Moves } from '#staff/moving/moves.svelte.ts'
import { isSamePlace } from '#contract/placement.ts'
import { hindranceOf } from '../carry/answerSays.ts'
import type { Cargo, Held, Meaning, Target, Targets } from '../carry/cargo.ts'
import { placeOf } from '../carry/placeSays.ts'
import type { Result } from '../carry/result.svelte.ts'
import { aimAt, placementOn, unfit } from './aiming.ts'
import { MINUTE, endAfter } from './axis.ts'
import { laneName } from './laneSays.ts'
import { isLaneKey, type Lane } from './lanes.ts'
import type { Plan } from './plan.svelte.ts'
import type { PlanWindow } from './window.svelte.ts'

/** A drop this near to an end, or to now, is caught by it (px). */
const NEAR = 9

export interface LaneMeaning extends Meaning {
  lane: Lane
  /** Where the piece is drawn. */
  start: number
  end: number
  /** Not before this time; null: as soon as its turn comes. */
  startAt: number | null
}

/** What is meant, if that is on a lane. */
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

  /** Always: why work cannot go to a lane is said where it is put down. */
  takes(): boolean {
    return true
  }

  /** Null: it has no work to be planned. */
  meaning(cargo: Cargo, target: Target, at: number): LaneMeaning | null {
    const { axis, minute } = this.#plan
    const lane = this.#plan.lane(target)
    const order = this.#orders.get(cargo.orderId)
    const operation = order?.operations.find(({ id }) => id === cargo.operationId)
    if (!lane || !order || !operation) return null
    // Steps by keys would never get away from an end that catches as far as a finger is broad.
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
        ? { tone: 'bad', text: hindranceOf(this.#names, order, operation.id, { kind: why }) }
        : isSamePlace(cargo.was, to)
          ? { tone: 'plain', text: words.t('plan:hold.same') }
          : null,
    }
  }

  /** Whether a lane is out of the question for what is held. */
  cannot({ orderId, operationId }: Held, { subject }: Lane): boolean {
    const order = this.#orders.get(orderId)
    const operation = order?.operations.find(({ id }) => id === operationId)
    return !order || !operation || unfit(subject, order, operation) !== null
  }

  /** Nothing is shown as done before it is; a refusal stands at the plan's foot, with what is true now (S13). */
  async put(cargo: Cargo, target: Target, at: number): Promise<void> {
    const meaning = this.meaning(cargo, target, at)
    if (!meaning) return
    const { order, operation, to, no } = meaning
    if (no) return this.#result.tell(no.text)
    this.#result.tell(null, order.id)
    if (!(await this.#moves.move({ orderId: order.id, operationId: operation.id, was: cargo.was, to }))) return
    const place = placeOf(this.#names, to)
    this.#result.tell(words.t('plan:hold.done', { plate: this.#names.plate(order.id), place }), order.id)
  }
}
