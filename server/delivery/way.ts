/** What all ways to a customer have in common: a message goes in, what came of it comes out. */
import type { Channel, PlateFormat } from '#contract/values.ts'

export interface Message {
  workshop: { id: string; name: string; plateFormat: PlateFormat }
  /** An e-mail address, a telephone number, or for pushes the order whose customer's browsers are meant. */
  to: string
  /** The same for every try of a notice by a channel, so that the other side can tell a repeat. */
  reference: string
  subject: string
  body: string
  /** The address of the customer's page. */
  link: string
}

/**
 * `delivered`: the other side has taken it over. `failed`: it may be tried again. `unavailable`: trying again is no use.
 * `detail` is for whoever looks after the server: what the other side said, at most 300 characters, without the customer's address.
 */
export interface Sent {
  result: 'delivered' | 'failed' | 'unavailable'
  detail: string
}

export interface Way {
  /** One try. Ends at the latest when `signal` says so. Throws what goes wrong on the way: the try has failed then. */
  send(message: Message, signal: AbortSignal): Promise<Sent>
}

/** Null: not set up. */
export type Ways = Readonly<Record<Channel, Way | null>>

const notSetUp: Sent = { result: 'unavailable', detail: 'This way is not set up.' }

const LONGEST_DETAIL = 200

/** What the other side said, made fit to be kept: short, in one line, without the address it was about. */
export function detailOf(text: string, { to }: Pick<Message, 'to'>): string {
  const digits = to.replace(/^\+/, '')
  return text
    .replaceAll(to, '…')
    .replaceAll(digits.length > 5 ? digits : to, '…')
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_DETAIL)
}

/** One try, whatever happens on the way; `within` is how long it may take, in real milliseconds. */
export async function tryOnce(way: Way | null, message: Message, within: number, ended: AbortSignal): Promise<Sent> {
  if (!way) return notSetUp
  const late = AbortSignal.timeout(within)
  try {
    return await way.send(message, AbortSignal.any([late, ended]))
  } catch (error) {
    if (late.aborted) return { result: 'failed', detail: `There was no answer within ${within / 1000} s.` }
    if (ended.aborted) return { result: 'failed', detail: 'The server was stopped.' }
    return { result: 'failed', detail: detailOf(error instanceof Error ? error.message : String(error), message) }
  }
}
