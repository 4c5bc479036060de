/** Screens in a process of their own: many sockets that parse and fold what they get, on our side and on the bare one. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { Replica } from '#contract/replica.ts'
import type { Batch, Position, Snapshot } from '#contract/sync.ts'
import { newId } from '#server/write/ids.ts'
import { answer } from './child.ts'
import { clock } from './figures.ts'
import { openRawScreen, type RawScreen } from './rawScreen.ts'

/** One change under way: when it was sent, and how many screens have yet to apply it. */
interface Pending {
  sent: number
  left: number
  done: (milliseconds: number) => void
}

let screens: { raw: RawScreen; replica: Replica<'wall'> }[] = []
let sender: RawScreen
const pending = new Map<number, Pending>()
let bare: WebSocket[] = []
const folded: Map<string, object>[] = []

function applied(key: number): void {
  const change = pending.get(key)
  if (!change || --change.left > 0) return
  pending.delete(key)
  change.done(clock() - change.sent)
}

/** Sends `samples` changes, `perSecond`, and gives for each the milliseconds until the last screen had it. */
async function beat(samples: number, perSecond: number, one: (i: number) => Promise<number>): Promise<number[]> {
  const times: Promise<number>[] = []
  const begun = clock()
  for (let i = 0; i < samples; i++) {
    const wait = begun + (i * 1000) / perSecond - clock()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    times.push(one(i))
  }
  return Promise.all(times)
}

interface Doors {
  url: string
  count: number
  cookie: string
  since?: Position | null
}

answer({
  /** Opens screens at the wall's door; gives the milliseconds until all are current at `current`. */
  async open({ url, count, cookie, since = null, current }: Doors & { current: number }) {
    const begun = clock()
    let left = count
    await new Promise<void>((resolve) => {
      screens = Array.from({ length: count }, () => {
        const replica = new Replica<'wall'>()
        if (since) replica.reset({ epoch: since.epoch, seq: since.seq, at: 0, put: {} })
        let isCurrent = false
        const raw = openRawScreen(url, { door: 'wall', cookie, since }, (event, message) => {
          if (event === 'snapshot') replica.reset(message as Snapshot<'wall'>)
          else if (event === 'batch') {
            const before = replica.seq
            if (replica.apply(message as Batch<'wall'>) === 'gap') throw new Error('A gap in a benchmark')
            for (let seq = before + 1; seq <= replica.seq; seq++) applied(seq)
          }
          if (!isCurrent && replica.seq >= current) {
            isCurrent = true
            if (--left === 0) resolve()
          }
        })
        return { raw, replica }
      })
    })
    return clock() - begun
  },
  async sender({ url, cookie }: { url: string; cookie: string }) {
    await new Promise<void>((resolve) => {
      sender = openRawScreen(url, { door: 'staff', cookie }, (event) => event === 'snapshot' && resolve())
    })
  },
  /** Turns priorities to and fro; each sample from the command sent until the last screen has applied it. */
  change({
    orderIds,
    personId,
    samples,
    perSecond,
    seq,
    burst = 1,
  }: {
    orderIds: string[]
    personId: string
    samples: number
    perSecond: number
    seq: number
    burst?: number
  }) {
    let next = seq
    const last = new Map<string, Promise<unknown>>()
    const one = async (i: number): Promise<number> => {
      const orderId = orderIds[i % orderIds.length]!
      const priority = Math.floor(i / orderIds.length) % 2 === 0 ? 'urgent' : 'normal'
      await last.get(orderId)
      const sent = clock()
      const result = new Promise<number>((done) => pending.set(++next, { sent, left: screens.length, done }))
      const reply = sender.command({
        id: newId(),
        name: 'setPriority',
        payload: { orderId, priority },
        actorId: personId,
      })
      last.set(orderId, reply)
      void reply.then(({ ok, code }) => {
        if (!ok) throw new Error(`Refused: ${code}`)
      })
      return result
    }
    return beat(samples / burst, perSecond / burst, async (i) => {
      const times = await Promise.all(Array.from({ length: burst }, (_, k) => one(i * burst + k)))
      return Math.max(...times)
    })
  },
  async bareOpen({ url, count, bytes = 0 }: { url: string; count: number; bytes?: number }) {
    const begun = clock()
    folded.length = 0
    bare = Array.from({ length: count }, (_, i) => {
      const socket = new WebSocket(url, { perMessageDeflate: false })
      const held = (folded[i] = new Map<string, object>())
      socket.on('message', (data) => {
        const message = JSON.parse(String(data as Buffer)) as { key: number; entity: { id: string } }
        held.set(message.entity.id, message.entity)
        applied(message.key)
      })
      return socket
    })
    await Promise.all(bare.map((socket) => once(socket, bytes > 0 ? 'message' : 'open')))
    return clock() - begun
  },
  /** The same over the bare server: `text` is a change of ours with its key in front. */
  bareChange({ entity, samples, perSecond }: { entity: string; samples: number; perSecond: number }) {
    return beat(samples, perSecond, (i) => {
      const key = 1_000_000 + i
      const sent = clock()
      const result = new Promise<number>((done) => pending.set(key, { sent, left: bare.length, done }))
      bare[0]!.send(`{"key":${key},"entity":${entity}}`)
      return result
    })
  },
  async close() {
    const closed = [
      ...bare.map((socket) => once(socket, 'close')),
      ...screens.map(({ raw }) => once(raw.socket, 'close')),
    ]
    for (const socket of bare) socket.terminate()
    for (const { raw } of screens) raw.close()
    sender?.close()
    await Promise.all(closed)
    bare = []
    screens = []
    pending.clear()
  },
})
