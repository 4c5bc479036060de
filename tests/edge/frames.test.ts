/** Below the commands: floods and malformed frames, each from its own connection. Other screens are not affected. */
import { CONTRACT_VERSION } from '#contract/version.ts'
import { pino } from 'pino'
import { afterAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Reply } from '#contract/commands/index.ts'
import type { Farewell } from '#contract/sync.ts'
import { cookieOf, type KeyedDevice } from '#server/access/keys.ts'
import { COMMANDS_AT_ONCE, COMMANDS_PER_SECOND } from '#server/edge/rates.ts'
import { LARGEST_MESSAGE, LARGEST_OF_A_STRANGER } from '#server/socket/strangers.ts'
import { connect, next, openWorkshop, send, walkIn } from '../support/testWorkshop.ts'
import { envelopeOf, no, onlooker, seqOf } from './onlooker.ts'

const workshop = await openWorkshop()
const logged: string[] = []
const app = await workshop.serve({ log: pino({ level: 'trace' }, { write: (line) => void logged.push(line) }) })
const { undisturbedBy } = await onlooker(app, workshop)
const enquiry = { purpose: 'enquiry', plate: null, language: 'en', words: '' } as const

const contract = CONTRACT_VERSION
const HELLO = (view: string, more = {}) => `40/live,${JSON.stringify({ view, contract, ...more })}`

/** Waits until the commands accepted before the disconnect have been executed. */
async function settled(): Promise<void> {
  const behindAll = () =>
    workshop.database.sql`select from workshop_head where workshop_id = ${workshop.workshopId} for update`
  await expect
    .poll(async () => {
      const before = await seqOf(workshop)
      await Promise.all(Array.from({ length: 30 }, behindAll))
      return (await seqOf(workshop)) - before
    })
    .toBe(0)
}

/** A connection that sends raw frames. */
class Raw {
  readonly heard: string[] = []
  readonly closed: Promise<unknown>
  readonly #socket: WebSocket

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data) => this.heard.push(String(data)))
    socket.on('error', () => {})
    this.closed = new Promise((resolve) => socket.once('close', resolve))
    afterAll(() => socket.terminate())
  }

  static async open(view: KeyedDevice | null, query = 'EIO=4&transport=websocket'): Promise<Raw> {
    const headers = view === null ? {} : { cookie: `${cookieOf(view)}=${workshop.keys[view]}` }
    const raw = new Raw(new WebSocket(`${app.url.replace('http', 'ws')}/socket.io/?${query}`, { headers }))
    await raw.hears('0{')
    if (view !== null) {
      raw.send(HELLO(view))
      await raw.hears('42/live,["snapshot"')
    }
    return raw
  }

  send(frame: string | Buffer): void {
    this.#socket.send(frame)
  }
  /** Waits for a frame with this prefix. */
  hears(begin: string): Promise<string> {
    return expect
      .poll(() => this.heard.find((frame) => frame.startsWith(begin)), { timeout: 5000, interval: 5 })
      .toBeDefined() as never
  }
  end(): void {
    this.#socket.terminate()
  }
}

describe('malformed frames', () => {
  const command = JSON.stringify(['command', envelopeOf('recordArrival', enquiry)])
  const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
  it.each<[string, (string | Buffer)[]]>([
    ['nothing', ['']],
    ['one letter', ['4']],
    ['a packet without an end', ['42/live,["command"']],
    ['no packet', ['hello']],
    ['an unknown type', ['49/live,[]']],
    ['another namespace', ['42/admin,["command",{}]']],
    ['the namespace of nobody', ['40', '42["error","x"]']],
    ['a namespace of dots', ['40/../live,{}']],
    ['a reserved event', ['42/live,["disconnect"]']],
    ['an event of a number', ['42/live,0[7,{}]']],
    ['an event of a list', ['42/live,0[["command"],{}]']],
    ['an event of null', ['42/live,0[null]']],
    ['no event', ['42/live,[]']],
    ['an error of its own', ['42/live,["error",{"message":"x"}]']],
    ['an answer to nothing', ['43/live,7[{"ok":true}]']],
    ['a greeting of a list', ['41/live,', '40/live,[]']],
    ['an answer without a number', ['43/live,[]']],
    ['a second greeting', [HELLO('staff'), HELLO('staff')]],
    ['a goodbye and more', ['41/live,', `42/live,0${command}`]],
    ['Engine.IO noise', ['1', '2probe', '3', '5', '6', '7']],
    ['bytes', [Buffer.from([1, 2, 3])]],
    ['4,000 bytes of noise', [Buffer.alloc(4000, 0xa5)]],
    ['an attachment that never comes', ['451-/live,["command",{"_placeholder":true,"num":0}]']],
    [
      'another packet where bytes should come',
      ['451-/live,["command",{"_placeholder":true,"num":0}]', '42/live,["ask",null]'],
    ],
    [
      'a placeholder for bytes that are not there',
      ['451-/live,["command",{"_placeholder":true,"num":9}]', Buffer.alloc(9)],
    ],
    ['a placeholder that is none', ['451-/live,["command",{"_placeholder":true,"num":"__proto__"}]', Buffer.alloc(9)]],
    ['millions of attachments', ['459999999-/live,["command",{}]']],
    ['attachments below zero', ['45-1-/live,["command",{}]']],
    ['a deep list', [`42/live,0["command",${deep(500_000)}]`]],
    ['a deep list with bytes', [`451-/live,0["command",${deep(500_000)}]`, Buffer.alloc(4)]],
    ['half of UTF-8', [Buffer.from('42/live,["command","\u6caa').subarray(0, -1)]],
  ])('%s', async (_, frames) => {
    const raw = await Raw.open('kiosk')
    await undisturbedBy(async () => {
      for (const frame of frames) raw.send(frame)
      // Either the sender's next message is answered, or the sender has been disconnected.
      raw.send('42/live,31["makeCoffee"]')
      await Promise.race([raw.closed, raw.hears('43/live,31[')])
    })
    raw.end()
  })

  it.each(['0', '9007199254740991', '9'.repeat(60), '9'.repeat(400)])(
    'an acknowledgement with the number %s',
    async (number) => {
      const raw = await Raw.open('kiosk')
      await undisturbedBy(async () => {
        raw.send(`42/live,${number}["command",{}]`)
        await raw.hears('43/live,')
      })
      expect(raw.heard.find((frame) => frame.startsWith('43/live,'))).toContain('"bad_payload"')
      raw.end()
    },
  )
})

describe('unidentified clients', () => {
  it('a client without a handshake gets nothing in any namespace', async () => {
    const raw = await Raw.open(null)
    await undisturbedBy(async () => {
      raw.send(`42/live,0${JSON.stringify(['command', envelopeOf('recordArrival', enquiry)])}`)
      await raw.closed
    })
    const outside = await Raw.open(null)
    outside.send('40')
    await outside.hears('44{')
    expect(outside.heard.find((frame) => frame.startsWith('44'))).toContain('"not_found"')
    outside.end()
  })

  it.each([
    ['nested lists', `40/live,${'['.repeat(LARGEST_OF_A_STRANGER)}`],
    ['a long namespace', `40/${'x'.repeat(LARGEST_OF_A_STRANGER)},`],
    ['another namespace', '40/admin,{}'],
    ['a namespace that begins like ours', '40/live2,{}'],
  ])('%s end the connection without an answer', async (_, frame) => {
    const raw = await Raw.open(null)
    await undisturbedBy(async () => {
      raw.send(frame)
      await raw.closed
    })
    expect(raw.heard.slice(1)).toEqual([])
  })

  it('a polling client may post no more either', async () => {
    const url = `${app.url}/socket.io/?EIO=4&transport=polling`
    const { sid } = JSON.parse((await (await fetch(url)).text()).slice(1)) as { sid: string }
    const body = '40/x,\u001e'.repeat(1000)
    expect((await fetch(`${url}&sid=${sid}`, { method: 'POST', body })).status).toBe(413)
  })

  it('a client that repeats a wrong handshake is disconnected early', async () => {
    const raw = await Raw.open(null)
    await undisturbedBy(async () => {
      for (let i = 0; i < 1000; i++) raw.send(HELLO('customer', { token: Buffer.alloc(50, i).toString('base64url') }))
      await raw.closed
    })
    expect(raw.heard.filter((frame) => frame.startsWith('44/live,')).length).toBeLessThanOrEqual(6)
  })

  it.each([
    ['no view', {}],
    ['an unknown view', { view: 'admin', contract }],
    ['a field more', { view: 'wall', contract, room: 'staff' }],
    ['a token without end', { view: 'customer', contract, token: 'x'.repeat(3000) }],
    ['a token that is none', { view: 'customer', contract, token: 7 }],
    ['a place that is none', { view: 'wall', contract, since: { epoch: 1, seq: -1 } }],
    ['a language of its own', { view: 'wall', contract, language: '../en' }],
  ])('a handshake with %s is refused with a code', async (_, auth) => {
    const raw = await Raw.open(null)
    await undisturbedBy(async () => {
      raw.send(`40/live,${JSON.stringify(auth)}`)
      await raw.hears('44/live,')
    })
    const [answer] = raw.heard.filter((frame) => frame.startsWith('44/live,'))
    expect(JSON.parse(answer!.slice('44/live,'.length))).toMatchObject({ data: no('bad_payload') })
    raw.end()
  })
})

describe('large messages of a screen', () => {
  it.each(['websocket', 'polling'])(
    'are refused up to the limit, over %s, and close the connection past it',
    async (way) => {
      const kiosk = connect(app, workshop, 'kiosk', { options: { transports: [way], reconnection: false } })
      await next(kiosk, 'snapshot')
      const reply = await kiosk.timeout(5000).emitWithAck('command', 'x'.repeat(LARGEST_MESSAGE - 1000))
      expect(reply).toMatchObject({ code: 'too_large' })
      const gone = next(kiosk, 'disconnect')
      kiosk.emit('command', 'x'.repeat(LARGEST_MESSAGE + 1000))
      await gone
    },
  )

  it('also after an upgrade from polling', async () => {
    const kiosk = connect(app, workshop, 'kiosk', { options: { transports: ['polling', 'websocket'] } })
    await Promise.all([next(kiosk, 'snapshot'), new Promise((resolve) => kiosk.io.engine.once('upgrade', resolve))])
    const reply = await kiosk.timeout(5000).emitWithAck('command', 'x'.repeat(LARGEST_MESSAGE - 1000))
    expect(reply).toMatchObject({ code: 'too_large' })
  })
})

describe('floods', () => {
  it('10,000 commands a second from one screen: it is refused, then disconnected; other screens are not affected', async () => {
    const [flooder, other] = [
      connect(app, workshop, 'kiosk', { options: { reconnection: false } }),
      connect(app, workshop, 'kiosk'),
    ]
    await Promise.all([flooder, other].map((socket) => next(socket, 'snapshot')))
    const goodbye = next<Farewell>(flooder, 'farewell')
    const gone = next(flooder, 'disconnect')
    const before = await seqOf(workshop)
    const begun = performance.now()
    const replies: Reply[] = []
    for (let i = 0; i < 10_000; i++)
      flooder.emit('command', envelopeOf('recordArrival', enquiry), (reply: Reply) => replies.push(reply))
    expect(await send(other, 'checkInWalkIn', walkIn('沪F10001'))).toMatchObject({ ok: true })
    expect(await goodbye).toEqual({ code: 'too_many_requests' })
    await gone
    expect(replies).toContainEqual(no('too_many_requests'))
    expect(await send(other, 'checkInWalkIn', walkIn('沪F10002'))).toMatchObject({ ok: true })
    const seconds = (performance.now() - begun) / 1000
    expect((await seqOf(workshop)) - before - 2).toBeLessThanOrEqual(
      COMMANDS_AT_ONCE + Math.ceil(seconds * COMMANDS_PER_SECOND),
    )
    await settled()
    await undisturbedBy(async () => {})
  })

  it('other events count towards the limit too', async () => {
    const flooder = connect(app, workshop, 'wall', { options: { reconnection: false } })
    await next(flooder, 'snapshot')
    const goodbye = next<Farewell>(flooder, 'farewell')
    await undisturbedBy(async () => {
      for (let i = 0; i < 3000; i++) flooder.emit(i % 2 ? 'error' : 'makeCoffee', 'x')
      expect(await goodbye).toEqual({ code: 'too_many_requests' })
    })
  })
})

it('the log has no keys and nothing an unidentified client sent', () => {
  const all = logged.join('')
  for (const key of Object.values(workshop.keys)) expect(all).not.toContain(key.split('.')[1])
  expect(all).not.toContain('makeCoffee')
})
