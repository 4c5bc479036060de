/** A real mail server on this machine with configurable behaviour. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { selfSigned } from './selfSigned.ts'

/** Accept; reject for now; reject for good; never answer; accept but cut the connection before the answer. */
export type MailBehaviour = 'take' | 'later' | 'never' | 'hang' | 'cut'

export interface Mail {
  to: string
  from: string
  messageId: string
  subject: string
  text: string
  headers: string
  /** The name the sender greeted with. */
  greeting: string
  /** Whether the sender received the acceptance. */
  answered: boolean
}

export interface MailServer {
  port: number
  /** The accepted mails, in order. */
  mails: Mail[]
  /** How often a mail was offered. */
  asked: number
  close(): Promise<void>
}

interface Options {
  /** @param nth 1 for the first mail to this address */
  behave?: (to: string, nth: number) => MailBehaviour
  /** TLS from the first byte, with the self-signed certificate. */
  secure?: boolean
  /** STARTTLS, with the same. */
  startTls?: boolean
}

export async function openMailServer({ behave = () => 'take', secure = false, startTls = false }: Options = {}) {
  const seen = new Map<string, number>()
  const result: MailServer = { port: 0, mails: [], asked: 0, close: async () => {} }
  const server = new SMTPServer({
    ...{ secure, authOptional: true, logger: false, hideSMTPUTF8: false, ...selfSigned },
    ...(!secure && !startTls && { disabledCommands: ['STARTTLS'] }),
    onAuth: ({ username, password }, _session, done) =>
      password === 'right' ? done(null, { user: username }) : done(new Error('Bad password')),
    async onData(stream, session, done) {
      const raw = await textOf(stream).catch(() => null)
      // The sender has disconnected.
      if (raw === null) return
      const to = session.envelope.rcptTo[0]!.address
      const nth = (seen.get(to) ?? 0) + 1
      seen.set(to, nth)
      result.asked++
      const how = behave(to, nth)
      const no = (code: number, text: string) => done(Object.assign(new Error(text), { responseCode: code }))
      if (how === 'hang') return
      if (how === 'later') return no(451, `4.3.0 <${to}> try again later`)
      if (how === 'never') return no(550, `5.1.1 <${to}> user unknown`)
      result.mails.push({ to, ...parsed(raw), greeting: session.hostNameAppearsAs as string, answered: how === 'take' })
      if (how === 'take') done(null, 'queued')
      else cut(session)
    },
  })
  const cut = ({ id }: SMTPServerSession) => {
    for (const connection of server.connections) if (connection.id === id) connection._socket.destroy()
  }
  // Ignore the aborted handshakes of clients that do not trust the certificate.
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  result.port = (listening.address() as AddressInfo).port
  result.close = () =>
    new Promise((resolve) => {
      server.close(resolve)
      for (const connection of server.connections) connection._socket.destroy()
    })
  return result
}

async function textOf(stream: Readable): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('latin1')
}

/** A mail's contents: header fields unfolded, encoded words and the body decoded. */
function parsed(raw: string): Omit<Mail, 'to' | 'greeting' | 'answered'> {
  const end = raw.indexOf('\r\n\r\n')
  const headers = raw.slice(0, end).replaceAll(/\r\n[ \t]+/g, ' ')
  const body = raw.slice(end + 4)
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1]?.trim() ?? ''
  const how = field('Content-Transfer-Encoding')
  const bytes =
    how === 'base64'
      ? Buffer.from(body, 'base64')
      : how === 'quoted-printable'
        ? quoted(body)
        : Buffer.from(body, 'latin1')
  return {
    ...{ headers, messageId: field('Message-ID'), subject: words(field('Subject')), from: words(field('From')) },
    text: bytes.toString('utf8').replaceAll('\r\n', '\n').trimEnd(),
  }
}

const quoted = (text: string) =>
  Buffer.from(
    text
      .replaceAll(/=\r\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  )

const words = (text: string) =>
  text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, how: string, word: string) =>
      (how.toUpperCase() === 'B' ? Buffer.from(word, 'base64') : quoted(word.replaceAll('_', ' '))).toString('utf8'),
    )
