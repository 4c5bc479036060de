/** The administrator's commands: set up a workshop, import lists, remove the example. Never sent by a screen. */
import { z } from 'zod'
import { bayUses } from '../entities/bay.ts'
import { personRoles } from '../entities/person.ts'
import { id, instant, language, line, minutes, money, names, phone, plate, words } from '../fields.ts'
import { bayKinds, skills } from '../values.ts'
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

const importedSample = z.strictObject({
  id: id.meta({ description: 'Derived from the line, so importing a line twice adds nothing.' }),
  itemId: id,
  model: line(60).nullable(),
  minutes: z.int().min(0).max(100_000).meta({ description: 'Time worked, in opening hours.' }),
  at: instant.meta({ description: 'When it was finished.' }),
})

export const adminCommands = {
  furnishWorkshop: command(
    'Sets up a new workshop with bays, teams, people and a price list.',
    {
      isExample: z.boolean(),
      bays: z
        .array(z.strictObject({ number: z.int().min(1).max(999), name: line(40).nullable(), uses: bayUses }))
        .max(400),
      teams: z.array(z.strictObject({ key, name: line(60) })).max(50),
      persons: z
        .array(
          z.strictObject({
            name: line(60),
            roles: personRoles,
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
            fixedPromiseMinutes: minutes.nullable().default(null),
            price: money,
          }),
        )
        .max(1000),
    },
    nothing,
  ),
  clearExample: command(
    'Removes the example’s orders, people, bays and prices; the empty workshop stays.',
    {},
    nothing,
  ),
  recordRestore: command(
    'Records that a backup was put in place of what was there; messages to customers are held.',
    { madeAt: instant.meta({ description: 'When the backup was made.' }) },
    nothing,
  ),
  importCars: command(
    'Imports cars and their owners; cars that are already known unchanged are skipped.',
    { cars: z.array(importedCar).min(1).max(5000) },
    { added: z.int(), changed: z.int(), same: z.int() },
  ),
  importAppointments: command(
    'Imports appointments; those already booked for the same car and time are skipped.',
    { appointments: z.array(importedAppointment).min(1).max(2000) },
    { added: z.int(), same: z.int() },
  ),
  importHistory: command(
    'Imports past work from a log; known samples are skipped (B5).',
    { samples: z.array(importedSample).min(1).max(20_000) },
    { added: z.int(), same: z.int() },
  ),
}
export type ImportedCar = z.infer<typeof importedCar>
export type ImportedSample = z.infer<typeof importedSample>
export type ImportedAppointment = z.infer<typeof importedAppointment>
