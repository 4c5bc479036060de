/** The planning thread's copy of a workshop: one more replica, updated with every question. */
import { paceOf } from '#server/domain/durations/learned.ts'
import { learnExperience, type Experience } from '#server/domain/forecast/experience.ts'
import type { ShopState } from '#server/domain/planner/shop.ts'
import { plannedKinds, type PlannedKind, type PlannedKinds, type Update } from './messages.ts'

export class Copy {
  seq = 0
  #experience: Experience | null = null
  #kinds = Object.fromEntries(plannedKinds.map((kind) => [kind, new Map()])) as {
    [K in PlannedKind]: Map<string, PlannedKinds[K]>
  }

  update({ isWhole, seq, put, drop, outcomes }: Update): void {
    for (const kind of plannedKinds) {
      const map = this.#kinds[kind] as Map<string, { id: string }>
      if (isWhole) map.clear()
      for (const id of drop[kind] ?? []) map.delete(id)
      for (const entity of put[kind] ?? []) map.set(entity.id, entity)
    }
    this.seq = seq
    if (outcomes) this.#experience = learnExperience(outcomes, this.#workshop)
  }

  get #workshop(): PlannedKinds['workshop'] {
    const [only] = this.#kinds.workshop.values()
    if (!only) throw new Error('The planning thread has no workshop row')
    return only
  }

  shop(now: number): ShopState {
    const { bay, person, order } = this.#kinds
    return {
      ...{ workshop: this.#workshop, bays: [...bay.values()], persons: [...person.values()] },
      ...{ orders: [...order.values()], now, experience: this.#experience },
    }
  }

  /** How fast the shop works, as a share of standard minutes. */
  get pace(): number {
    return paceOf(this.#kinds.priceItem.values())
  }

  item(id: string): PlannedKinds['priceItem'] | undefined {
    return this.#kinds.priceItem.get(id)
  }
}
