import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { WeeklyHours } from '#contract/calendar.ts'
import type { Person } from '#contract/entities/index.ts'
import { languages, roles, skills, type Role, type Skill } from '#contract/values.ts'
import { workshopId } from './columns.ts'

export const team = pgTable(
  'team',
  { workshopId: workshopId(), id: uuid().notNull(), name: text().notNull(), leaderId: uuid() },
  (t) => [primaryKey({ columns: [t.workshopId, t.id] })],
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
