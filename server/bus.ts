/** What the parts of one node tell each other, so that none has to know who listens. Listeners are called at once, in the order in which they came. */
import { EventEmitter } from 'node:events'
import type { Entry } from './read/journal.ts'

export interface NodeEvents {
  /** This node has committed a command: its journal entry, and the first deadline it set (house time). */
  committed: [entry: Entry, dueAt: number | null]
  /** A deadline was set, here or on another node (house time). */
  due: [at: number]
  /** A workshop's keys were replaced, here or on another node. */
  keysReplaced: [workshopId: string]
  /** A workshop's people have changed, or who acts at its screens, here or on another node. */
  peopleChanged: [workshopId: string]
  /** What other nodes rang for a while was not heard. */
  missed: []
}

export type Bus = EventEmitter<NodeEvents>

export const createBus = (): Bus => new EventEmitter<NodeEvents>()
