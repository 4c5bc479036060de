import { z } from 'zod'
import { id, instant, money, names, percent } from '../fields.ts'
import { bayKinds, operationStates, pauseReasons, skills } from '../values.ts'

const placed = { bayId: id.nullable(), technicianId: id.nullable() }

/** A piece of the day plan. Work may rest in between, while the shop is closed or the technician is off shift. */
export const plannedWork = z.object({ ...placed, start: instant, end: instant }).meta({ id: 'PlannedWork' })
export type PlannedWork = z.infer<typeof plannedWork>

/** Where the foreman puts an operation; what is null is left to the plan. */
export const placement = z.object({ ...placed, startAt: instant.nullable() }).meta({ id: 'Placement' })
export type Placement = z.infer<typeof placement>

export const operation = z
  .object({
    id,
    itemId: id.nullable(),
    title: names,
    bayKind: z.enum(bayKinds),
    skill: z.enum(skills),
    standardMinutes: z.int(),
    likelyMinutes: z.int().meta({ description: 'What it is foreseen to take: as learnt, else standard (P50).' }),
    safeMinutes: z.int().meta({ description: 'What it is promised to take: as learnt, else standard (P80).' }),
    price: money,
    state: z.enum(operationStates),
    bayId: id.nullable().meta({ description: 'Where it is to be, or was, done.' }),
    technicianId: id.nullable(),
    startAt: instant
      .nullable()
      .meta({ description: 'Where the foreman has put it on the day plan: not before then, and then first (C2).' }),
    plan: plannedWork.nullable().meta({
      description: 'Where, by whom and when it is foreseen, as the shop stands; null: it is not, or is done.',
    }),
    percent: percent.meta({
      description: 'Work done as last known, at `percentAt`; in between it is worked on at the likely pace.',
    }),
    percentAt: instant.nullable(),
    pauseReason: z.enum(pauseReasons).nullable(),
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    restedMinutes: z.int().meta({ description: 'Paused since its start, in opening hours.' }),
    additional: z
      .boolean()
      .meta({ description: 'Found during the repair: needs the customer’s yes before it starts (B9).' }),
    safety: z.boolean(),
    findings: z.string(),
    askedAt: instant.nullable().meta({ description: 'Additional work: since when the customer’s answer is awaited.' }),
    decidedAt: instant.nullable(),
    sentBack: z.int().meta({ description: 'How often a check has sent it back (C5).' }),
  })
  .meta({ id: 'Operation' })
export type Operation = z.infer<typeof operation>
