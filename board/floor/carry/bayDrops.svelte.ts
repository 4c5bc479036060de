/** Drops on a bay's card, or back on the queue (C2). */
import { createContext } from 'svelte'
import type { Operation, Order } from '#contract/entities/index.ts'
import { words } from '#kit/words.svelte.ts'
import type { Names } from '#kit/names.svelte.ts'
import type { Orders } from '#staff/orders.svelte.ts'
import type { Assigning } from '#staff/moving/assigning.svelte.ts'
import type { Moves } from '#staff/moving/moves.svelte.ts'
import type { Step } from '#staff/moving/undo.svelte.ts'
import type { Places } from '#staff/places.svelte.ts'
import { placementOf } from '#contract/placement.ts'
import { QUEUE, type Cargo, type Meaning, type Target, type Targets } from './cargo.ts'
import { blocker } from './effectText.ts'
import { effectOfQueue, effectOn, type Effect } from './fitting.ts'
import type { Result } from './result.svelte.ts'

export const [useBayDrops, provideBayDrops] = createContext<BayDrops>()

export class BayDrops implements Targets {
  #orders: Orders
  #names: Names
  #places: Places
  #moves: Moves
  #assigning: Assigning
  #result: Result

  constructor(orders: Orders, names: Names, places: Places, moves: Moves, assigning: Assigning, result: Result) {
    this.#orders = orders
    this.#names = names
    this.#places = places
    this.#moves = moves
    this.#assigning = assigning
    this.#result = result
  }

  has(target: Target): boolean {
    return target === QUEUE || this.#names.bay(target) !== null
  }

  takes(cargo: Cargo, target: Target): boolean {
    const order = this.#orders.get(cargo.orderId)
    if (target === QUEUE) return order !== undefined && this.#ofQueue(order, cargo) !== null
    return (this.effect(cargo, target)?.does ?? 'nothing') !== 'nothing'
  }

  /** The effect of a drop on a bay's card; null when that is no bay, or the order is gone. */
  effect({ orderId, operationId }: Cargo, target: Target): Effect | null {
    const order = this.#orders.get(orderId)
    const place = this.#places.bay(target)
    if (!order || !place) return null
    return effectOn(order, place.bay, operationId, place.inside !== null && place.inside.id !== order.id)
  }

  put(cargo: Cargo, target: Target): void {
    const order = this.#orders.get(cargo.orderId)
    if (!order) return
    if (target === QUEUE) return void this.#moves.move(...this.#stepsToQueue(order, cargo))
    const effect = this.effect(cargo, target)
    const assign = (operation: Operation, anyway: boolean) => {
      const was = cargo.operationId === operation.id ? cargo.was : placementOf(operation)
      this.#assigning.assign(order.id, operation, target, was, { anyway })
    }
    if (effect?.does === 'assign') assign(effect.operation, false)
    else if (effect?.does === 'move') void this.#moves.move(drive(cargo, target))
    else if (effect?.anyway) this.#refuse(order, effect, target, () => assign(effect.anyway!, true))
  }

  /** The bay is not fit for the work; the foreman may do it there all the same. */
  #refuse(order: Order, effect: Extract<Effect, { does: 'nothing' }>, bayId: string, assign: () => void): void {
    const why = [
      this.#names.plate(order.id),
      words.name(effect.anyway!.title),
      words.t('floor:bay.number', { number: this.#names.bay(bayId) ?? '' }),
      blocker(effect),
    ]
    const go = () => {
      this.#result.show(null, order.id)
      assign()
    }
    this.#result.refuse(words.line(why), { label: words.t('floor:carry.anyway'), go })
  }

  meaning(cargo: Cargo, target: Target): Meaning | null {
    const order = this.#orders.get(cargo.orderId)
    if (!order) return null
    if (target === QUEUE) {
      const operation = this.#ofQueue(order, cargo)?.unassign
      if (!operation) return null
      return { order, operation, to: placementOf(null), where: words.t('floor:carry.toQueue'), no: null }
    }
    const effect = this.effect(cargo, target)
    if (effect?.does !== 'assign') return null
    const { operation } = effect
    const technicianId = this.#assigning.obvious(operation)
    const where = [
      words.t('floor:bay.number', { number: this.#names.bay(target) ?? '' }),
      words.name(operation.title),
      this.#names.person(technicianId) ?? words.t('floor:carry.ask'),
    ]
    return { order, operation, to: { bayId: target, technicianId, startAt: null }, where: words.line(where), no: null }
  }

  #ofQueue(order: Order, { operationId }: Cargo) {
    return effectOfQueue(order, operationId, this.#moves.rights)
  }

  /** A drop on the queue removes the work's placement and drives the car out of its bay. */
  #stepsToQueue(order: Order, cargo: Cargo): Step[] {
    const { unassign, driveOut } = this.#ofQueue(order, cargo) ?? {}
    const steps: Step[] = []
    if (unassign) {
      const was = cargo.operationId === unassign.id ? cargo.was : placementOf(unassign)
      steps.push({ orderId: order.id, operationId: unassign.id, was, to: placementOf(null) })
    }
    if (driveOut) steps.push(drive(cargo, null))
    return steps
  }
}

const drive = ({ orderId, wasIn }: Cargo, bayId: string | null): Step => ({
  ...{ orderId, operationId: null, was: { bayId: wasIn }, to: { bayId } },
})
