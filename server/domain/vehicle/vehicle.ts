/** The file of a vehicle and its owner, as an arrival or a list touches it (B13). */
import type { Order } from '#contract/entities/index.ts'
import type { Channel, Language } from '#contract/values.ts'
import type { Vehicle } from '../internal.ts'
import type { Context } from '../rule.ts'

export interface Contact {
  plate: string
  model: string | null
  name: string | null
  phone: string | null
  language: Language
}

/** How an order's customer is reached. */
type Reached = Pick<Order, 'customer' | 'channels'>

/** Whether a channel has an address to send to; a browser is found out when it is sent to. */
export const hasAddress = ({ phone, email }: Order['customer'], channel: Channel): boolean =>
  channel === 'push' || (channel === 'sms' ? phone : email) !== null

/** Digits that say the same number with and without the country compare equal by their last ten. */
const samePhone = (a: string, b: string) => a.replace('+', '').slice(-10) === b.replace('+', '').slice(-10)

/**
 * Whether what was said may change a known owner's file: it was said to the staff or by an administrator, or whoever
 * stands at the kiosk gave the number the workshop has, or nothing was known.
 */
export function isTrusted(known: Vehicle | undefined, contact: Contact, { actor }: Context): boolean {
  if (actor.door !== 'kiosk' || !known) return true
  const { name, phone } = known.customer
  if (name === null && phone === null) return true
  return phone !== null && contact.phone !== null && samePhone(phone, contact.phone)
}

/** The vehicle with what is newly known: fields given replace, fields left out stay. A new file when there was none. */
export function merged(known: Vehicle | undefined, contact: Contact, context: Context): Vehicle {
  const { plate, model, name, phone, language } = contact
  if (!known)
    return {
      ...{ id: context.newId(), plate, model },
      customer: { id: context.newId(), name, phone, email: null, language, channels: [] },
    }
  if (!isTrusted(known, contact, context)) return known
  const { customer } = known
  const next = {
    ...known,
    model: model ?? known.model,
    customer: { ...customer, name: name ?? customer.name, phone: phone ?? customer.phone, language },
  }
  const same =
    next.model === known.model &&
    next.customer.name === customer.name &&
    next.customer.phone === customer.phone &&
    next.customer.language === customer.language
  return same ? known : next
}

/**
 * The contact an order keeps: what was given. What the file adds, with how the owner wants to be told, is added only where the
 * giver is trusted, or gave no contact at all; a stranger's number never stands beside the owner's name.
 */
export function contactOf(known: Vehicle | undefined, contact: Contact, context: Context): Reached {
  const { name, phone } = contact
  if (!known || !(isTrusted(known, contact, context) || (name === null && phone === null)))
    return { customer: { name, phone, email: null }, channels: [] }
  const { email, channels, ...owner } = known.customer
  const customer = { name: name ?? owner.name, phone: phone ?? owner.phone, email }
  return { customer, channels: channels.filter((channel) => hasAddress(customer, channel)) }
}

/**
 * The file after the desk has changed how an order's customer is reached: by what was changed, and no more. As it was where the
 * car was brought by somebody else: what he says stands beside his name alone.
 */
export function withContact(known: Vehicle, before: Reached, after: Reached): Vehicle {
  const { customer } = known
  if (customer.name !== before.customer.name || customer.phone !== before.customer.phone) return known
  const name = before.customer.name === after.customer.name ? customer.name : after.customer.name
  const phone = before.customer.phone === after.customer.phone ? customer.phone : after.customer.phone
  const email = before.customer.email === after.customer.email ? customer.email : after.customer.email
  const channels = before.channels.join() === after.channels.join() ? customer.channels : after.channels
  return { ...known, customer: { ...customer, name, phone, email, channels } }
}
