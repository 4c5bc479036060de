/** A proxy that ends TLS in front of a server, with the headers of our choice. */
import { once } from 'node:events'
import { request as ask, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import { selfSigned } from './selfSigned.ts'

/**
 * @param headersFor the headers it sends on: those of the browser, with the host it called, and what it changes
 * @returns its address
 */
export async function httpsProxyTo(
  url: string,
  headersFor: (host: string, server: string) => OutgoingHttpHeaders,
): Promise<string> {
  const passOn = ({ method, url: path, headers }: IncomingMessage) => {
    const more = headersFor(headers.host ?? '', new URL(url).host)
    return ask(new URL(path ?? '/', url), { method, headers: { ...headers, ...more } })
  }
  const proxy = createServer(selfSigned, (request, response) => {
    const sent = passOn(request).on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(response)
    })
    request.pipe(sent.on('error', () => response.destroy()))
  })
  proxy.on('upgrade', (request: IncomingMessage, socket) => {
    const sent = passOn(request).end()
    sent.on('upgrade', (answer, server, head) => {
      const lines = answer.rawHeaders.flatMap((name, at) => (at % 2 ? [] : [`${name}: ${answer.rawHeaders[at + 1]}`]))
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`)
      socket.write(head)
      server.pipe(socket).pipe(server)
      server.on('error', () => socket.destroy())
      socket.on('error', () => server.destroy())
    })
    sent.on('response', () => socket.destroy()).on('error', () => socket.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  afterAll(() => {
    proxy.close()
    proxy.closeAllConnections()
  })
  return `https://localhost:${(proxy.address() as AddressInfo).port}`
}
