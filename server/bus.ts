/** Events between the parts of one node. Listeners run synchronously, in order of registration. */
import { EventEmitter } from 'node:events'
import type { Entry } from './read/journal.ts'

export interface NodeEvents {
  /** This node has committed a command: its journal entry, and the earliest deadline it set (house time). */
  committed: [entry: Entry, dueAt: number | null]
  /** This node has read an entry of a workshop it follows, which another node committed. */
  read: [entry: Entry]
  /** A deadline was set, here or on another node (house time). */
  due: [at: number]
  /** Another node has counted this for limits that hold over all nodes. */
  counted: [counts: Record<string, number>]
  /** A workshop's keys were replaced, here or on another node. */
  keysReplaced: [workshopId: string]
  /** The workshop's people or devices, or who is signed in at its screens, changed, here or on another node. */
  peopleChanged: [workshopId: string]
  /** The connection for notifications was lost for a while: some may have been missed. */
  missed: []
}

export type Bus = EventEmitter<NodeEvents>

export const createBus = (): Bus => new EventEmitter<NodeEvents>()
