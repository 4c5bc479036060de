/** The file of a vehicle and its owner, as an arrival or a list touches it (B13). */
import type { Language } from '#contract/values.ts'
import type { Context, Vehicle } from '../rule.ts'

export interface Contact {
  plate: string
  model: string | null
  name: string | null
  phone: string | null
  language: Language
}

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
    return { id: context.newId(), plate, model, customer: { id: context.newId(), name, phone, email: null, language } }
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
 * The contact an order keeps: what was given. What the file adds is added only where the giver is trusted, or gave
 * no contact at all; a stranger's number never stands beside the owner's name.
 */
export function contactOf(known: Vehicle | undefined, contact: Contact, context: Context) {
  const { name, phone } = contact
  if (!known || !(isTrusted(known, contact, context) || (name === null && phone === null)))
    return { name, phone, email: null }
  const { customer } = known
  return { name: name ?? customer.name, phone: phone ?? customer.phone, email: customer.email }
}
