import { z } from 'zod'
import { id, instant, money, names, percent } from '../fields.ts'
import { bayKinds, operationStates, pauseReasons, skills } from '../values.ts'

/** Kilometres on the odometer. */
const kilometres = z.int().min(0).max(9_999_999)

/** A test drive (C9): who drives, and the odometer's kilometres before and after; null: not written down. */
export const testDrive = z
  .object({ driverId: id.nullable(), kmOut: kilometres.nullable(), kmIn: kilometres.nullable() })
  .meta({ id: 'TestDrive' })
export type TestDrive = z.infer<typeof testDrive>

const placed = { bayId: id.nullable(), technicianId: id.nullable() }

/** An entry of the day plan. Work is interrupted while the shop is closed or the technician is off shift. */
export const plannedWork = z.object({ ...placed, start: instant, end: instant }).meta({ id: 'PlannedWork' })
export type PlannedWork = z.infer<typeof plannedWork>

/** Where the foreman places an operation. What is null is left to the planner. */
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
    likelyMinutes: z.int().meta({ description: 'Expected duration: learned, or else standard (P50).' }),
    safeMinutes: z.int().meta({ description: 'Duration used for promises: learned, or else standard (P80).' }),
    price: money,
    state: z.enum(operationStates),
    bayId: id.nullable().meta({ description: 'The assigned bay, or where it was done.' }),
    technicianId: id.nullable(),
    startAt: instant.nullable().meta({
      description: 'Where the foreman has placed it on the day plan: it starts no earlier, and goes first then (C2).',
    }),
    placedAt: instant.nullable().meta({
      description:
        'When the foreman assigned it; null: not since work on it stopped, so bay and technician only say where that was (C2).',
    }),
    plan: plannedWork.nullable().meta({
      description: 'Where, by whom and when it is planned; null: not planned, or done.',
    }),
    percent: percent.meta({
      description: 'Progress last reported, at `percentAt`; screens extrapolate at the likely pace.',
    }),
    percentAt: instant.nullable(),
    pauseReason: z.enum(pauseReasons).nullable(),
    pausedUntil: instant.nullable().meta({
      description:
        'Work paused for an assessor, the maker or a sublet shop: when it is expected to go on (C9); null, or in the past: nobody knows.',
    }),
    testDrive: testDrive.nullable().meta({ description: 'The last test drive for this work; null: none.' }),
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    restedMinutes: z.int().meta({ description: 'Time paused since its start, in opening hours.' }),
    presentUntil: instant.nullable().meta({
      description:
        'Work in progress: when its technician leaves, at the end of the shift or for leave; null: no such time is known (AL).',
    }),
    additional: z
      .boolean()
      .meta({ description: 'Found during the repair: needs the customer’s approval before it starts (B9).' }),
    safety: z.boolean(),
    findings: z.string(),
    foundAt: instant.nullable().meta({ description: 'Additional work: when the floor reported it.' }),
    askedAt: instant.nullable().meta({
      description: 'Additional work: when the customer was asked; null: not yet, so the desk has to ask (B9).',
    }),
    decidedAt: instant.nullable(),
    approved: z
      .boolean()
      .nullable()
      .meta({ description: 'Additional work: the customer’s answer, given at `decidedAt` (B9); null: none yet.' }),
    answeredOnPage: z.boolean().meta({ description: 'The customer answered on their own page, not through the desk.' }),
    sentBack: z.int().meta({ description: 'How often a quality check has sent it back (C5).' }),
  })
  .meta({ id: 'Operation' })
export type Operation = z.infer<typeof operation>
