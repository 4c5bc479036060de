/**
 * Screens that ask to be paired (RFC 8628): the screen shows a code and keeps a secret in its cookie; a manager types the code and
 * approves; the browser with the secret gets the device's token. A code lives ten minutes and is good for one device.
 */
import type { Sql } from 'postgres'
import { v7 } from 'uuid'
import type { DeviceOptions } from '#contract/entities/index.ts'
import type { DeviceKind } from '#contract/values.ts'
import { gathered } from './gathered.ts'
import { readableCode } from './readableCode.ts'
import { hashOf, newSecret } from './tokens.ts'

export const PAIRING_COOKIE = 'pitboard_pairing'
/** Real seconds. */
export const CODE_LIVES = 600
const CODE_LENGTH = 8
/** All codes that wait. Strangers must not fill the table, nor the codes become easy to guess. */
const MOST = 1000
/** Polls of one screen share an answer for this long (real ms), unless a device was approved meanwhile. */
const ANSWER_HOLDS = 10_000

const SECRET = /^[A-Za-z0-9_-]{32}$/
export const isPairingSecret = (text: string | undefined): text is string => text !== undefined && SECRET.test(text)

export interface Asker {
  address: string
  /** As the browser names itself. */
  browser: string
}

/** A screen that waits to be approved. */
export interface Found extends Asker {
  /** The id of the device it becomes. */
  deviceId: string
  /** Real time, ms since 1970. */
  askedAt: number
}

interface Approved {
  state: 'approved'
  workshopId: string
  deviceId: string
  kind: DeviceKind
  options: DeviceOptions
}
type Pairing = { state: 'waiting' | 'ended' } | Approved
const ended: Pairing = { state: 'ended' }

export class Pairings {
  #sql: Sql
  #read: (hash: string) => Promise<Pairing | undefined>
  #waiting = new Map<string, { pairing: Promise<Pairing>; at: number }>()

  constructor(sql: Sql) {
    this.#sql = sql
    this.#read = gathered((hashes) => this.#states(hashes))
  }

  /** A code to show and the secret for the browser's cookie; null if too many screens wait already. */
  async begin({ address, browser }: Asker): Promise<{ secret: string; code: string } | null> {
    const [secret, code] = [newSecret(), readableCode(CODE_LENGTH)]
    await this.#sql`delete from pairing where ends_at < now()`
    // Two screens with one code: almost never, and the second asks again.
    const { count } = await this.#sql`
      insert into pairing (secret_hash, code, device_id, asked_at, ends_at, address, browser)
      select ${hashOf(secret)}, ${code}, ${v7()}, now(), now() + make_interval(secs => ${CODE_LIVES}), ${address}, ${browser.slice(0, 200)}
      where (select count(*) from pairing) < ${MOST} on conflict do nothing`
    return count === 1 ? { secret, code } : null
  }

  /** The screen that shows a code, bound to this workshop from now on; null if none does, or another workshop was first. */
  async find(workshopId: string, code: string): Promise<Found | null> {
    const [row] = await this.#sql<{ device_id: string; address: string; browser: string; asked_at: Date }[]>`
      update pairing set workshop_id = ${workshopId}
      where code = ${code} and ends_at > now() and (workshop_id is null or workshop_id = ${workshopId})
        and not exists (select from device where device.workshop_id = ${workshopId} and device.id = device_id)
      returning device_id, address, browser, asked_at`
    if (!row) return null
    const { device_id: deviceId, address, browser, asked_at } = row
    return { deviceId, address, browser, askedAt: new Date(asked_at).getTime() }
  }

  /** What has become of the screen with this secret. Polls seldom reach the database. */
  state(secret: string): Promise<Pairing> {
    const hash = hashOf(secret)
    const known = this.#waiting.get(hash)
    if (known && performance.now() - known.at < ANSWER_HOLDS) return known.pairing
    const pairing = this.#read(hash).then((found) => found ?? ended)
    this.#waiting.set(hash, { pairing, at: performance.now() })
    void pairing.then(
      // Only what waits is asked for again and again; invented secrets do not fill the memory.
      ({ state }) => state !== 'waiting' && this.#waiting.delete(hash),
      () => this.#waiting.delete(hash),
    )
    return pairing
  }

  /** Devices have changed: what waited may have been approved. */
  forget(): void {
    this.#waiting.clear()
  }

  async #states(hashes: string[]): Promise<Map<string, Pairing>> {
    const rows = await this.#sql<
      { secret_hash: string; workshop_id: string; device_id: string; kind: DeviceKind | null; options: DeviceOptions }[]
    >`
      select secret_hash, pairing.workshop_id, device_id, kind, options from pairing
      left join device on device.workshop_id = pairing.workshop_id and device.id = device_id and revoked_at is null
      where secret_hash = any(${hashes}) and ends_at > now()`
    return new Map(
      rows.map(({ secret_hash, workshop_id: workshopId, device_id: deviceId, kind, options }) => [
        secret_hash,
        kind === null ? { state: 'waiting' } : { state: 'approved', workshopId, deviceId, kind, options },
      ]),
    )
  }
}
