/** The messages that keep a screen in sync (S4–S8). SYNC.md explains them with examples. */
import { z } from 'zod'
import { id, instant } from './fields.ts'
import { viewNames, languages } from './values.ts'
import { views, type ViewEntities } from './views/index.ts'
import type { ViewName } from './values.ts'

export const seq = z
  .int()
  .min(0)
  .meta({ description: 'The workshop’s sequence number: it increases by one with every accepted command (S2).' })
const epoch = z.string().max(64).meta({
  description: 'Identifies the workshop and the database it is in. A dump that was loaded elsewhere has another (S6).',
})
const mark = z.string().max(64).meta({
  description:
    'The hash of the journal entry at this sequence number, chained to the entry before: another history has another mark (S4).',
})

/** The first message from the server. */
export const welcome = z
  .object({
    contract: z.int().meta({ description: 'The server’s contract version (S6, S9).' }),
    workshopId: id,
    beatEvery: z.int().meta({ description: 'Real milliseconds between beats (S8).' }),
    at: instant.meta({ description: 'House time (S11).' }),
    speed: z.number().meta({ description: 'House seconds per real second: 1 except in the demo.' }),
  })
  .meta({ id: 'Welcome', description: 'The first message on a connection.' })
export type Welcome = z.infer<typeof welcome>

/** A position in a workshop's journal. */
export const position = z.strictObject({ epoch, seq, mark }).meta({ id: 'Position' })
export type Position = z.infer<typeof position>

/** Sent by the screen with the Socket.IO handshake, as `auth`. */
export const hello = z
  .strictObject({
    view: z.enum(viewNames),
    contract: z.int(),
    since: position.nullable().optional(),
    token: z
      .string()
      .max(128)
      .optional()
      .meta({ description: 'View `customer` only: the token from the page’s address.' }),
    language: z.enum(languages).optional(),
  })
  .meta({ id: 'Hello' })
export type Hello = z.infer<typeof hello>

/** Entities to store and ids to remove, by kind, as one audience sees them. */
export type Put<V extends ViewName> = { [K in keyof ViewEntities<V>]?: ViewEntities<V>[K][] }
export type Drop<V extends ViewName> = { [K in keyof ViewEntities<V>]?: string[] }

export interface Snapshot<V extends ViewName = ViewName> {
  epoch: string
  seq: number
  mark: string
  at: number
  put: Put<V>
}

export interface Batch<V extends ViewName = ViewName> {
  from: number
  to: number
  /** The mark at `to`. */
  mark: string
  at: number
  put: Put<V>
  drop: Drop<V>
}

export const beat = z
  .object({
    epoch,
    seq: seq.meta({ description: 'The last sequence number for this screen. If it is behind, it asks.' }),
    mark: mark.meta({ description: 'The mark at `seq`. A screen that holds another one at `seq` asks.' }),
    at: instant.meta({ description: 'House time (S11).' }),
    speed: z.number().meta({ description: 'House seconds per real second: 1 except in the demo.' }),
    clock: instant.optional().meta({
      description:
        'The database’s clock, when it is more than two minutes off house time: no message to a customer is sent meanwhile.',
    }),
  })
  .meta({ id: 'Beat' })
export type Beat = z.infer<typeof beat>

/** Why the server is closing the connection. */
export const farewell = z
  .object({
    code: z.enum([
      'keys_replaced',
      'device_revoked',
      'device_changed',
      'link_ended',
      'too_many_requests',
      'server_stopping',
    ]),
  })
  .meta({ id: 'Farewell' })
export type Farewell = z.infer<typeof farewell>

export const snapshotOf = <V extends ViewName>(view: V) =>
  z.object({ epoch, seq, mark, at: instant, put: views[view].put }).meta({ id: `${view}Snapshot` })
export const batchOf = <V extends ViewName>(view: V) =>
  z
    .object({ from: seq, to: seq, mark, at: instant, put: views[view].put, drop: views[view].drop })
    .meta({ id: `${view}Batch` })
