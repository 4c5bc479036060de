/** A push service on this machine with its browsers, as Web Push (RFC 8030, 8188, 8291, 8292) requires. */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { selfSigned } from './selfSigned.ts'

export interface Pushed {
  browser: string
  headers: IncomingHttpHeaders
  payload: unknown
}

export interface PushService {
  origin: string
  pushed: Pushed[]
  /** The status it answers a browser's messages with; default 201. */
  answers: Map<string, number>
  /** A subscribed browser: what its page would send. */
  subscribe(browser: string): { endpoint: string; p256dh: string; auth: string }
  close(): Promise<void>
}

export async function openPushService(): Promise<PushService> {
  const keys = new Map<string, { ecdh: ReturnType<typeof createECDH>; auth: Buffer }>()
  const service: PushService = {
    ...{ origin: '', pushed: [], answers: new Map(), close: async () => {} },
    subscribe(browser) {
      const ecdh = createECDH('prime256v1')
      const auth = randomBytes(16)
      const p256dh = ecdh.generateKeys().toString('base64url')
      keys.set(browser, { ecdh, auth })
      return { endpoint: `${service.origin}/push/${browser}`, p256dh, auth: auth.toString('base64url') }
    },
  }
  const server = createServer(selfSigned, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const browser = request.url!.slice('/push/'.length)
      const status = service.answers.get(browser) ?? 201
      const key = keys.get(browser)
      if (status === 201 && key)
        service.pushed.push({ browser, headers: request.headers, payload: opened(Buffer.concat(parts), key) })
      response.writeHead(status).end(status === 201 ? '' : 'no')
    })
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  service.origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  service.close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return service
}

/** Decrypts one aes128gcm record as the browser does. */
function opened(body: Buffer, { ecdh, auth }: { ecdh: ReturnType<typeof createECDH>; auth: Buffer }): unknown {
  const salt = body.subarray(0, 16)
  const idLength = body[20]!
  const theirs = body.subarray(21, 21 + idLength)
  const sealed = body.subarray(21 + idLength)
  const derive = (secret: Buffer, salt: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, info, length))
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), theirs])
  const secret = derive(ecdh.computeSecret(theirs), auth, info, 32)
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  // The last record ends with a byte of 2.
  return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString('utf8'))
}

/** The sender's claims (VAPID), after checking the signature. */
export function claimsOf({ headers }: Pushed, publicKey: string): { aud: string; sub: string; exp: number } {
  const [, token, key] = /^vapid t=([^,]+), k=(\S+)$/.exec(headers.authorization ?? '') ?? []
  if (key !== publicKey) throw new Error('Signed with another key')
  const [head, claims, signature] = token!.split('.') as [string, string, string]
  const point = Buffer.from(publicKey, 'base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33) }
  const isGood = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isGood) throw new Error('The signature is invalid')
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; sub: string; exp: number }
}
