/** Turns an outcome or a failure of the write path into an answer of the contract, without internals. */
import type { Reply } from '#contract/commands/index.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Language } from '#contract/values.ts'
import type { Links } from '#server/access/links.ts'
import { viewOf, type Audience } from '#server/audience/audience.ts'
import { passes } from '#server/write/waits.ts'
import type { Outcome } from '#server/write/write.ts'
import { refusalOf } from './sentences.ts'

/** Where an answer goes. */
export interface Asking {
  workshopId: string
  audience: Audience
  language: Language
  /** The origin under which the caller sees this server, for links in the answer. */
  origin: string
}

export async function replyTo(asking: Asking, outcome: Outcome, links: Links): Promise<Reply> {
  if (outcome.ok) return { ok: true, seq: outcome.seq, answer: await withLink(asking, outcome.answer, links) } as Reply
  if (!outcome.now) return refusalOf(outcome.code, asking.language)
  const { workshop, put: changes } = outcome.now
  const { put } = viewOf(asking.audience, changes, {}, { workshop, bays: new Map() })
  return refusalOf(outcome.code, asking.language, {
    now: { put: put as Record<string, unknown[]>, seq: outcome.seq },
  })
}

/** Adds the address of the customer's page after checking in (B7). It is derived, not stored, so a retry gets the same one (S1). */
async function withLink(asking: Asking, answer: object, links: Links): Promise<object> {
  if (!('ticket' in answer && 'orderId' in answer)) return answer
  return { ...answer, link: await linkFor(links, asking, answer.orderId as string) }
}

/** The address of an order's customer page. */
export async function linkFor(
  links: Links,
  { workshopId, origin }: Pick<Asking, 'workshopId' | 'origin'>,
  orderId: string,
): Promise<string> {
  return `${origin}/t/${await links.tokenFor({ workshopId, orderId })}`
}

/** The code for a command that failed. `database_unavailable` means not known: the same id is to be sent again (S1). */
export const codeOfFailure = (error: unknown): ErrorCode => (passes(error) ? 'database_unavailable' : 'server_error')
