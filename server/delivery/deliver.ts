/** Delivers notices to customers, attempt by attempt (B11.3). An attempt is recorded before it is made, its result afterwards. */
import { setTimeout as sleep } from 'node:timers/promises'
import pLimit from 'p-limit'
import postgres, { type Sql } from 'postgres'
import type { Attempt, NoticeValues } from '#contract/entities/index.ts'
import { cut } from '#contract/characters.ts'
import type { AttemptReason } from '#contract/attempts.ts'
import { channels, type Channel, type NoticeKind, type NoticeState } from '#contract/values.ts'
import type { Links } from '#server/access/links.ts'
import type { HouseTime } from '#server/clock/houseTime.ts'
import { linked } from '#words/notice.ts'
import { permitOwn } from '#server/policy/permit.ts'
import { newId } from '#server/write/ids.ts'
import type { Writer } from '#server/write/write.ts'
import { receiptIdOf, receiptsUnder } from './receiptId.ts'
import { ownReason, tryOnce, type Message, type Sent, type Ways } from './way.ts'

export interface Deliverer {
  /** One attempt. Not ok: there is nothing to deliver, or another server is delivering it. */
  deliver(workshopId: string, noticeId: string): Promise<{ ok: boolean }>
  /** Starts no further attempt and soon aborts those under way. */
  stop(): void
}

/** Timeouts and pauses, in real milliseconds. */
export interface Patience {
  /** Timeout of one attempt. */
  within: number
  /** An attempt without a result is given up after this: its server has died. Must exceed twice `within`, or two servers could send at once. */
  giveUpAfter: number
  /** Pauses before the second, third and every further attempt by the same channel. */
  pauses: readonly [number, ...number[]]
}

const MINUTE = 60_000
export const patience: Patience = {
  within: 15_000,
  giveUpAfter: MINUTE,
  pauses: [MINUTE, 5 * MINUTE, 15 * MINUTE],
}

interface Options {
  sql: Sql
  writer: Writer
  time: HouseTime
  links: Links
  ways: Ways
  /** The address under which customers reach this server; null if their phones cannot. */
  origin: Promise<string | null>
  patience: Patience
}

/** Concurrent attempts per channel: mail servers and gateways reject hundreds at once. */
const AT_A_TIME = 8
/** How long we keep trying to record a result while the database is unavailable. */
const RECORD_FOR = 10 * MINUTE
const RECORD_AGAIN = 1000
const NOT_KEPT: AttemptReason = 'answer_not_kept'
/** Grace period for attempts under way when the server stops. */
const LAST_MOMENT = 1000

export function createDeliverer({ sql, writer, time, links, ways, origin, patience }: Options): Deliverer {
  const slots = Object.fromEntries(channels.map((channel) => [channel, pLimit(AT_A_TIME)]))
  const stopping = new AbortController()
  const ended = new AbortController()
  const later = (milliseconds: number) => Math.round(time.now() + milliseconds * time.speed)

  async function attempt(workshopId: string, noticeId: string, tries: Attempt[]): Promise<{ ok: boolean }> {
    // The server that takes over picks this notice up again.
    if (stopping.signal.aborted) return { ok: true }
    const number = tries.length + 1
    const since = performance.now()
    const payload = { noticeId, number, giveUpAt: later(patience.giveUpAfter) }
    const begun = await writer.execute(permitOwn('clock', workshopId, { id: newId(), name: 'beginAttempt', payload }))
    if (!begun.ok || begun.answer.channel === null) return begun
    const { channel } = begun.answer
    const message = await compose(workshopId, noticeId, channel, number).catch((error: unknown): Sent => ({
      result: 'failed',
      detail: `It could not be composed: ${cut(String(error), 160)}`,
    }))
    // This process was suspended: the attempt may have been given up and another started.
    if (performance.now() - since > patience.giveUpAfter - 2 * patience.within) return begun
    const sent = 'result' in message ? message : await tryOnce(ways[channel], message, patience.within, ended.signal)
    const before = tries.filter((one) => one.channel === channel).length
    await record(workshopId, noticeId, number, sent, patience.pauses[before] ?? patience.pauses.at(-1)!)
    return begun
  }

  /** The notice as it is now, with its link; or why there is nothing to send by this channel. */
  async function compose(
    workshopId: string,
    noticeId: string,
    channel: Channel,
    number: number,
  ): Promise<Message | Sent> {
    const notice = await read(sql, workshopId, noticeId)
    if (notice?.state !== 'sending') return ownReason('unavailable', 'not_needed')
    const { order_id: orderId, customer_phone: phone, customer_email: email } = notice
    const to = { push: orderId, wechat: orderId, sms: phone, email }[channel]
    if (to === null) return ownReason('unavailable', 'no_address')
    const base = await origin
    const link = base === null ? null : `${base}/t/${await links.tokenFor({ workshopId, orderId })}`
    return {
      workshop: { id: workshopId, name: notice.name, country: notice.country },
      ...{ to, link, reference: `${noticeId}.${channel}` },
      ...{ receiptId: receiptIdOf({ workshopId, noticeId, number }), receiptsAt: receiptsUnder(base) },
      ...{ kind: notice.kind, values: notice.values },
      ...linked(notice, link),
    }
  }

  /** What has been sent must not be lost: retries until the database is back. If it refuses the detail, the result alone is kept. */
  async function record(workshopId: string, noticeId: string, number: number, sent: Sent, pause: number) {
    const againAt = later(pause)
    const commandFor = ({ result, detail, messageId }: Sent) => {
      const payload = { noticeId, number, result, detail, messageId: messageId ?? null, againAt }
      return permitOwn('clock', workshopId, { id: newId(), name: 'recordAttempt', payload })
    }
    let command = commandFor(sent)
    const since = performance.now()
    for (;;) {
      try {
        return await writer.execute(command)
      } catch (error) {
        if (ended.signal.aborted || performance.now() - since > RECORD_FOR) throw error
        if (isRefusedData(error) && command.payload.detail !== NOT_KEPT)
          command = commandFor({ result: sent.result, detail: NOT_KEPT })
        else await sleep(RECORD_AGAIN)
      }
    }
  }

  return {
    async deliver(workshopId, noticeId) {
      const [row] = await sql<{ attempts: Attempt[]; channel: Channel | null }[]>`
        select attempts, channels[1] as channel from notice where workshop_id = ${workshopId} and id = ${noticeId}`
      if (!row) return { ok: false }
      const run = () => attempt(workshopId, noticeId, row.attempts)
      return row.channel === null ? run() : slots[row.channel]!(run)
    },
    stop() {
      stopping.abort()
      setTimeout(() => ended.abort(), LAST_MOMENT).unref()
    },
  }
}

/** Whether the database refuses the values themselves (SQLSTATE class 22), so that repeating them is pointless. */
const isRefusedData = (error: unknown) => error instanceof postgres.PostgresError && error.code.startsWith('22')

interface Row {
  state: NoticeState
  kind: NoticeKind
  subject: string
  body: string
  values: NoticeValues | null
  order_id: string
  customer_phone: string | null
  customer_email: string | null
  name: string
  country: string | null
}

async function read(sql: Sql, workshopId: string, noticeId: string): Promise<Row | undefined> {
  const [row] = await sql<Row[]>`
    select notice.state, notice.kind, subject, body, "values", order_id, customer_phone, customer_email, workshop.name, workshop.country
    from notice join repair_order on repair_order.workshop_id = notice.workshop_id and repair_order.id = order_id
    join workshop on workshop.workshop_id = notice.workshop_id
    where notice.workshop_id = ${workshopId} and notice.id = ${noticeId}`
  return row
}
