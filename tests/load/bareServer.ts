/** The baseline: a bare `ws` server that forwards one client's messages to all others, and inserts into PostgreSQL. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import postgres from 'postgres'
import { WebSocketServer } from 'ws'
import { answer, cpu } from './child.ts'
import { clock } from './figures.ts'

const http = createServer()
const server = new WebSocketServer({ server: http, perMessageDeflate: false })
let greeting: string | null = null

answer({
  async open() {
    http.listen({ port: 0, host: '127.0.0.1', backlog: 4096 })
    await once(http, 'listening')
    server.on('connection', (socket) => {
      if (greeting !== null) socket.send(greeting)
      socket.on('message', (data) => {
        const text = String(data as Buffer)
        for (const client of server.clients) client.send(text)
      })
    })
    return `ws://127.0.0.1:${(http.address() as AddressInfo).port}`
  },
  /** The message every client gets when it connects. */
  greet(text: string) {
    greeting = text
  },
  cpu,
  /** Times of single inserts of `bytes`, at `perSecond`, in milliseconds. */
  async insert({ url, bytes, samples, perSecond }: { url: string; bytes: number; samples: number; perSecond: number }) {
    const sql = postgres(url, { max: 1, onnotice: () => {} })
    await sql`create table if not exists bare (id bigint generated always as identity primary key, what text)`
    const what = 'x'.repeat(bytes)
    await sql`insert into bare (what) values (${what})`
    const times: number[] = []
    const begun = clock()
    for (let i = 0; i < samples; i++) {
      // Fixed schedule: a late sample does not delay the next.
      const wait = begun + (i * 1000) / perSecond - clock()
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
      const at = clock()
      await sql`insert into bare (what) values (${what})`
      times.push(clock() - at)
    }
    await sql.end()
    return times
  },
})
