/** The live state of one workshop in memory: one more replica, fed by the same entries as the screens, unmasked. */
import { kinds, type Bay, type Kind, type Order, type Workshop } from '#contract/entities/index.ts'
import type { Lookup } from '#server/audience/presenter.ts'
import { isLive } from '#server/domain/kinds.ts'
import type { Changes } from '#server/domain/rule.ts'
import type { Entry } from '#server/read/journal.ts'
import type { State } from '#server/read/state.ts'

type Held = { id: string }

export class HeldState {
  readonly epoch: string
  seq: number
  mark: string
  at: number
  #kinds = new Map<Kind, Map<string, Held>>()

  constructor(state: State) {
    this.epoch = state.epoch
    this.seq = state.seq
    this.mark = state.mark
    this.at = state.at
    for (const kind of kinds)
      this.#kinds.set(kind, new Map((state.put[kind] ?? []).map((entity: Held) => [entity.id, entity])))
  }

  apply(entry: Entry): void {
    for (const kind of kinds) {
      const map = this.#kinds.get(kind)!
      for (const id of entry.drop[kind] ?? []) map.delete(id)
      for (const entity of entry.put[kind] ?? [])
        if (isLive(kind, entity as never)) map.set(entity.id, entity)
        else map.delete(entity.id)
    }
    this.seq = entry.seq
    this.mark = entry.mark
    this.at = entry.at
  }

  /** The whole state as changes from nothing. */
  get put(): Changes {
    return Object.fromEntries(kinds.map((kind) => [kind, [...this.#kinds.get(kind)!.values()]])) as Changes
  }

  get lookup(): Lookup {
    const [workshop] = this.#kinds.get('workshop')!.values() as Iterable<Workshop>
    if (!workshop) throw new Error('The live state has no workshop row')
    return { workshop, bays: this.#kinds.get('bay') as Map<string, Bay> }
  }

  order(id: string): Order | undefined {
    return this.#kinds.get('order')!.get(id) as Order | undefined
  }
}
