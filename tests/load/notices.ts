/**
 * `notices.delivered_once`: three servers on one database deliver notices to a mail server and a gateway that accept, fail,
 * hang, redirect, answer twice and drop connections, while servers are killed at random and restarted, the database is
 * restarted and the clock is set wrong. The value is the number of customers who did not get their notice exactly once.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { AttemptReason } from '#contract/attempts.ts'
import type { Attempt, Notice } from '#contract/entities/index.ts'
import { connect } from '#db/database.ts'
import type { AppOptions } from '#server/app.ts'
import { random } from '../support/random.ts'
import type { TakenMessage } from './carriers.ts'
import { start, type Child } from './child.ts'
import type { Figures } from './figures.ts'
import { openGround } from './ground.ts'
import { noticeShop } from './noticeShop.ts'
import { openRelay } from './relay.ts'

const SERVERS = 3
/** Several workshops, so that commands do not wait for each other. */
const SHOPS = 5
const TRIES = 10
const MINUTE = 60_000
const HOUR = 3_600_000
const patience = { within: 2000, giveUpAfter: 10_000, pauses: [300, 600, 1000] } as const

/** The recorded detail of an attempt whose answer was lost. */
const UNHEARD = /^(not_recorded|no_answer)$/

type SentNotice = Pick<Notice, 'id' | 'state'> & { attempts: Attempt[] }

export async function notices(quick: boolean): Promise<Figures> {
  const [cars, window, patienceAfter, leastKills] = quick ? [50, 8_000, 20_000, 5] : [300, 60_000, 90_000, 25]
  const ground = await openGround()
  const carriers = await start('./carriers.ts')
  const { mailPort, smsUrl } = await carriers.ask<{ mailPort: number; smsUrl: string }>('open')
  // Cars are being prepared meanwhile; notices due before that is finished go out at once.
  const begin = Date.now() + cars * 60
  const dueAt = (i: number) => begin + (i / cars) * window
  await Promise.all(
    Array.from({ length: SHOPS }, (_, shop) => {
      const numbers = Array.from({ length: cars / SHOPS }, (_, i) => i * SHOPS + shop)
      return noticeShop(ground.database, numbers, TRIES, dueAt)
    }),
  )

  const relay = await openRelay(Number(new URL(ground.url).port))
  const address = new URL(ground.url)
  address.port = String(relay.port)
  const options = {
    url: address.href,
    patience,
    channels: {
      email: {
        host: '127.0.0.1',
        port: mailPort,
        secure: false,
        auth: null,
        from: 'board@garage.example',
        name: 'garage.example',
      },
      sms: { preset: 'json', url: smsUrl, auth: null, secret: 'a secret of the gateway', success: null },
      wechat: null,
      pushSubject: 'mailto:board@garage.example',
    },
  } satisfies { url: string } & Pick<AppOptions, 'patience' | 'channels'>
  const open = async () => {
    const server = await start('./pitboardServer.ts')
    await server.ask('open', { ...options, skew })
    return server
  }
  let skew = 0
  const servers: Promise<Child>[] = Array.from({ length: SERVERS }, open)
  await Promise.all(servers)
  const setClocks = async (milliseconds: number) => {
    // Each node is given its clock, which really is the database's: all at once, and none starts before they have agreed.
    const running = await Promise.all(servers)
    skew = milliseconds
    await Promise.all(running.map((one) => one.ask('setClock', skew)))
    await untilAgreed(address.href, skew)
  }
  // An hour back, and an hour ahead: neither lasts long enough to be believed. Nothing is sent meanwhile, and afterwards all goes on.
  const events: [at: number, what: () => Promise<void>][] = [
    [0.3, () => setClocks(-HOUR)],
    [0.4, () => setClocks(0)],
    [
      0.55,
      async () => {
        // A server that is just starting would find no database, and exit.
        await Promise.all(servers)
        relay.lead(Number(new URL(await ground.restart()).port))
      },
    ],
    [0.8, () => setClocks(HOUR)],
    [0.9, () => setClocks(0)],
  ]
  const chance = random(11)
  let kills = 0
  const end = Math.max(Date.now(), begin) + window
  while (Date.now() < end) {
    await sleep(chance.int(1500))
    while (events.length > 0 && Date.now() >= end - (1 - events[0]![0]) * window) await events.shift()![1]()
    const one = chance.int(SERVERS)
    // Wait for one that is still starting: killing a server that never runs proves nothing.
    await (await servers[one]!).kill()
    kills++
    servers[one] = open()
  }
  const sent = await untilSettled(address.href, cars, Date.now() + patienceAfter)
  const taken = await carriers.ask<TakenMessage[]>('taken')
  await Promise.all([...(await Promise.all(servers)), carriers].map((child) => child.stop()))
  relay.close()
  await ground.stop()

  const byNotice = Map.groupBy(taken, ({ reference }) => reference.split('.')[0]!)
  const ids = new Set(sent.map(({ id }) => id))
  const strangers = [...byNotice.keys()].filter((id) => !ids.has(id)).length
  const unreached = cars - sent.filter(({ state }) => state === 'handed_over').length
  const twice = sent.filter((notice) => !isOnce(notice, byNotice.get(notice.id) ?? [])).length
  const repeats = taken.length - byNotice.size
  const died = sent.flatMap(({ attempts }) =>
    attempts.filter(({ detail }) => detail === ('not_recorded' satisfies AttemptReason)),
  ).length
  const lost = taken.filter(({ answered }) => !answered).length
  return {
    'notices.delivered_once': {
      // Fewer kills would prove less.
      value: kills >= leastKills ? unreached + twice + strangers : null,
      note:
        `${unreached} not informed, ${twice} informed twice, ${strangers} strangers; ${cars} customers, ${sent.flatMap(({ attempts }) => attempts).length} tries, ${kills} kills, one restart of the database, the clock an hour back, an hour ahead, and right again after each; ${died} tries died with their server; apart: ${repeats} ` +
        `repeats under the same Message-ID or reference (${lost} answers were lost on the wire, the others with a server or came too late)`,
    },
  }
}

/** Waits until the nodes agree that the clock is ahead by that many milliseconds. */
async function untilAgreed(url: string, ahead: number): Promise<void> {
  const { sql, close } = connect(url, 1)
  for (;;) {
    const [row] = await sql<{ ahead: number }[]>`select clock_ahead::float8 as ahead from house_clock`
    if (Math.abs((row?.ahead ?? 0) - ahead) < MINUTE) return close()
    await sleep(100)
  }
}

/** Waits until every notice has been delivered or is on the call list. */
async function untilSettled(url: string, cars: number, until: number): Promise<SentNotice[]> {
  const { sql, close } = connect(url, 2)
  for (;;) {
    const rows = await sql<SentNotice[]>`select id, state, attempts from notice`
    const open = rows.filter(({ state }) => state === 'sending').length
    if ((open === 0 && rows.length >= cars) || Date.now() > until) {
      await close()
      return rows
    }
    await sleep(200)
  }
}

/**
 * A delivered notice was delivered by one attempt and one channel; any other message is a repeat by the same channel after
 * an attempt whose answer was lost: on the wire, with its server, or because it came too late.
 */
function isOnce({ id, attempts }: SentNotice, taken: TakenMessage[]): boolean {
  const [delivered, ...more] = attempts.filter(({ result }) => result === 'handed_over')
  // Not delivered yet: counted elsewhere.
  if (!delivered) return true
  const { channel } = delivered
  if (more.length > 0 || taken.length === 0 || taken.some(({ reference }) => reference !== `${id}.${channel}`))
    return false
  const failed = attempts.filter((one) => one.channel === channel && one.result === 'failed')
  const unheard = failed.filter(({ detail }) => UNHEARD.test(detail)).length
  return taken.length <= 1 + failed.length && taken.filter(({ answered }) => answered).length <= 1 + unheard
}
