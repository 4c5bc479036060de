/** Ticket numbers, which start again every day; none is given twice while its car is here (B7). */
import { localDay } from '#contract/calendar.ts'
import type { Counters } from '../rule.ts'

const PER_LETTER = 999
const LETTERS = 26

/** The n-th ticket of a day, from 1: A001 … A999, B001 … Z999, then A001 again. */
export function ticketOf(n: number): string {
  const letter = Math.floor((n - 1) / PER_LETTER) % LETTERS
  return String.fromCharCode(65 + letter) + String(((n - 1) % PER_LETTER) + 1).padStart(3, '0')
}

/** The next ticket not in use and the updated counters; numbering restarts at local midnight. */
export function nextTicket(
  counters: Counters,
  inUse: ReadonlySet<string>,
  timeZone: string,
  now: number,
): { ticket: string; counters: Counters } {
  const ticketDay = localDay(now, timeZone)
  let ticketNumber = ticketDay === counters.ticketDay ? counters.ticketNumber + 1 : 1
  while (inUse.has(ticketOf(ticketNumber))) ticketNumber++
  return { ticket: ticketOf(ticketNumber), counters: { ...counters, ticketDay, ticketNumber } }
}
