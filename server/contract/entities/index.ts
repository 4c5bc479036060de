/**
 * The live state by kind, in full, as staff see it. Other audiences see the fields named in `views/`. A field that does not
 * apply is null, never missing.
 */
import type { z } from 'zod'
import { alert } from './alert.ts'
import { arrival } from './arrival.ts'
import { bay } from './bay.ts'
import { pairedDevice } from './device.ts'
import { notice } from './notice.ts'
import { order } from './order.ts'
import { person } from './person.ts'
import { priceItem } from './priceItem.ts'
import { standIn } from './standIn.ts'
import { suggestion } from './suggestion.ts'
import { team } from './team.ts'
import { workshop } from './workshop.ts'

export * from './alert.ts'
export * from './arrival.ts'
export * from './bay.ts'
export * from './device.ts'
export * from './progressCheck.ts'
export * from './notice.ts'
export * from './operation.ts'
export * from './order.ts'
export * from './part.ts'
export * from './person.ts'
export * from './priceItem.ts'
export * from './standIn.ts'
export * from './suggestion.ts'
export * from './team.ts'
export * from './workshop.ts'

/** Every kind on the wire with its schema. This is the only list. */
export const entities = {
  workshop,
  bay,
  team,
  person,
  standIn,
  priceItem,
  arrival,
  order,
  notice,
  alert,
  suggestion,
  device: pairedDevice,
}

export type Kind = keyof typeof entities
export const kinds = Object.keys(entities) as Kind[]

/** The full entity of each kind. */
export type Entities = { [K in Kind]: z.output<(typeof entities)[K]> }
