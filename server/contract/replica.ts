/** A client's copy of what one audience sees, synced by snapshots and batches (S4). Pure; used by screens, the demo and tests. */
import type { Kind } from './entities/index.ts'
import type { Batch, Beat, Position, Snapshot } from './sync.ts'
import type { ViewName } from './values.ts'
import type { ViewEntities } from './views/index.ts'

export type Applied = 'applied' | 'ignored' | 'gap'

type Holder = { id: string }
/** One map of entities per kind. A map that has been handed out never changes: later changes go to a copy. */
export type Held<V extends ViewName> = { [K in keyof ViewEntities<V>]: ReadonlyMap<string, ViewEntities<V>[K]> }

export class Replica<V extends ViewName> {
  epoch: string | null = null
  seq = -1
  /** The mark at `seq`. */
  mark = ''
  /** House time of the last change held. */
  at = 0
  #held = new Map<Kind, Map<string, Holder>>()
  /** Kinds whose map has been handed out. It is copied once, before the next change, however many changes follow. */
  #handedOut = new Set<Kind>()

  /** The entities of one kind by id; an empty map if there are none. */
  of<K extends keyof ViewEntities<V> & Kind>(kind: K): ReadonlyMap<string, ViewEntities<V>[K]> {
    this.#handedOut.add(kind)
    return (this.#held.get(kind) ?? new Map()) as ReadonlyMap<string, ViewEntities<V>[K]>
  }

  /** All entities; kinds without entities are omitted. */
  get all(): Partial<Held<V>> {
    return Object.fromEntries([...this.#held.keys()].map((kind) => [kind, this.of(kind as never)])) as Partial<Held<V>>
  }

  /** The position for the next handshake; null before the first snapshot. */
  get position(): Position | null {
    return this.epoch === null ? null : { epoch: this.epoch, seq: this.seq, mark: this.mark }
  }

  /** S5, S6: true if a beat names something this copy lacks. A customer's page may be ahead of its beat. */
  isBehind({ epoch, seq, mark }: Beat): boolean {
    return epoch !== this.epoch || seq > this.seq || (seq === this.seq && mark !== this.mark)
  }

  /** Replaces everything held. */
  reset(snapshot: Snapshot<V>): void {
    this.epoch = snapshot.epoch
    this.seq = snapshot.seq
    this.mark = snapshot.mark
    this.at = snapshot.at
    this.#held = new Map()
    this.#handedOut.clear()
    for (const [kind, list] of Object.entries(snapshot.put) as [Kind, Holder[]][])
      this.#held.set(kind, new Map(list.map((entity) => [entity.id, entity])))
  }

  /** S4: `from` ≤ mine < `to` applies, `to` ≤ mine is ignored, anything else is a gap: ask for the changes since mine. */
  apply(batch: Batch<V>): Applied {
    if (this.epoch === null || batch.from > this.seq) return 'gap'
    if (batch.to <= this.seq) return 'ignored'
    for (const [kind, ids] of Object.entries(batch.drop) as [Kind, string[]][]) {
      const map = this.#ownMap(kind)
      for (const id of ids) map.delete(id)
    }
    for (const [kind, list] of Object.entries(batch.put) as [Kind, Holder[]][]) {
      const map = this.#ownMap(kind)
      for (const entity of list) map.set(entity.id, entity)
    }
    this.seq = batch.to
    this.mark = batch.mark
    this.at = batch.at
    return 'applied'
  }

  #ownMap(kind: Kind): Map<string, Holder> {
    let map = this.#held.get(kind)
    if (!map || this.#handedOut.delete(kind)) this.#held.set(kind, (map = new Map(map)))
    return map
  }
}
