/** Screens in a process of their own: many sockets that parse and apply what they get, against Pitboard and the bare server. */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { Replica } from '#contract/replica.ts'
import type { Batch, Position, Snapshot } from '#contract/sync.ts'
import { drive, turns } from '#server/demo/load.ts'
import { Screen } from '#server/demo/screen.ts'
import { answer } from './child.ts'
import { clock } from './figures.ts'
import { openRawScreen, type RawScreen } from './rawScreen.ts'

/** One change: how many screens have yet to apply it, and when the last one did. */
interface Change {
  left: number
  applied: PromiseWithResolvers<number>
}

let screens: { raw: RawScreen; replica: Replica<'wall'> }[] = []
let sender: Screen<'staff'>
let bare: WebSocket[] = []
const changes = new Map<number, Change>()
const folded: Map<string, object>[] = []
let bareKey = 1_000_000

function changeOf(key: number): Change {
  let change = changes.get(key)
  if (!change)
    changes.set(key, (change = { left: screens.length + bare.length, applied: Promise.withResolvers<number>() }))
  return change
}

function applied(key: number): void {
  const change = changeOf(key)
  if (--change.left === 0) change.applied.resolve(performance.now())
}

/** Milliseconds from sending the change until the last screen has applied it. */
const lasted = async (key: number, sentAt: number) => (await changeOf(key).applied.promise) - sentAt

interface ChangeLoad {
  orderIds: string[]
  samples: number
  perSecond: number
  burst: number
}

interface ScreenOptions {
  url: string
  count: number
  cookie: string
  since?: Position | null
}

answer({
  /** Opens wall screens; returns the milliseconds until all have reached sequence `current`. */
  async open({ url, count, cookie, since = null, current }: ScreenOptions & { current: number }) {
    const begun = clock()
    let left = count
    await new Promise<void>((resolve) => {
      if (left === 0) resolve()
      screens = Array.from({ length: count }, () => {
        const replica = new Replica<'wall'>()
        if (since) replica.reset({ ...since, at: 0, put: {} })
        let isCurrent = false
        const raw = openRawScreen(url, { view: 'wall', cookie, since }, (event, message) => {
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
  async sender({ url, cookie, personId }: { url: string; cookie: string; personId: string }) {
    sender = await Screen.open({ url, view: 'staff', cookie })
    await sender.select(personId)
  },
  /** Toggles priorities; each sample is the time from the command until the last screen has applied it. */
  async change({ orderIds, ...load }: ChangeLoad) {
    const { samples: count, perSecond, burst } = load
    const sent = await drive({ screen: sender, perSecond, count, burst, next: turns(orderIds) })
    return Promise.all(
      sent.map(({ reply, sentAt }) => {
        if (!reply.ok) throw new Error(`Refused: ${reply.code}`)
        return screens.length === 0 ? 0 : lasted(reply.seq, sentAt)
      }),
    )
  },
  async bareOpen({ url, count, bytes = 0 }: { url: string; count: number; bytes?: number }) {
    const begun = clock()
    folded.length = 0
    bare = Array.from({ length: count }, (_, i) => {
      const socket = new WebSocket(url, { perMessageDeflate: false })
      const held = (folded[i] = new Map<string, object>())
      socket.on('message', (data) => {
        const message = JSON.parse(String(data as Buffer)) as { key: number; put: { id: string }[] }
        for (const entity of message.put) held.set(entity.id, entity)
        applied(message.key)
      })
      return socket
    })
    await Promise.all(bare.map((socket) => once(socket, bytes > 0 ? 'message' : 'open')))
    return clock() - begun
  },
  /** The same over the bare server: `puts` are our changes as JSON, sent in turn with a key in front. */
  async bareChange({ puts, samples, perSecond }: { puts: string[]; samples: number; perSecond: number }) {
    const begun = performance.now()
    const times: Promise<number>[] = []
    for (let i = 0; i < samples; i++) {
      // Fixed schedule: a late sample does not delay the next.
      const wait = begun + (i * 1000) / perSecond - performance.now()
      if (wait > 0) await sleep(wait)
      const key = ++bareKey
      times.push(lasted(key, performance.now()))
      bare[0]!.send(`{"key":${key},"put":${puts[i % puts.length]}}`)
    }
    return Promise.all(times)
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
    changes.clear()
  },
})
