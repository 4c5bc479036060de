/** The journal over HTTP, for managers: its latest entries, and what one of them changed. */
import type { Request, Response, Router } from 'express'
import {
  JOURNAL_PAGE,
  journalQuestion,
  type JournalChange,
  type JournalLine,
  type JournalPage,
  type JournalSubject,
} from '#contract/journal.ts'
import type { ReadName } from '#contract/reads.ts'
import type { Put } from '#contract/sync.ts'
import type { Language } from '#contract/values.ts'
import { historyForStaff } from '#server/audience/history.ts'
import type { Visitor } from '#server/edge/admit.ts'
import type { Buckets } from '#server/edge/limit.ts'
import type { Entry } from '#server/read/journal.ts'
import type { JournalSearch } from '#server/read/journalSearch.ts'
import { no } from './refused.ts'

/** Of an entry that changes a whole shop, such as a forecast, only the first are named. */
const MOST_SUBJECTS = 10

type Handle = (visitor: Visitor, request: Request, response: Response, language: Language) => Promise<unknown>
type Guard = (name: ReadName, limit: Buckets, handle: Handle) => (request: Request, response: Response) => Promise<void>

export function journalReads(router: Router, asked: Guard, search: JournalSearch, limit: Buckets): void {
  router.get(
    '/journal',
    asked('readJournal', limit, async ({ workshopId }, request, response, language) => {
      // The view stands in the address, too.
      const { view: _, lang: __, ...query } = request.query
      const question = journalQuestion.safeParse(query)
      if (!question.success) return no(response, 'bad_payload', language)
      const found = await search.find(workshopId, question.data)
      const lines = found.slice(0, JOURNAL_PAGE).map(lineOf)
      const earlier = found.length > JOURNAL_PAGE ? lines.at(-1)!.seq : null
      response.json({ lines, earlier } satisfies JournalPage)
    }),
  )

  router.get(
    '/journal/:seq',
    asked('readJournalEntry', limit, async ({ workshopId }, request, response, language) => {
      const seq = Number(request.params['seq'])
      const found = Number.isSafeInteger(seq) ? await search.change(workshopId, seq) : null
      if (!found) return no(response, 'not_found', language)
      const { entry, before } = found
      const removed = Object.entries(entry.drop).flatMap(([kind, ids]) => ids.map((id) => ({ kind, id, label: null })))
      const [was, is] = [historyForStaff(before), historyForStaff(entry.put)]
      response.json({ seq, before: was, after: is, removed } as JournalChange)
    }),
  )
}

function lineOf({ seq, at, command, actor, put }: Entry): JournalLine {
  const subjects = subjectsOf(historyForStaff(put))
  const deviceId = 'deviceId' in actor ? (actor.deviceId ?? null) : null
  return {
    ...{ seq, at, command, actor: { ...actor, deviceId } },
    ...{ subjects: subjects.slice(0, MOST_SUBJECTS), more: Math.max(0, subjects.length - MOST_SUBJECTS) },
  }
}

const subjectsOf = (put: Put<'staff'>): JournalSubject[] =>
  Object.entries(put).flatMap(([kind, entities]) =>
    (entities as { id: string }[]).map((entity) => ({ kind, id: entity.id, label: labelOf(kind, entity) })),
  )

/** What people call an entity. */
function labelOf(kind: string, entity: object): string | null {
  const { number, plate, name, ticket, code } = entity as Partial<
    Record<'plate' | 'name' | 'ticket' | 'code', string | null> & { number: number }
  >
  const parts = kind === 'order' ? [number, plate] : [number ?? null, name ?? code ?? ticket ?? plate ?? null]
  const label = parts.filter((part) => part !== null && part !== undefined && part !== '').join(' · ')
  return label === '' ? null : label
}
