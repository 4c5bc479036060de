/**
 * The live state, kind by kind, as the staff see it: whole. Every other audience sees a part of it (`views/`), named field by
 * field. Instants are milliseconds since 1970; a field that does not apply is null, never missing.
 */
import type { z } from 'zod'
import { alert } from './alert.ts'
import { arrival } from './arrival.ts'
import { bay } from './bay.ts'
import { notice } from './notice.ts'
import { order } from './order.ts'
import { person } from './person.ts'
import { priceItem } from './priceItem.ts'
import { suggestion } from './suggestion.ts'
import { team } from './team.ts'
import { workshop } from './workshop.ts'

export * from './alert.ts'
export * from './arrival.ts'
export * from './bay.ts'
export * from './progressCheck.ts'
export * from './notice.ts'
export * from './operation.ts'
export * from './order.ts'
export * from './part.ts'
export * from './person.ts'
export * from './priceItem.ts'
export * from './suggestion.ts'
export * from './team.ts'
export * from './workshop.ts'

/** Every kind there is on the wire, and its schema. Only this list says so. */
export const entities = { workshop, bay, team, person, priceItem, arrival, order, notice, alert, suggestion }

export type Kind = keyof typeof entities
export const kinds = Object.keys(entities) as Kind[]

/** An entity as the server holds it, by kind. */
export type Entities = { [K in Kind]: z.output<(typeof entities)[K]> }
