/**
 * What WeChat posts to a service account: plain XML, or XML that is encrypted for WeCom and service accounts alike. It is signed
 * in its address; only the signature of an encrypted request covers the body.
 */
import { createDecipheriv, createHash } from 'node:crypto'
import { isSame } from './signature.ts'
import type { Callback, Receipt, Receipts } from './way.ts'

/** How old a signed request may be, in seconds. */
const FRESH = 300
const ENCRYPTED = /<Encrypt><!\[CDATA\[([A-Za-z0-9+/=]+)\]\]><\/Encrypt>/
const ECHO = /^[\w+/=-]{1,200}$/

interface Settings {
  appId: string
  token: string
  /** Null: plain XML. */
  aesKey: string | null
}

export const openWechatReceipts = ({ appId, token, aesKey }: Settings): Receipts => ({
  name: 'wechat',
  isGenuine(callback) {
    const encrypted = aesKey === null ? [] : [encryptedOf(callback.body)]
    return isSigned(token, callback, aesKey === null ? 'signature' : 'msg_signature', encrypted)
  },
  read({ body }) {
    const xml = aesKey === null ? body.toString() : decrypted(encryptedOf(body), { aesKey, receiverId: appId })
    return receiptIn(fieldsOf(xml))
  },
  // WeChat repeats a request three times unless it is answered with this word, or with nothing.
  answer: 'success',
  // The check of the address is signed in the plain way in either mode.
  echo(callback) {
    const text = new URL(callback.url).searchParams.get('echostr') ?? ''
    return isSigned(token, callback, 'signature') && ECHO.test(text) ? text : null
  },
})

function isSigned(token: string, { url }: Callback, name: string, more: readonly string[] = []): boolean {
  const { searchParams } = new URL(url)
  const said = (one: string) => searchParams.get(one) ?? ''
  const isFresh = Math.abs(Date.now() / 1000 - Number(said('timestamp'))) <= FRESH
  return isFresh && isSame(said(name), wechatSignature([token, said('timestamp'), said('nonce'), ...more]))
}

/** WeChat's signature: the hex SHA-1 of the sorted texts, one of which is the secret token. */
export const wechatSignature = (texts: readonly string[]): string =>
  createHash('sha1')
    .update([...texts].sort().join(''))
    .digest('hex')

/** @throws if there is none */
function encryptedOf(body: Buffer): string {
  const [, text] = ENCRYPTED.exec(body.toString()) ?? []
  if (text === undefined) throw new Error('Not encrypted')
  return text
}

/**
 * AES-256-CBC with the key’s first half as the initial vector: 16 random bytes, the length of the text in four, the text, and
 * the receiver’s id. @throws if it is not that, or meant for another account
 */
export function decrypted(text: string, { aesKey, receiverId }: { aesKey: string; receiverId: string }): string {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(text, 'base64'), decipher.final()])
  // Padding to 32 bytes, which Node does not know: its last byte says how long it is.
  const whole = padded.subarray(0, padded.length - padded.at(-1)!)
  const end = 20 + whole.readUInt32BE(16)
  if (whole.subarray(end).toString() !== receiverId) throw new Error('Meant for another account')
  return whole.subarray(20, end).toString()
}

const ELEMENT = /\s*<(\w+)>(?:<!\[CDATA\[((?:(?!\]\]>)[^])*)\]\]>|([^<&]*))<\/\1>/gy
const WHOLE = /^\s*<xml>([^]*)<\/xml>\s*$/

/**
 * The fields of flat XML without attributes and entities, which is all that a receipt has; none of any other.
 * @throws if it is no XML of WeChat
 */
export function fieldsOf(xml: string): ReadonlyMap<string, string> {
  const [, content] = WHOLE.exec(xml) ?? []
  if (content === undefined) throw new Error('Not XML of WeChat')
  const fields = new Map<string, string>()
  let end = 0
  for (const [whole, name, text, plain] of content.matchAll(ELEMENT)) {
    end += whole.length
    // What a customer writes comes last, and replaces nothing that WeChat says before it.
    if (!fields.has(name!)) fields.set(name!, text ?? plain ?? '')
  }
  return content.slice(end).trim() === '' ? fields : new Map()
}

/** The event that ends the sending of a message. What customers write to the account, and other events, are no receipts. */
function receiptIn(fields: ReadonlyMap<string, string>): Receipt[] {
  const [messageId, status] = [fields.get('MsgID'), fields.get('Status')]
  const isEnd = fields.get('MsgType') === 'event' && fields.get('Event') === 'TEMPLATESENDJOBFINISH'
  if (!isEnd || !messageId || status === undefined) return []
  return [{ messageId, result: status === 'success' ? 'delivered' : 'failed', detail: status }]
}
