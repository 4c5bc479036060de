/** Moves work and cars, and undoes the last moves (C2). */
import { createContext } from 'svelte'
import type { Allowed } from '../allowed.svelte.ts'
import type { Orders } from '../orders.svelte.ts'
import { isSamePlace } from '#contract/placement.ts'
import type { Sender } from '../sender.svelte.ts'
import { Undo, type Step } from './undo.svelte.ts'

/** What this session may move: work to a place, and cars. */
export interface Rights {
  assign: boolean
  drive: boolean
}

export const [useMoves, provideMoves] = createContext<Moves>()

export class Moves {
  /** The moves made on this screen. */
  readonly undo = new Undo()
  #sender: Sender
  #allowed: Allowed
  #orders: Orders
  #answered: Promise<unknown> = Promise.resolve()

  constructor(sender: Sender, allowed: Allowed, orders: Orders) {
    this.#sender = sender
    this.#allowed = allowed
    this.#orders = orders
  }

  get rights(): Rights {
    return {
      assign: this.#allowed.may('assignOperation') !== null,
      drive: this.#allowed.may('moveCar') !== null,
    }
  }

  /** Carries out the steps of one drop until one is refused; they are undone together. False: a step was refused. */
  move(...steps: readonly Step[]): Promise<boolean> {
    return this.underWay(this.#move(steps))
  }

  async #move(steps: readonly Step[]): Promise<boolean> {
    const done: Step[] = []
    for (const step of steps) {
      const { ok } = await this.#carryOut(step.orderId, step)
      if (!ok) break
      done.push(step)
    }
    this.undo.moved(done)
    return done.length === steps.length
  }

  /** Registers a command that can be undone. Undo waits for its answer, so that it never undoes an earlier move instead. */
  underWay<T>(work: Promise<T>): Promise<T> {
    this.#answered = Promise.allSettled([this.#answered, work])
    return work
  }

  /** Settles once every registered command is answered. */
  get answered(): Promise<unknown> {
    return this.#answered
  }

  /** Undoes the last move; a refusal shows at `place`. */
  takeBack(place: string) {
    return this.undo.back(
      // Where the work was before, it may go back to, even if the foreman had overruled something.
      (step) => this.#carryOut(place, step.operationId === null ? step : { ...step, anyway: true }),
      (step) => this.#isStill(step),
    )
  }

  async #carryOut(place: string, step: Step): Promise<{ ok: boolean }> {
    const { orderId } = step
    const drive = this.#allowed.may('moveCar')
    const assign = this.#allowed.may('assignOperation')
    if (step.operationId === null)
      return drive ? this.#sender.send(place, drive, { orderId, ...step.to, was: step.was }) : { ok: false }
    if (!assign) return { ok: false }
    const { operationId, to, was, anyway } = step
    return this.#sender.send(place, assign, { orderId, operationId, ...to, was, ...(anyway && { anyway }) })
  }

  /** Whether the work or car is still where a step starts. */
  #isStill({ orderId, operationId, was }: Step): boolean {
    const order = this.#orders.get(orderId)
    if (!order || operationId === null) return order?.bayId === was.bayId
    const operation = order.operations.find(({ id }) => id === operationId)
    return operation !== undefined && isSamePlace(operation, was)
  }
}
