/**
 * The live state as the staff see it, whole. Every other audience sees a part of it (`views/`), named field by field.
 * Instants are milliseconds since 1970; a field that does not apply is null, never missing.
 */
import { z } from 'zod'
import { id, instant, language, money, names, percent } from './fields.ts'
import { weeklyHours } from './fields.ts'
import {
  bayKinds,
  cancelReasons,
  operationStates,
  orderStates,
  pauseReasons,
  plateFormats,
  priorities,
  purposes,
  roles,
  skills,
  symptoms,
} from './values.ts'

export const workshop = z
  .object({
    id,
    name: z.string(),
    timeZone: z.string().meta({ example: 'Asia/Shanghai' }),
    currency: z.string().length(3).meta({ example: 'CNY' }),
    plateFormat: z.enum(plateFormats),
    phone: z.string().nullable(),
    hours: weeklyHours,
    isExample: z.boolean(),
  })
  .meta({ id: 'Workshop' })
export type Workshop = z.infer<typeof workshop>

export const bay = z
  .object({
    id,
    number: z.int(),
    name: z.string().nullable(),
    kind: z.enum(bayKinds),
    outOfService: z.object({ reason: z.string(), since: instant, until: instant.nullable() }).nullable(),
  })
  .meta({ id: 'Bay' })
export type Bay = z.infer<typeof bay>

export const team = z.object({ id, name: z.string() }).meta({ id: 'Team' })
export type Team = z.infer<typeof team>

export const person = z
  .object({ id, name: z.string(), role: z.enum(roles), teamId: id.nullable(), skills: z.array(z.enum(skills)) })
  .meta({ id: 'Person' })
export type Person = z.infer<typeof person>

export const priceItem = z
  .object({
    id,
    code: z.string(),
    title: names,
    bayKind: z.enum(bayKinds),
    skill: z.enum(skills),
    standardMinutes: z.int(),
    price: money,
  })
  .meta({ id: 'PriceItem', description: 'An operation of the price list.' })
export type PriceItem = z.infer<typeof priceItem>

/** One coming-in (B1). A repair or an appointment grows an order; anything else is closed by whoever answered it. */
export const arrival = z
  .object({
    id,
    at: instant,
    ticket: z.string().meta({ example: 'A017' }),
    purpose: z.enum(purposes),
    from: z.enum(['kiosk', 'desk']),
    plate: z.string().nullable(),
    language,
    words: z.string(),
    orderId: id.nullable(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Arrival' })
export type Arrival = z.infer<typeof arrival>

export const operation = z
  .object({
    id,
    itemId: id.nullable(),
    title: names,
    bayKind: z.enum(bayKinds),
    skill: z.enum(skills),
    standardMinutes: z.int(),
    price: money,
    state: z.enum(operationStates),
    bayId: id.nullable().meta({ description: 'Where it is to be, or was, done.' }),
    technicianId: id.nullable(),
    percent: percent.meta({
      description: 'Work done as last known, at `percentAt`; in between it is worked on at standard pace.',
    }),
    percentAt: instant.nullable(),
    pauseReason: z.enum(pauseReasons).nullable(),
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    additional: z
      .boolean()
      .meta({ description: 'Found during the repair: needs the customer’s yes before it starts (B9).' }),
    safety: z.boolean(),
    findings: z.string(),
    decidedAt: instant.nullable(),
    sentBack: z.int().meta({ description: 'How often a check has sent it back (C5).' }),
  })
  .meta({ id: 'Operation' })
export type Operation = z.infer<typeof operation>

export const part = z
  .object({
    id,
    operationId: id.nullable(),
    name: z.string(),
    quantity: z.int(),
    expectedAt: instant,
    arrivedAt: instant.nullable(),
  })
  .meta({ id: 'Part' })
export type Part = z.infer<typeof part>

export const order = z
  .object({
    id,
    number: z.int(),
    state: z.enum(orderStates),
    pauseReason: z.enum(pauseReasons).nullable(),
    cancelReason: z.enum(cancelReasons).nullable(),
    ticket: z.string().nullable(),
    code: z.string().nullable().meta({ description: 'The code of the appointment.' }),
    plate: z.string(),
    model: z.string().nullable(),
    vehicleId: id,
    customer: z.object({ name: z.string().nullable(), phone: z.string().nullable() }),
    language,
    symptoms: z.array(z.enum(symptoms)),
    words: z.string().meta({ description: 'The fault in the customer’s own words (C1.2).' }),
    waits: z.boolean().meta({ description: 'The customer waits on site (B6.1).' }),
    wash: z.boolean(),
    priority: z.enum(priorities),
    bayId: id.nullable().meta({ description: 'The bay the car stands in.' }),
    adviserId: id.nullable(),
    takenOverBy: id.nullable(),
    appointmentAt: instant.nullable(),
    bookedAt: instant.nullable(),
    arrivedAt: instant.nullable(),
    quotedAt: instant.nullable(),
    authorisedAt: instant.nullable(),
    takenOverAt: instant.nullable(),
    checkedAt: instant.nullable(),
    readyAt: instant.nullable(),
    settledAt: instant.nullable(),
    closedAt: instant.nullable(),
    promiseAt: instant.nullable(),
    forecastAt: instant.nullable(),
    operations: z.array(operation),
    parts: z.array(part),
  })
  .meta({ id: 'Order', description: 'A repair order: one vehicle’s stay, with its operations and parts.' })
export type Order = z.infer<typeof order>

/** Entity type by kind, as the staff and the server hold it. */
export const entities = { workshop, bay, team, person, priceItem, arrival, order }
export type Entities = {
  workshop: Workshop
  bay: Bay
  team: Team
  person: Person
  priceItem: PriceItem
  arrival: Arrival
  order: Order
}
