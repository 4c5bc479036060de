/**
 * The link to a customer's page: workshop, order, and a 144-bit MAC under the workshop's secret. Nothing is stored, so the slip
 * can be printed again. It expires a set time after the car has left (B7).
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Sql } from 'postgres'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { gathered } from './gathered.ts'
import { Secrets } from './secrets.ts'

const DAY = 86_400_000
const ID = 16
const MAC = 18

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')
const uuidOf = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
const macOf = (secret: string, ids: Buffer) =>
  createHmac('sha256', secret).update('customer page').update(ids).digest().subarray(0, MAC)

export interface Link {
  workshopId: string
  orderId: string
}

/** What says when a link ends. */
interface Row {
  key: string
  closed_at: string | null
  settings: Partial<Settings>
}
const keyOf = ({ workshopId, orderId }: Link) => `${workshopId} ${orderId}`

export class Links {
  #secrets: Secrets
  /** One link may be opened many times a second, and a thousand pages may come back at once. */
  #read: (key: string) => Promise<Row | undefined>

  constructor(sql: Sql) {
    this.#secrets = new Secrets(sql)
    this.#read = gathered(async (keys) => {
      const asked = keys.map((key) => key.split(' '))
      const rows = await sql<Row[]>`
        select workshop_id || ' ' || repair_order.id as key, closed_at, settings
        from unnest(${asked.map(([one]) => one!)}::uuid[], ${asked.map(([, one]) => one!)}::uuid[]) as asked (workshop_id, id)
        join repair_order using (workshop_id, id) join workshop using (workshop_id)`
      return new Map(rows.map((row) => [row.key, row]))
    })
  }

  /** The token of an order's page: 67 characters. */
  async tokenFor({ workshopId, orderId }: Link): Promise<string> {
    const ids = Buffer.concat([bytesOf(workshopId), bytesOf(orderId)])
    const secret = await this.#secrets.of(workshopId)
    if (secret === null) throw new Error('Cannot make a link for an unknown workshop')
    return Buffer.concat([ids, macOf(secret, ids)]).toString('base64url')
  }

  /** The page a token opens; `ended` if the car left too long ago; null for anything that is not a token. */
  async open(token: string, now: number): Promise<Link | 'ended' | null> {
    const bytes = Buffer.from(token, 'base64url')
    if (bytes.length !== 2 * ID + MAC || bytes.toString('base64url') !== token) return null
    const ids = bytes.subarray(0, 2 * ID)
    const link = { workshopId: uuidOf(ids.subarray(0, ID)), orderId: uuidOf(ids.subarray(ID)) }
    const secret = await this.#secrets.of(link.workshopId)
    if (secret === null || !timingSafeEqual(macOf(secret, ids), bytes.subarray(2 * ID))) return null
    const order = await this.#read(keyOf(link))
    if (!order) return 'ended'
    const { linkDays = defaultSettings.linkDays } = order.settings
    return order.closed_at !== null && Date.parse(order.closed_at) + linkDays * DAY < now ? 'ended' : link
  }
}
