/** A real SMS gateway on this machine with configurable behaviour. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * Accepts, also in JSON; answers 200 with a refusal in JSON; accepts twice; accepts but cuts the connection, or never answers; fails, also in emoji; rejects for good; redirects;
 * or answers without end.
 */
export type GatewayBehaviour =
  'agree' | 'limit' | 'take' | 'twice' | 'cut' | 'silent' | 'fail' | 'emoji' | 'refuse' | 'redirect' | 'chatter'

interface Taken {
  body: string
  headers: IncomingMessage['headers']
  /** Whether the sender received the acceptance. */
  answered: boolean
}

export interface Gateway {
  url: string
  taken: Taken[]
  asked: number
  close(): Promise<void>
}

type Behave = (to: string, nth: number) => GatewayBehaviour | Promise<GatewayBehaviour>

/** @param behave nth: 1 for the first request to this number; may be slow */
export async function openGateway(behave: Behave = () => 'take') {
  const seen = new Map<string, number>()
  const gateway: Gateway = { url: '', taken: [], asked: 0, close: async () => {} }
  const server = createServer((request, response) => void answer(request, response))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request).catch(() => null)
    // The sender has disconnected.
    if (body === null) return
    const to = toOf(body)
    const nth = (seen.get(to) ?? 0) + 1
    seen.set(to, nth)
    gateway.asked++
    const how = request.url === '/elsewhere' ? 'take' : await behave(to, nth)
    const take = (answered: boolean) => void gateway.taken.push({ body, headers: request.headers, answered })
    switch (how) {
      case 'take':
        take(true)
        return void response.end('ok')
      case 'agree':
        take(true)
        return void response.end('{"message":"OK","code":"OK"}')
      case 'limit':
        return void response.end('{"message":"触发分钟级流控Permits:1","code":"isv.BUSINESS_LIMIT_CONTROL"}')
      case 'twice': {
        take(true)
        const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
        return void request.socket.end(ok + ok)
      }
      case 'cut':
        take(false)
        return void request.socket.destroy()
      case 'silent':
        return take(false)
      case 'fail':
        return void response.writeHead(500).end(`no credit for ${to}\r\n\u001b[31m${'x'.repeat(1000)}`)
      case 'emoji':
        return void response.writeHead(500).end('🚗'.repeat(120))
      case 'refuse':
        return void response.writeHead(400).end('not a mobile number')
      case 'redirect':
        return void response.writeHead(307, { Location: '/elsewhere' }).end()
      case 'chatter': {
        response.writeHead(503)
        const more = () => {
          while (!response.destroyed && response.write('blah '.repeat(200)));
        }
        response.on('drain', more)
        more()
      }
    }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  gateway.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`
  gateway.close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return gateway
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}

/** The number, in our own format or in a form. */
function toOf(body: string): string {
  if (!body.startsWith('{')) return new URLSearchParams(body).get('To') ?? ''
  return (JSON.parse(body) as { to: string }).to
}
