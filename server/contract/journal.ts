/** The journal as a manager reads it: who changed what, when, and what it was before. Read over HTTP. */
import { z } from 'zod'
import { commandNames } from './commands/index.ts'
import { id, instant } from './fields.ts'
import { staffView } from './views/staff.ts'
import { devices } from './values.ts'

/** Entries in one answer. */
export const JOURNAL_PAGE = 50

const day = z.iso.date()
const whole = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)

/** All conditions hold together; without any, the latest entries. */
export const journalQuestion = z.strictObject({
  order: whole.optional().meta({ description: 'The number of an order.' }),
  person: id.optional(),
  device: id.optional(),
  day: day.optional().meta({ description: 'A day of the workshop: `2026-11-30`.' }),
  command: z.enum(commandNames).optional(),
  clock: z.enum(['true', 'false']).default('false').meta({ description: 'Also what the clock did.' }),
  before: whole.optional().meta({ description: 'Only entries before this sequence.' }),
})
export type JournalQuestion = z.infer<typeof journalQuestion>

const actor = z
  .object({
    device: z.enum([...devices, 'clock', 'admin']),
    personId: id.nullable(),
    deviceId: id.nullable().meta({ description: 'The paired screen.' }),
  })
  .meta({ id: 'JournalActor' })

const subject = z
  .object({
    kind: z.string().meta({ description: 'The kind of entity.' }),
    id: z.string(),
    label: z.string().nullable().meta({ description: 'A number, a plate or a name; null: nothing to call it by.' }),
  })
  .meta({ id: 'JournalSubject' })
export type JournalSubject = z.infer<typeof subject>

const journalLine = z
  .object({
    seq: z.int(),
    at: instant,
    command: z.enum(commandNames),
    actor,
    subjects: z.array(subject).meta({ description: 'What it changed; at most ten.' }),
    more: z.int().meta({ description: 'How many more it changed.' }),
  })
  .meta({ id: 'JournalLine' })
export type JournalLine = z.infer<typeof journalLine>

export const journalPage = z
  .object({
    lines: z.array(journalLine).meta({ description: 'The latest first.' }),
    earlier: z.int().nullable().meta({ description: 'Ask for those before this sequence; null: there are none.' }),
  })
  .meta({ id: 'JournalPage' })
export type JournalPage = z.infer<typeof journalPage>

/** One entry: its entities before and after, as staff see them. */
export const journalChange = z
  .object({ seq: z.int(), before: staffView.put, after: staffView.put, removed: z.array(subject) })
  .meta({ id: 'JournalChange' })
export type JournalChange = z.infer<typeof journalChange>
