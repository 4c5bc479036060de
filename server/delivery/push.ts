/** Notices by Web Push, to every browser subscribed for the order. The notice is handed over if one of them accepts it. */
import type { Sql } from 'postgres'
import webPush from 'web-push'
import { cutToBytes } from '#contract/characters.ts'
import type { NoticeKind } from '#contract/values.ts'
import { newId } from '#server/write/ids.ts'
import { permitOwn } from '#server/policy/permit.ts'
import type { Writer } from '#server/write/write.ts'
import { isGood, post } from './post.ts'
import { publicHosts } from './publicHost.ts'
import type { PushKeys } from './pushKeys.ts'
import { detailOf, ownReason, type Message, type Sent, type Way } from './way.ts'

interface Options {
  sql: Sql
  writer: Writer
  keys: PushKeys
  /** The contact given to push services. */
  subject: string
  /** The server's public address: pushes do not go there. */
  publicUrl: string | null
  /** For tests: allows push services on private addresses. */
  anywhere: boolean
}

interface Subscription {
  endpoint: string
  p256dh: string
  auth: string
}

/** Subscriptions used per order. */
const MOST = 10
/**
 * How long a push service keeps a message for a device that is off, in seconds: one that names a time for a day, any other, such as
 * that the car is ready, over a weekend.
 */
const KEPT_WITH_TIME = 86_400
const KEPT = 3 * 86_400
const withTime: readonly NoticeKind[] = ['on_course', 'delay', 'reopened', 'time_known', 'correction']
/** In bytes: with the title and the link it fits into the 4,096 bytes of a push. */
const LONGEST_BODY = 3000
const GONE = [404, 410]
const BUSY = [408, 425, 429]

export function openPush({ sql, writer, keys, subject, publicUrl, anywhere }: Options): Way {
  const { mayBePublic, lookup } = publicHosts(publicUrl)

  async function toOne(one: Subscription, message: Message, signal: AbortSignal): Promise<Sent | 'gone'> {
    const { workshop, reference, subject: title, body, link: url, kind } = message
    if (!anywhere && !mayBePublic(one.endpoint)) return 'gone'
    const payload = JSON.stringify({ title, body: cutToBytes(body, LONGEST_BODY), url, tag: reference })
    const vapidDetails = { subject, ...(await keys.of(workshop.id)) }
    let request
    try {
      request = webPush.generateRequestDetails(
        { endpoint: one.endpoint, keys: { p256dh: one.p256dh, auth: one.auth } },
        payload,
        {
          vapidDetails,
          TTL: withTime.includes(kind) ? KEPT_WITH_TIME : KEPT,
          urgency: 'high',
          topic: topicOf(message),
        },
      )
    } catch {
      // The subscription's keys are invalid.
      return 'gone'
    }
    const { status, text } = await post(
      one.endpoint,
      {
        headers: request.headers as Record<string, string>,
        body: request.body!,
        ...(!anywhere && { lookup }),
      },
      signal,
    )
    if (GONE.includes(status)) return 'gone'
    return { result: resultOf(status), detail: detailOf(`HTTP ${status} ${text}`, message) }
  }

  /** The push service no longer knows this subscription. */
  const forget = (workshopId: string, orderId: string, { endpoint }: Subscription) =>
    writer.execute(permitOwn('clock', workshopId, { id: newId(), name: 'stopPush', payload: { orderId, endpoint } }))

  return {
    async send(message, signal): Promise<Sent> {
      const { workshop, to: orderId } = message
      const subscriptions = await sql<Subscription[]>`select endpoint, p256dh, auth from push_subscription
        where workshop_id = ${workshop.id} and order_id = ${orderId} order by endpoint limit ${MOST}`
      const sent = await Promise.allSettled(
        subscriptions.map(async (one) => {
          const came = await toOne(one, message, signal)
          if (came === 'gone') await forget(workshop.id, orderId, one)
          return came
        }),
      )
      const there = sent.filter((one) => one.status === 'rejected' || one.value !== 'gone')
      const taken = there.find((one) => one.status === 'fulfilled' && (one.value as Sent).result === 'handed_over')
      const best = taken ?? there[0]
      if (!best) return ownReason('unavailable', 'no_device')
      if (best.status === 'rejected') throw best.reason
      return best.value as Sent
    },
  }
}

/** A service that is busy may take it later; one that refuses the message refuses it for good. */
function resultOf(status: number): Sent['result'] {
  if (isGood(status)) return 'handed_over'
  return status >= 400 && status < 500 && !BUSY.includes(status) ? 'unavailable' : 'failed'
}

/**
 * A message replaces the one still waiting at the push service for the same order: the older news is no longer true. A question does
 * not replace news, nor news a question. The topic is 22 characters derived from the order's id.
 */
function topicOf({ to: orderId, kind }: Message): string {
  const bytes = Buffer.from(orderId.replaceAll('-', ''), 'hex')
  if (kind === 'question') bytes[15]! ^= 1
  return bytes.toString('base64url')
}
