/** A bare server that reads whatever comes, and throws it away. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { answer } from './child.ts'

const http = createServer((request, response) => request.resume().once('end', () => response.end()))
const server = new WebSocketServer({ server: http, perMessageDeflate: false })
server.on('connection', (socket) => socket.on('message', () => {}).on('error', () => {}))

answer({
  async open() {
    http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 })
    await once(http, 'listening')
    return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  },
})
