/** A vendor's HTTP interface on this machine: keeps what it is sent, and answers what the test says. */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Request {
  method: string
  url: URL
  headers: IncomingHttpHeaders
  body: string
}

export interface Vendor {
  url: string
  requests: Request[]
  /** Of every request from now on; a function, which may take its time, is called for each. JSON, or bytes as they are. */
  answer: { status: number; body: unknown }
  close(): Promise<void>
}

export async function openVendor(body: unknown): Promise<Vendor> {
  const vendor: Vendor = { url: '', requests: [], answer: { status: 200, body }, close: async () => {} }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', async () => {
      const { method = '', url = '/', headers } = request
      vendor.requests.push({ method, url: new URL(url, vendor.url), headers, body: Buffer.concat(parts).toString() })
      const { status, body } = vendor.answer
      const content: unknown = typeof body === 'function' ? await (body as () => unknown)() : body
      response.writeHead(status, { 'Content-Type': 'application/json' })
      response.end(Buffer.isBuffer(content) ? content : JSON.stringify(content))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  vendor.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  vendor.close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return vendor
}
