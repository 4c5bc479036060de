/**
 * Access keys: 192 bits each, shown once, stored as hashes. A key names its workshop and opens one view to its holder. New keys
 * invalidate the old ones at once, on every node.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Sql } from 'postgres'
import type { Device } from '#contract/values.ts'
import { gathered } from './gathered.ts'
import { revokeKeys } from './revoke.ts'

export const keyedDevices = ['staff', 'wall', 'lobby', 'kiosk'] as const
export type KeyedDevice = (typeof keyedDevices)[number]
export const isKeyedDevice = (device: string): device is KeyedDevice =>
  (keyedDevices as readonly string[]).includes(device)

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A key as links and cookies carry it: the workshop's id and the secret. */
export const keyText = (workshopId: string, secret: string) => `${workshopId}.${secret}`

/** Whether it has the form of a key. */
export const isKeyText = (text: string | undefined): text is string => partsOf(text) !== null

function partsOf(key: string | undefined): [workshopId: string, secret: string] | null {
  const [workshopId = '', secret = ''] = key?.split('.', 2) ?? []
  return UUID.test(workshopId) && secret.length >= 22 && secret.length <= 64 ? [workshopId, secret] : null
}

export const cookieOf = (device: KeyedDevice) => `pitboard_${device}`

const hash = (secret: string) => createHash('sha256').update(secret).digest('base64url')

/**
 * Replaces the keys of all views of a workshop and returns the new ones in full; they cannot be read again. A backup made before does
 * not bring the old ones back.
 */
export async function replaceKeys(sql: Sql, workshopId: string): Promise<Record<KeyedDevice, string>> {
  const secrets = keyedDevices.map((device) => [device, randomBytes(24).toString('base64url')] as const)
  await sql.begin((tx) =>
    Promise.all([
      revokeKeys(tx, workshopId),
      ...secrets.map(
        ([
          device,
          secret,
        ]) => tx`insert into access_key (workshop_id, device, key_hash, created_at) values (${workshopId}, ${device}, ${hash(secret)}, now())
          on conflict (workshop_id, device) do update set key_hash = excluded.key_hash, created_at = excluded.created_at`,
      ),
    ]),
  )
  return Object.fromEntries(secrets.map(([device, secret]) => [device, keyText(workshopId, secret)])) as Record<
    KeyedDevice,
    string
  >
}

/** Checks keys. Remembers a workshop's hashes until `forget`. */
export class Keyring {
  #sql: Sql
  #hashes = new Map<string, Promise<Map<Device, string>>>()
  #read = gathered((workshopIds) => this.#hashesOf(workshopIds))

  constructor(sql: Sql) {
    this.#sql = sql
  }

  forget(workshopId: string): void {
    this.#hashes.delete(workshopId)
  }

  /** The workshop whose view a key opens; null for anything else. */
  async workshopOf(device: KeyedDevice, key: string | undefined): Promise<string | null> {
    const parts = partsOf(key)
    if (parts === null) return null
    const [workshopId, secret] = parts
    const known = (await this.#of(workshopId)).get(device)
    if (known === undefined) return null
    return timingSafeEqual(Buffer.from(known), Buffer.from(hash(secret))) ? workshopId : null
  }

  #of(workshopId: string): Promise<Map<Device, string>> {
    let hashes = this.#hashes.get(workshopId)
    if (!hashes) {
      hashes = this.#read(workshopId).then((found) => found ?? new Map<Device, string>())
      // Guessed workshop ids must not fill the memory: only workshops with keys are cached.
      void hashes.then(
        (found) => found.size === 0 && this.forget(workshopId),
        () => this.forget(workshopId),
      )
      this.#hashes.set(workshopId, hashes)
    }
    return hashes
  }

  /** The workshops whose keys are no longer the ones remembered. */
  async replaced(): Promise<string[]> {
    const remembered = [...this.#hashes]
    if (remembered.length === 0) return []
    const rows = await this.#rowsOf(remembered.map(([workshopId]) => workshopId))
    const changed = await Promise.all(
      remembered.map(async ([workshopId, hashes]) => {
        const before = await hashes.catch(() => null)
        if (!before || this.#hashes.get(workshopId) !== hashes) return []
        const mine = rows.filter((row) => row.workshop_id === workshopId)
        const isSame = mine.length === before.size && mine.every((row) => before.get(row.device) === row.key_hash)
        return isSame ? [] : [workshopId]
      }),
    )
    return changed.flat()
  }

  async #hashesOf(workshopIds: string[]): Promise<Map<string, Map<Device, string>>> {
    const found = new Map<string, Map<Device, string>>()
    for (const { workshop_id, device, key_hash } of await this.#rowsOf(workshopIds))
      found.set(workshop_id, (found.get(workshop_id) ?? new Map<Device, string>()).set(device, key_hash))
    return found
  }

  #rowsOf(workshopIds: string[]) {
    return this.#sql<{ workshop_id: string; device: Device; key_hash: string }[]>`
      select workshop_id, device, key_hash from access_key where workshop_id = any(${workshopIds}::uuid[])`
  }
}
