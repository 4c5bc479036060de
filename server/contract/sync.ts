/** The messages that keep a screen in sync (S4–S8). SYNC.md explains them with examples. */
import { z } from 'zod'
import { id, instant } from './fields.ts'
import { doors, languages } from './values.ts'
import { views, type ViewEntities } from './views/index.ts'
import type { Door } from './values.ts'

export const seq = z
  .int()
  .min(0)
  .meta({ description: 'The workshop’s sequence number: it increases by one with every accepted command (S2).' })
const epoch = z
  .string()
  .max(64)
  .meta({ description: 'Identifies one history of a workshop; a restored database has another (S6).' })

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
export const position = z.strictObject({ epoch, seq }).meta({ id: 'Position' })
export type Position = z.infer<typeof position>

/** Sent by the screen with the Socket.IO handshake, as `auth`. */
export const hello = z
  .strictObject({
    door: z.enum(doors),
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
export type Put<D extends Door> = { [K in keyof ViewEntities<D>]?: ViewEntities<D>[K][] }
export type Drop<D extends Door> = { [K in keyof ViewEntities<D>]?: string[] }

export interface Snapshot<D extends Door = Door> {
  epoch: string
  seq: number
  at: number
  put: Put<D>
}

export interface Batch<D extends Door = Door> {
  from: number
  to: number
  at: number
  put: Put<D>
  drop: Drop<D>
}

export const beat = z
  .object({
    epoch,
    seq: seq.meta({ description: 'The last sequence number for this screen. If it is behind, it asks.' }),
    at: instant.meta({ description: 'House time (S11).' }),
    speed: z.number().meta({ description: 'House seconds per real second: 1 except in the demo.' }),
  })
  .meta({ id: 'Beat' })
export type Beat = z.infer<typeof beat>

/** Why the server is closing the connection. */
export const farewell = z
  .object({ code: z.enum(['keys_replaced', 'link_ended', 'too_many_requests', 'server_stopping']) })
  .meta({ id: 'Farewell' })
export type Farewell = z.infer<typeof farewell>

export const snapshotOf = <D extends Door>(door: D) =>
  z.object({ epoch, seq, at: instant, put: views[door].put }).meta({ id: `${door}Snapshot` })
export const batchOf = <D extends Door>(door: D) =>
  z
    .object({ from: seq, to: seq, at: instant, put: views[door].put, drop: views[door].drop })
    .meta({ id: `${door}Batch` })
