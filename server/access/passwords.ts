/** Hashes of PINs and passwords: argon2id with the parameters that OWASP advises, in the usual text form. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** KiB of memory, passes, lanes. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 }
const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/

const derive = promisify(argon2)
const text = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')

export async function hashSecret(secret: string): Promise<string> {
  const nonce = randomBytes(16)
  const hash = await derive('argon2id', { message: secret, nonce, ...COST, tagLength: 32 })
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${text(nonce)}$${text(hash)}`
}

/** For people without a secret: a wrong one takes as long for them. */
const ofNobody = hashSecret(randomBytes(16).toString('hex'))
// A failure is reported to the first caller.
ofNobody.catch(() => undefined)

/** Whether the secret is the one that was hashed; never for null, after the same time. */
export async function isSecret(secret: string, hashed: string | null): Promise<boolean> {
  const [, memory, passes, parallelism, nonce = '', hash = ''] = FORM.exec(hashed ?? (await ofNobody)) ?? []
  const wanted = Buffer.from(hash, 'base64')
  const given = await derive('argon2id', {
    ...{ message: secret, nonce: Buffer.from(nonce, 'base64'), tagLength: wanted.length },
    ...{ memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
  })
  return timingSafeEqual(given, wanted) && hashed !== null
}
