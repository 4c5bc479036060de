/**
 * Encryption with a passphrase: scrypt makes the key, AES-256-GCM seals pieces of 64 kB. Each piece is bound to its place and to
 * the file's first line, and the last one says that it is the last: nothing can be cut off, moved or exchanged unnoticed.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'

/** What the file says of its encryption, readable by all. `check` tells a wrong passphrase from a damaged file. */
export const sealing = z.object({
  scheme: z.literal('scrypt-aes-256-gcm'),
  cost: z.int().max(1 << 20),
  salt: z.base64(),
  check: z.base64(),
})
export type Sealing = z.infer<typeof sealing>

const COST = 1 << 17
const PIECE = 1 << 16
const TAG = 16

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)

async function keyOf(passphrase: string, salt: Buffer, cost: number): Promise<Buffer> {
  // The same passphrase may be typed in two Unicode forms.
  return derive(passphrase.normalize('NFC'), salt, 32, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 })
}

const checkOf = (key: Buffer) => createHmac('sha256', key).update('Pitboard backup').digest()

/** A new key for one file. */
export async function newSeal(passphrase: string): Promise<{ sealing: Sealing; key: Buffer }> {
  const salt = randomBytes(16)
  const key = await keyOf(passphrase, salt, COST)
  const check = checkOf(key).toString('base64')
  return { key, sealing: { scheme: 'scrypt-aes-256-gcm', cost: COST, salt: salt.toString('base64'), check } }
}

/** The key of a file; null if the passphrase is wrong. */
export async function keyFor({ salt, cost, check }: Sealing, passphrase: string): Promise<Buffer | null> {
  const key = await keyOf(passphrase, Buffer.from(salt, 'base64'), cost)
  const wanted = Buffer.from(check, 'base64')
  const own = checkOf(key)
  return wanted.length === own.length && timingSafeEqual(own, wanted) ? key : null
}

/** The key is of one file alone, so a counter is nonce enough. */
function nonce(place: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt32BE(place, 7)
  bytes[11] = isLast ? 1 : 0
  return bytes
}

/** @param line the file's first line */
export async function* seal(chunks: AsyncIterable<Buffer>, key: Buffer, line: string): AsyncGenerator<Buffer> {
  let place = 0
  for await (const [piece, isLast] of pieces(chunks, PIECE)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(place++, isLast)).setAAD(Buffer.from(line))
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
  }
}

/** @throws Error when a piece is damaged, or the last one is missing */
export async function* unseal(chunks: AsyncIterable<Buffer>, key: Buffer, line: string): AsyncGenerator<Buffer> {
  let place = 0
  for await (const [piece, isLast] of pieces(chunks, PIECE + TAG)) {
    if (piece.length < TAG) throw new Error('It is cut short')
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(place++, isLast)).setAAD(Buffer.from(line))
    decipher.setAuthTag(piece.subarray(-TAG))
    yield Buffer.concat([decipher.update(piece.subarray(0, -TAG)), decipher.final()])
  }
}

/** Pieces of one size, and whether each is the last, which may be shorter or empty. */
async function* pieces(chunks: AsyncIterable<Buffer>, size: number): AsyncGenerator<[Buffer, boolean]> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    while (rest.length > size) {
      yield [rest.subarray(0, size), false]
      rest = rest.subarray(size)
    }
  }
  yield [rest, true]
}
