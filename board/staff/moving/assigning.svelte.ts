/** Assigns work to a bay and a technician: the obvious one, or the one chosen (C2). */
import { createContext } from 'svelte'
import type { Operation, Order, Person, Placement } from '#contract/entities/index.ts'
import type { Live } from '#kit/live.svelte.ts'
import { bayBlocker, placementOf } from '#contract/placement.ts'
import { isAbsent } from '#contract/presence.ts'
import type { Allowed } from '../allowed.svelte.ts'
import type { Sender } from '../sender.svelte.ts'
import { candidatesFor, nextTechnician, obviousTechnician, type Candidate } from './candidates.ts'
import type { Moves } from './moves.svelte.ts'

/** A technician must be chosen before this operation is assigned. */
export interface Asked {
  orderId: string
  operationId: string
  bayId: string | null
  /** The placement shown when the card was picked up (S13). */
  was: Placement
  thenStart?: boolean
  /** The foreman overrules the kind of bay. */
  anyway?: boolean
}

export const [useAssigning, provideAssigning] = createContext<Assigning>()

export class Assigning {
  #live: Live<'staff'>
  #sender: Sender
  #allowed: Allowed
  #moves: Moves
  /** The open choice. */
  asked = $state.raw<Asked | null>(null)

  constructor(live: Live<'staff'>, sender: Sender, allowed: Allowed, moves: Moves) {
    this.#live = live
    this.#sender = sender
    this.#allowed = allowed
    this.#moves = moves
  }

  candidates(operation: Operation): Candidate[] {
    const [workshop] = this.#live.of('workshop').values()
    if (!workshop) return []
    const [persons, orders] = [this.#live.of('person').values(), this.#live.of('order').values()]
    return candidatesFor(operation, persons, orders, workshop, this.#live.now)
  }

  /** The technician who gets the operation without asking; null: ask. */
  obvious(operation: Operation): string | null {
    return obviousTechnician(operation, this.candidates(operation))
  }

  /** Assigns an operation to a bay. `was` is the placement the card showed. */
  assign(
    orderId: string,
    operation: Operation,
    bayId: string | null,
    was: Placement,
    more: Pick<Asked, 'thenStart' | 'anyway'> = {},
  ): void {
    if (bayId === null) {
      void this.#moves.move({ orderId, operationId: operation.id, was, to: placementOf(null) })
      return
    }
    const asked: Asked = { orderId, operationId: operation.id, bayId, was, ...more }
    const technicianId = this.obvious(operation)
    if (technicianId === null) this.asked = asked
    else void this.assignTo(asked, technicianId)
  }

  async assignTo(asked: Asked, technicianId: string | null): Promise<void> {
    this.asked = null
    const { orderId, operationId, bayId, was, thenStart, anyway = false } = asked
    const to = { bayId, technicianId, startAt: null }
    const isDone = await this.#moves.move({ orderId, operationId, was, to, anyway })
    const start = this.#allowed.may('startOperation')
    if (isDone && thenStart && start) await this.#sender.send(orderId, start, { orderId, operationId })
  }

  /** Whether the operation can be started here, together with the assignment it may need first. */
  canStart(order: Order, operation: Operation): boolean {
    const isReady = operation.technicianId !== null || this.#allowed.may('assignOperation') !== null
    return isReady && this.#allowed.forOperation('startOperation', order, operation) !== null
  }

  /** Starts or continues an operation; assigns a technician first if it has none. */
  start(order: Order, operation: Operation): void {
    const start = this.#allowed.may('startOperation')
    if (!start) return
    const own = this.#live.of('person').get(operation.technicianId ?? '')
    if (own && !isAbsent(own, this.#live.now))
      void this.#sender.send(order.id, start, { orderId: order.id, operationId: operation.id })
    else this.assign(order.id, operation, operation.bayId ?? order.bayId, placementOf(operation), { thenStart: true })
  }

  /** Who goes on with a car whose last work is done, if its next operation can be done where it stands (C2); null: it takes a choice. */
  nextHere(order: Order, operation: Operation): Person | null {
    const bay = this.#live.of('bay').get(order.bayId ?? '')
    const isNext = operation.state === 'planned' && order.operations.some(({ state }) => state === 'done')
    const isHere = operation.bayId === null || operation.bayId === order.bayId
    if (!bay || !isNext || !isHere || bayBlocker(bay, operation) || !this.canStart(order, operation)) return null
    return nextTechnician(order, operation, this.candidates(operation))
  }

  /** Starts the next operation where the car stands, in one touch. */
  startNext(order: Order, operation: Operation, { id: technicianId }: Person): void {
    const { bayId } = order
    if (operation.bayId === bayId && operation.technicianId === technicianId) return this.start(order, operation)
    const asked = { orderId: order.id, operationId: operation.id, bayId, was: placementOf(operation), thenStart: true }
    void this.assignTo(asked, technicianId)
  }
}
