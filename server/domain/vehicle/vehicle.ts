/** The file of a vehicle and its owner, updated by arrivals and imported lists (B13). */
import type { Order, Workshop } from '#contract/entities/index.ts'
import { mainNumber } from '#contract/phone.ts'
import { moreExact } from '#contract/plate.ts'
import type { Channel, Language } from '#contract/values.ts'
import type { Vehicle } from '../internal.ts'
import { samePhone } from '../phone.ts'
import type { Context } from '../rule.ts'

export interface Contact {
  plate: string
  model: string | null
  name: string | null
  phone: string | null
  language: Language
  /** The last digits of the number on file, from a person at the kiosk. */
  last4?: string | undefined
}

/** The contact details of an order's customer. */
type Reached = Pick<Order, 'customer' | 'channels'>

/** The customer's language: as given, else as on file, else the usual one where the workshop's plates are from (B13). */
export const languageOf = (
  language: Language | null,
  known: Vehicle | undefined,
  { plateFormat }: Pick<Workshop, 'plateFormat'>,
): Language => language ?? known?.customer.language ?? (plateFormat === 'cn' ? 'zh-Hans' : 'en')

/** Whether a channel has an address; what the customer's page allows shows only on sending. */
export const hasAddress = ({ phone, email }: Order['customer'], channel: Channel): boolean =>
  channel === 'push' || channel === 'wechat' || (channel === 'sms' ? phone : email) !== null

/**
 * Whether the input may change a known owner's file: it comes from staff or an administrator, or the person at the kiosk gave the
 * number on file, or there is no file.
 */
export function isTrusted(known: Vehicle | undefined, contact: Contact, { actor }: Context): boolean {
  if (actor.device !== 'kiosk' || !known) return true
  const { name, phone } = known.customer
  if (name === null && phone === null) return true
  return phone !== null && contact.phone !== null && samePhone(phone, contact.phone)
}

/** The vehicle with new input: given fields replace, others stay. Creates a file if there was none. */
export function merged(known: Vehicle | undefined, contact: Contact, context: Context): Vehicle {
  const { plate, model, name, phone, language } = contact
  if (!known)
    return {
      ...{ id: context.newId(), plate, model },
      customer: { id: context.newId(), name, phone, email: null, language, channels: [] },
      before: null,
    }
  if (!isTrusted(known, contact, context)) return known
  const { customer } = known
  const next = {
    ...known,
    before: null,
    plate: moreExact(known.plate, plate),
    model: model ?? known.model,
    customer: { ...customer, name: name ?? customer.name, phone: phone ?? customer.phone, language },
  }
  const same =
    next.plate === known.plate &&
    next.model === known.model &&
    next.customer.name === customer.name &&
    next.customer.phone === customer.phone &&
    next.customer.language === customer.language
  return same ? known : next
}

/** The file an order has written into, with what it said before the order's first entry (C8). */
export function writtenBy(orderId: string, known: Vehicle | undefined, file: Vehicle): Vehicle {
  if (known?.before?.orderId === orderId) return { ...file, before: known.before }
  const { model, customer } = known ?? { model: null, customer: null }
  const plate = known && known.plate !== file.plate ? { plate: known.plate } : {}
  return { ...file, before: { orderId, ...plate, model, customer } }
}

/** The file without what this order wrote into it (C8); null if the order began it. */
export function withoutEntriesOf(orderId: string, file: Vehicle): Vehicle | null {
  if (file.before?.orderId !== orderId) return file
  const { orderId: _, ...said } = file.before
  return said.customer && { ...file, ...said, customer: said.customer, before: null }
}

/**
 * The contact details for an order: what was given, completed from the file only if the giver is trusted, or gave none and knows
 * the owner's digits. A stranger's number never appears beside the owner's name, and the owner hears nothing of their visit.
 */
export function contactOf(known: Vehicle | undefined, contact: Contact, context: Context): Reached {
  const { name, phone, last4 } = contact
  const owned = known?.customer.phone ?? null
  const knowsDigits = owned !== null && last4 !== undefined && mainNumber(owned).endsWith(last4)
  const isOwner = known && (isTrusted(known, contact, context) || (name === null && phone === null && knowsDigits))
  if (!isOwner) return { customer: { name, phone, email: null }, channels: [] }
  const { email, channels, ...owner } = known.customer
  const customer = { name: name ?? owner.name, phone: phone ?? owner.phone, email }
  return { customer, channels: channels.filter((channel) => hasAddress(customer, channel)) }
}

/**
 * The file after the desk has changed an order's contact details: only the changed fields. Unchanged if someone other than the
 * owner brought the car.
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
