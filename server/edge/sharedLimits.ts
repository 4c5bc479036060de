/**
 * Limits that hold over all nodes: what one node lets through counts on the others a moment later. Nodes tell each other by
 * notification, without a query on the way of a command; what is lost with a connection is not made up for.
 */
import { hash } from 'node:crypto'
import { createBuckets, type Buckets } from './limit.ts'

/** How many tokens each bucket gave; below 0: how many it got back. */
export type Counts = Record<string, number>

/** How long a node gathers before it tells the others, in real ms. */
const TELL_AFTER = 200
/** A notification holds fewer than 8000 bytes; a name and a number take 30. */
const NAMES_A_NOTIFICATION = 200

export interface SharedLimits {
  /** Buckets that are the same on every node. @param kind its own word for each set of buckets */
  buckets(kind: string, perSecond: number, burst: number): Buckets
  /** Takes what another node has counted. */
  heard(counts: Counts): void
}

interface Options {
  /** Tells the other nodes. */
  tell?: (counts: Counts) => Promise<void>
  /** Real time in ms. */
  monotonic?: (() => number) | undefined
}

export function createSharedLimits({ tell = () => Promise.resolve(), monotonic }: Options): SharedLimits {
  const kinds = new Map<string, Buckets>()
  const untold = new Map<string, number>()
  let timer: NodeJS.Timeout | null = null

  function count(name: string, tokens: number): void {
    const sum = (untold.get(name) ?? 0) + tokens
    if (sum === 0) untold.delete(name)
    else untold.set(name, sum)
    timer ??= setTimeout(() => void tellAll(), TELL_AFTER).unref()
  }

  async function tellAll(): Promise<void> {
    timer = null
    const all = [...untold]
    untold.clear()
    while (all.length > 0) await tell(Object.fromEntries(all.splice(0, NAMES_A_NOTIFICATION)))
  }

  return {
    buckets(kind, perSecond, burst) {
      const own = createBuckets(perSecond, burst, monotonic)
      kinds.set(kind, own)
      return {
        take(name) {
          const shared = nameOf(kind, name)
          if (!own.take(shared)) return false
          count(shared, 1)
          return true
        },
        count(name, tokens) {
          const shared = nameOf(kind, name)
          own.count(shared, tokens)
          count(shared, tokens)
        },
      }
    },
    heard(counts) {
      for (const [name, tokens] of Object.entries(counts))
        kinds.get(name.slice(0, name.indexOf(' ')))?.count(name, tokens)
    },
  }
}

/** Short, and without what a name may hold, such as the id of a session. */
const nameOf = (kind: string, name: string) => `${kind} ${hash('sha256', name, 'base64url').slice(0, 16)}`
