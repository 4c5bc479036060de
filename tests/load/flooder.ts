/** Senders in a process of their own who send as much as they can, to Pitboard or to a server that throws it all away. */
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { NAMESPACE } from '#contract/wire.ts'
import { answer } from './child.ts'

/** How a sender floods `url`, an http address, until the signal. */
type Flood = (url: string, ended: AbortSignal, link: Link) => Promise<void>

export interface Link {
  token: string
  orderId: string
}

const LARGE = 1_900_000
const PAUSE = 400
const GREETING = `40${NAMESPACE},`

const socketTo = (url: string) =>
  new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false })

/** Sends a message every `pause` milliseconds over one socket, and opens the next when it was closed. */
async function overSockets(url: string, ended: AbortSignal, pause: number, hello: string | null, next: () => string) {
  while (!ended.aborted) {
    const socket = socketTo(url)
    socket.on('error', () => {})
    await new Promise<void>((resolve) => {
      socket.once('open', () => {
        if (hello !== null) socket.send(hello)
        const timer = setInterval(() => {
          if (socket.readyState === WebSocket.OPEN) socket.send(next())
        }, pause)
        socket.once('close', () => clearInterval(timer))
        ended.addEventListener('abort', () => socket.terminate(), { once: true })
      })
      socket.once('close', () => resolve())
    })
    if (!ended.aborted) await sleep(PAUSE)
  }
}

const times = (count: number, one: () => Promise<unknown>) => Promise.all(Array.from({ length: count }, one))

export const floods = {
  /** Twenty sockets of one customer's link, each with 30 `allowPush` a second. */
  async link(url, ended, { token, orderId }) {
    const hello = `${GREETING}${JSON.stringify({ view: 'customer', contract: CONTRACT_VERSION, token })}`
    let n = 0
    const allow = () => {
      const endpoint = `https://push.example.com/${randomUUID()}`
      const payload = { orderId, endpoint, p256dh: 'B'.repeat(87), auth: 'B'.repeat(22) }
      return `42${NAMESPACE},${n++}["command",${JSON.stringify({ id: randomUUID(), name: 'allowPush', payload })}]`
    }
    await times(20, () => overSockets(url, ended, 1000 / 30, hello, allow))
  },
  /** Four sockets without a key, with nested lists. */
  async nested(url, ended) {
    const frame = GREETING + '['.repeat(LARGE)
    await times(4, () => overSockets(url, ended, PAUSE, null, () => frame))
  },
  /** Four clients without a key that post packets for namespaces that do not exist. */
  async posts(url, ended) {
    const body = '40/x,\u001e'.repeat(LARGE / 6)
    await times(4, async () => {
      while (!ended.aborted) {
        try {
          const polling = `${url}/socket.io/?EIO=4&transport=polling`
          const opened = await (await fetch(polling, { signal: ended })).text()
          const sid = /"sid":"([^"]+)"/.exec(opened)?.[1] ?? randomBytes(10).toString('base64url')
          await (await fetch(`${polling}&sid=${sid}`, { method: 'POST', body, signal: ended })).arrayBuffer()
        } catch {
          // The server closed the connection, or it is over.
        }
        if (!ended.aborted) await sleep(PAUSE)
      }
    })
  },
} satisfies Record<string, Flood>

let ended = new AbortController()
let running: Promise<unknown> = Promise.resolve()

if (process.send)
  answer({
    begin({ url, flood, link }: { url: string; flood: keyof typeof floods; link: Link }) {
      ended = new AbortController()
      running = (floods[flood] as Flood)(url, ended.signal, link)
    },
    async end() {
      ended.abort()
      await running
    },
  })
