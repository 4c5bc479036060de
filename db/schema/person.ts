import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { WeeklyHours } from '#contract/calendar.ts'
import type { Person } from '#contract/entities/index.ts'
import { languages, roles, skills, type Role, type Skill } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

export const team = pgTable(
  'team',
  { workshopId: workshopId(), id: uuid().notNull(), name: text().notNull(), leaderId: uuid() },
  (t) => [primaryKey({ columns: [t.workshopId, t.id] })],
)

/** Hashes of a person's PIN and password. Never in the journal. `changedAt` is real time. */
export const credential = pgTable(
  'credential',
  {
    workshopId: workshopId(),
    personId: uuid().notNull(),
    pinHash: text(),
    email: text(),
    passwordHash: text(),
    changedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workshopId, t.personId] }),
    uniqueIndex().on(t.workshopId, t.email),
    // Who signs in does not say at which workshop.
    index().on(t.email),
  ],
)

export const person = pgTable(
  'person',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    name: text().notNull(),
    roles: text({ enum: roles }).array().$type<Role[]>().notNull(),
    teamId: uuid(),
    skills: text({ enum: skills }).array().$type<Skill[]>().notNull(),
    guided: text({ enum: skills }).array().$type<Skill[]>().notNull().default([]),
    desk: integer(),
    language: text({ enum: languages }),
    employedFrom: text(),
    employedUntil: text(),
    shift: jsonb().$type<WeeklyHours>(),
    otherWeek: jsonb().$type<Person['otherWeek']>(),
    leave: jsonb().$type<Person['leave']>().notNull().default([]),
    overtime: jsonb().$type<Person['overtime']>(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.id] })],
)
