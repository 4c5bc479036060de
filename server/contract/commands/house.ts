/** What the house itself is: set up by the owner, kept by the clock. Not for screens. */
import { z } from 'zod'
import { id, instant, language, line, minutes, money, names, phone, plate, words } from '../fields.ts'
import { neverDone, plannedWork, suggestion } from '../entities.ts'
import { bayKinds, channels, roles, skills } from '../values.ts'
import { command, nothing } from './command.ts'

const key = z.string().regex(/^[a-z0-9-]{1,40}$/)

const importedCar = z.strictObject({
  plate,
  model: line(60).nullable(),
  name: line(60).nullable(),
  phone: phone.nullable(),
  language,
})
const importedAppointment = z.strictObject({
  ...importedCar.shape,
  appointmentAt: instant,
  words: words(500),
  itemCodes: z.array(line(20)).max(20),
})

const work = z.strictObject({ operationId: id, ...plannedWork.shape })
const suggested = z.strictObject(suggestion.omit({ id: true, at: true, dismissedAt: true }).shape)
export type Suggested = z.infer<typeof suggested>
const importedSample = z.strictObject({
  id: id.meta({ description: 'Worked out from the line: the same line is the same sample.' }),
  itemId: id,
  model: line(60).nullable(),
  minutes: z.int().min(0).max(100_000).meta({ description: 'Worked, in opening hours.' }),
  at: instant.meta({ description: 'When it was finished.' }),
})

export const houseCommands = {
  furnishWorkshop: command(
    'Gives a new workshop its bays, teams, people and price list.',
    {
      isExample: z.boolean(),
      bays: z
        .array(z.strictObject({ number: z.int().min(1).max(999), name: line(40).nullable(), kind: z.enum(bayKinds) }))
        .max(400),
      teams: z.array(z.strictObject({ key, name: line(60) })).max(50),
      persons: z
        .array(
          z.strictObject({
            name: line(60),
            role: z.enum(roles),
            team: key.nullable(),
            skills: z.array(z.enum(skills)),
          }),
        )
        .max(400),
      priceItems: z
        .array(
          z.strictObject({
            code: line(20),
            title: names,
            bayKind: z.enum(bayKinds),
            skill: z.enum(skills),
            standardMinutes: minutes,
            price: money,
          }),
        )
        .max(1000),
    },
    nothing,
  ),
  clearExample: command(
    'Takes the example’s orders, people, bays and prices away; the workshop stays, empty.',
    {},
    nothing,
  ),
  importCars: command(
    'Cars and their owners from a list; those already known as they are change nothing.',
    { cars: z.array(importedCar).min(1).max(5000) },
    { added: z.int(), changed: z.int(), same: z.int() },
  ),
  importAppointments: command(
    'Appointments from a list; one already booked for the same car and time changes nothing.',
    { appointments: z.array(importedAppointment).min(1).max(2000) },
    { added: z.int(), same: z.int() },
  ),
  importHistory: command(
    'Work done earlier, from a log; what is known already changes nothing (B5).',
    { samples: z.array(importedSample).min(1).max(20_000) },
    { added: z.int(), same: z.int() },
  ),
  recordForecasts: command(
    'When each car will be ready, as worked out from the state at sequence `seq` (AL).',
    {
      seq: z.int().min(0),
      forecasts: z
        .array(
          z.strictObject({
            orderId: id,
            forecastAt: instant.nullable(),
            safeForecastAt: instant.nullable(),
            neverDone: neverDone.nullable(),
            work: z.array(work),
          }),
        )
        .max(20_000),
    },
    nothing,
  ),
  recordSuggestions: command(
    'What the planner suggests, as worked out from the state at sequence `seq`; those of before that are not among them are gone (C2).',
    {
      seq: z.int().min(0),
      late: z
        .array(id)
        .max(20_000)
        .meta({ description: 'Orders that are late as things stand: what was dismissed for them stays away.' }),
      suggestions: z.array(suggested).max(60),
    },
    nothing,
  ),
  lookAtOrder: command(
    'Something about an order falls due: the clock looks what (B10, B11, AL).',
    { orderId: id },
    nothing,
  ),
  lookAtBay: command('Something about a bay falls due: the clock looks what (AL).', { bayId: id }, nothing),
  lookAtWorkshop: command('Something about the workshop falls due: the clock looks what (AL).', {}, nothing),
  beginAttempt: command(
    'A try to reach a customer begins; without a result by `giveUpAt` it counts as failed (B11.3).',
    { noticeId: id, number: z.int().min(1), giveUpAt: instant },
    {
      channel: z.enum(channels).nullable().meta({
        description: 'Null: none is left, somebody is to phone; or it waits for the end of the quiet hours (B11.4).',
      }),
    },
  ),
  recordAttempt: command(
    'What came of a try to reach a customer; if nothing, the next is due at `againAt` (B11.3).',
    {
      noticeId: id,
      number: z.int().min(1),
      result: z.enum(['delivered', 'failed', 'unavailable']),
      detail: z.string().max(300),
      againAt: instant,
    },
    nothing,
  ),
}
export type ImportedCar = z.infer<typeof importedCar>
export type ImportedSample = z.infer<typeof importedSample>
export type ImportedAppointment = z.infer<typeof importedAppointment>
