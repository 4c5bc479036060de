/** Finds cars on the floor by plate, ticket, repair order, customer or phone, whatever separators were typed. */
import type { Order } from '#contract/entities/index.ts'
import { inLatin } from '#contract/plate.ts'

const MOST = 8
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{Nd}]/gu, '')

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '')

/**
 * The digits of what may be a telephone number as numbers are stored: without the zeros that are dialled before the country or the
 * area, as in 0049…, 0171… and +44 (0)20…; empty if it has letters.
 */
function dialled(typed: string): string {
  const text = typed.normalize('NFKC').replace('(0)', '')
  return /\p{L}/u.test(text) ? '' : digitsOf(text).replace(/^0+/, '')
}

/** The cars that fit what was typed, at most eight: those in the house first, then appointments, then those that have left. */
export function found(orders: Iterable<Order>, typed: string): Order[] {
  const wanted = plain(typed)
  if (wanted === '') return []
  const digits = dialled(typed)
  const fits = ({ plate, ticket, number, customer, model }: Order) =>
    [wanted, inLatin(wanted)].some((text) => plain(plate).includes(text)) ||
    plain(ticket ?? '') === wanted ||
    String(number) === wanted ||
    plain(customer.name ?? '').includes(wanted) ||
    plain(model ?? '').startsWith(wanted) ||
    // Two digits are in every number.
    (digits.length > 3 && digitsOf(customer.phone ?? '').includes(digits))
  const rank = ({ closedAt, state }: Order) => (closedAt !== null ? 2 : state === 'booked' ? 1 : 0)
  return [...orders]
    .filter(fits)
    .toSorted((a, b) => rank(a) - rank(b) || plain(a.plate).indexOf(wanted) - plain(b.plate).indexOf(wanted))
    .slice(0, MOST)
}
