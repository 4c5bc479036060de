/**
 * Devices by the token in their cookie. A token is renewed while it is in use: the old one stays good until the new one has been
 * seen, so that a lost answer costs nothing. One that is shown long after it was replaced was copied: then the device is shut out.
 */
import type { Sql } from 'postgres'
import type { DeviceOptions } from '#contract/entities/index.ts'
import type { DeviceKind } from '#contract/values.ts'
import { gathered } from './gathered.ts'
import { isKeyText, keyText } from './keys.ts'
import { hashOf, newSecret } from './tokens.ts'

/** A token is renewed once it is this old (real seconds). */
const RENEWED_AFTER = 86_400
/** Requests that were under way when the new token came may still bring the old one (real seconds). */
const OLD_IS_GOOD_FOR = 60
/** A second answer with a new token comes this long after one that may be lost (real seconds). */
const RENEWED_AGAIN_AFTER = 60
/** For how long an old token is known as copied (days). */
const KEPT_DAYS = 90

/** Only over TLS do browsers keep the prefix, which keeps other hosts of a domain from setting it. */
export const deviceCookie = (isSecure: boolean): string => (isSecure ? '__Host-pitboard_device' : 'pitboard_device')

export interface KnownDevice {
  workshopId: string
  deviceId: string
  kind: DeviceKind
  options: DeviceOptions
  isRevoked: boolean
}

interface Held extends KnownDevice {
  hash: string
  parentHash: string | null
  isSeen: boolean
  /** Shown too long after its successor was. */
  isCopied: boolean
  isReplaced: boolean
  /** Monotonic time (ms). */
  renewAt: number
}

interface Row {
  workshop_id: string
  token_hash: string
  parent_hash: string | null
  device_id: string
  kind: DeviceKind
  options: DeviceOptions
  revoked: boolean
  seen: boolean
  replaced: boolean
  copied: boolean
  age: number
}

/** Real seconds. */
export interface TokenTimes {
  renewedAfter?: number
  oldIsGoodFor?: number
}

interface Options extends TokenTimes {
  sql: Sql
  /** A device's token was copied. */
  copied: (workshopId: string, deviceId: string) => Promise<unknown>
}

export class Devices {
  #options: Options
  #read: (token: string) => Promise<Held | undefined>
  /** By the token's hash. Only tokens of the present are kept, so that invented ones do not fill the memory. */
  #held = new Map<string, Promise<Held | null>>()

  constructor(options: Options) {
    this.#options = options
    this.#read = gathered((tokens) => this.#readAll(tokens))
  }

  /** The device that a token belongs to; null for anything that is not, or no longer, a token. */
  async of(token: string | undefined): Promise<KnownDevice | null> {
    return isKeyText(token) ? this.#of(token) : null
  }

  #of(token: string): Promise<Held | null> {
    const hash = hashOf(token)
    let held = this.#held.get(hash)
    if (!held) {
      held = this.#see(token)
      this.#held.set(hash, held)
      void held.then(
        (found) => (found === null || found.isReplaced) && this.#held.delete(hash),
        () => this.#held.delete(hash),
      )
    }
    return held
  }

  async #see(token: string): Promise<Held | null> {
    const found = await this.#read(token)
    if (!found) return null
    const { workshopId, deviceId, isCopied, isRevoked, isSeen } = found
    if (isCopied) {
      if (!isRevoked) await this.#options.copied(workshopId, deviceId)
      return { ...found, isRevoked: true }
    }
    if (!isSeen && !isRevoked) await this.#begin(found)
    return found
  }

  /** A new token is shown for the first time: the one it replaces, and others that were to replace that, end. */
  async #begin({ workshopId, deviceId, hash, parentHash }: Held): Promise<void> {
    await this.#options.sql`
      update device_token set
        seen_at = case when token_hash = ${hash} then now() else seen_at end,
        replaced_at = case when token_hash = ${hash} then null else coalesce(replaced_at, now()) end
      where workshop_id = ${workshopId} and device_id = ${deviceId}
        and (token_hash = ${hash} or token_hash = ${parentHash} or parent_hash = ${parentHash})`
    if (parentHash !== null) this.#held.delete(parentHash)
  }

  /** The first token of a device that has just been approved; null once one has been seen. */
  async first(workshopId: string, deviceId: string): Promise<string | null> {
    const token = keyText(workshopId, newSecret())
    return this.#options.sql.begin(async (tx) => {
      // Answers to two polls must not both count.
      await tx`select from device where workshop_id = ${workshopId} and id = ${deviceId} for update`
      const [seen] = await tx`
        select from device_token where workshop_id = ${workshopId} and device_id = ${deviceId} and seen_at is not null`
      if (seen) return null
      await tx`delete from device_token where workshop_id = ${workshopId} and device_id = ${deviceId}`
      await tx`
        insert into device_token (workshop_id, token_hash, device_id, made_at)
        values (${workshopId}, ${hashOf(token)}, ${deviceId}, now())`
      return token
    })
  }

  /** A new token for the device that shows this one, if it is time; else null. */
  async renewed(token: string | undefined): Promise<string | null> {
    if (!isKeyText(token)) return null
    const held = await this.#of(token)
    if (!held || held.isRevoked || held.isReplaced || performance.now() < held.renewAt) return null
    const { workshopId, deviceId, hash } = held
    held.renewAt = performance.now() + RENEWED_AGAIN_AFTER * 1000
    const next = keyText(workshopId, newSecret())
    const { count } = await this.#options.sql`
      insert into device_token (workshop_id, token_hash, device_id, parent_hash, made_at)
      select ${workshopId}, ${hashOf(next)}, ${deviceId}, ${hash}, now()
      where not exists (
        select from device_token where workshop_id = ${workshopId} and parent_hash = ${hash}
          and made_at > now() - make_interval(secs => ${RENEWED_AGAIN_AFTER}))`
    await this.#options.sql`
      delete from device_token where workshop_id = ${workshopId} and device_id = ${deviceId}
        and replaced_at < now() - make_interval(days => ${KEPT_DAYS})`
    return count === 1 ? next : null
  }

  /** Those of these devices that have been shut out, or are gone. */
  async revoked(deviceIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.#options.sql<{ id: string }[]>`
      select id from unnest(${deviceIds as string[]}::uuid[]) as asked (id)
      where not exists (select from device where device.id = asked.id and revoked_at is null)`
    return new Set(rows.map(({ id }) => id))
  }

  /** Clears the cache of a workshop, after a change of its devices. */
  forget(workshopId: string): void {
    for (const [hash, held] of this.#held)
      void held.then(
        (found) => found?.workshopId === workshopId && this.#held.get(hash) === held && this.#held.delete(hash),
        () => undefined,
      )
  }

  /** Forgets the tokens that are no longer what they were; another node may have seen to that. */
  async compare(): Promise<void> {
    const remembered = await Promise.all([...this.#held].map(async ([, held]) => held.catch(() => null)))
    const present = remembered.filter((one) => one !== null)
    if (present.length === 0) return
    const rows = await this.#rows(present)
    const now = new Map(rows.map((row) => [row.token_hash, row]))
    for (const { hash, isRevoked } of present) {
      const row = now.get(hash)
      if (!row || row.replaced || row.revoked !== isRevoked) this.#held.delete(hash)
    }
  }

  async #readAll(tokens: string[]): Promise<Map<string, Held>> {
    const asked = tokens.map((token) => ({ workshopId: token.split('.', 1)[0]!, hash: hashOf(token), token }))
    const rows = await this.#rows(asked)
    const { renewedAfter = RENEWED_AFTER } = this.#options
    const found = new Map(rows.map((row) => [row.token_hash, row]))
    return new Map(
      asked.flatMap(({ hash, token }) => {
        const row = found.get(hash)
        if (!row) return []
        const { workshop_id: workshopId, device_id: deviceId, parent_hash: parentHash, kind, options } = row
        const { seen: isSeen, copied: isCopied, replaced: isReplaced, revoked: isRevoked } = row
        const renewAt = performance.now() + (renewedAfter - Number(row.age)) * 1000
        const held: Held = {
          ...{ workshopId, deviceId, kind, options, hash, parentHash },
          ...{ isSeen, isCopied, isReplaced, isRevoked, renewAt },
        }
        return [[token, held] as const]
      }),
    )
  }

  #rows(asked: readonly { workshopId: string; hash: string }[]) {
    const { sql, oldIsGoodFor = OLD_IS_GOOD_FOR } = this.#options
    return sql<Row[]>`
      select device_token.workshop_id, token_hash, parent_hash, device_id, kind, options,
        revoked_at is not null as revoked, seen_at is not null as seen, replaced_at is not null as replaced,
        coalesce(replaced_at < now() - make_interval(secs => ${oldIsGoodFor}), false) as copied,
        extract(epoch from now() - made_at) as age
      from device_token join device on device.workshop_id = device_token.workshop_id and device.id = device_id
      where (device_token.workshop_id, token_hash) in (select * from unnest(
        ${asked.map(({ workshopId }) => workshopId)}::uuid[], ${asked.map(({ hash }) => hash)}::text[]))`
  }
}
