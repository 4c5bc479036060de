/** Marks: each journal entry has the hash of its content and of the mark before it, so that one mark proves a whole history (S4). */
import { createHash } from 'node:crypto'
import type { Entry } from '#server/read/journal.ts'
import { sorted } from '#server/read/personal.ts'

/** What a mark is made of: all that the journal's row holds, but for the personal fields, which can be erased. */
export interface Marked extends Omit<Entry, 'mark'> {
  commandId: string
  personalHash: string | null
}

/** SHA-256 in base64url. Numbers, texts and lists have one form in JSON; keys are sorted, because jsonb keeps no order. */
export function markOf({ previous, at, ...content }: Marked): string {
  const { workshopId, seq, command, commandId, actor, facts, put, drop, personalHash } = content
  const instant = new Date(at).toISOString()
  const entry = [previous, workshopId, seq, instant, command, commandId, actor, facts, put, drop, personalHash]
  return createHash('sha256')
    .update(JSON.stringify(sorted(entry)))
    .digest('base64url')
}
