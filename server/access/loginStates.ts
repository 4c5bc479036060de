/**
 * What goes to another company's login page and comes back with the customer: workshop, order, the time it ends, and a MAC under
 * the workshop's secret. Hexadecimal, because WeChat takes 128 letters and digits.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Link } from './links.ts'
import type { Secrets } from './secrets.ts'

/** How long a state is valid, in seconds. */
const VALID = 600
const FORM = /^([0-9a-f]{32})([0-9a-f]{32})([0-9a-f]{8})([0-9a-f]{56})$/

const hex = (uuid: string) => uuid.replaceAll('-', '')
const uuid = (digits: string) => digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
const macOf = (secret: string, text: string) =>
  createHmac('sha256', secret).update('login state').update(text).digest('hex').slice(0, 56)

/** @param now real time, milliseconds since 1970. @throws for an unknown workshop */
export async function loginStateOf(secrets: Secrets, { workshopId, orderId }: Link, now: number): Promise<string> {
  const secret = await secrets.of(workshopId)
  if (secret === null) throw new Error('Cannot make a state for an unknown workshop')
  const until = Math.floor(now / 1000) + VALID
  const text = hex(workshopId) + hex(orderId) + until.toString(16).padStart(8, '0')
  return text + macOf(secret, text)
}

/** The page that the customer came from; null for anything that is not a state of ours. */
export async function openLoginState(
  secrets: Secrets,
  state: string,
  now: number,
): Promise<{ link: Link; isValid: boolean } | null> {
  const [, workshop, order, until, mac] = FORM.exec(state) ?? []
  if (workshop === undefined || order === undefined || until === undefined || mac === undefined) return null
  const link = { workshopId: uuid(workshop), orderId: uuid(order) }
  const secret = await secrets.of(link.workshopId)
  if (secret === null) return null
  const right = macOf(secret, workshop + order + until)
  if (!timingSafeEqual(Buffer.from(right), Buffer.from(mac))) return null
  return { link, isValid: parseInt(until, 16) * 1000 > now }
}
