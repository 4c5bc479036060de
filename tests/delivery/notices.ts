/** Sets up notices to customers and follows their delivery. */
import { expect } from 'vitest'
import type { Attempt, Notice } from '#contract/entities/index.ts'
import type { PayloadInput } from '#contract/commands/index.ts'
import type { App } from '#server/app.ts'
import type { ChannelSettings } from '#server/terminal/channels.ts'
import type { SmsSettings } from '#server/terminal/sms.ts'
import { walkIn, type TestWorkshop } from '../support/testWorkshop.ts'

export const MINUTE = 60_000
export const SECRET = 'a secret of the gateway'

export const noChannels: ChannelSettings = {
  email: null,
  sms: null,
  wechat: null,
  pushSubject: 'mailto:board@example.com',
}
export const mailAt = (port: number, over: Partial<NonNullable<ChannelSettings['email']>> = {}) => ({
  ...{ host: '127.0.0.1', port, secure: false, auth: null, from: 'board@garage.example', name: 'board.garage.example' },
  ...over,
})
export const smsAt = (url: string): SmsSettings => ({ preset: 'json', url, auth: null, secret: SECRET, success: null })

/** No quiet hours, whenever the tests run, nothing to undo, and a lead time so long that no further notice arises meanwhile. */
export const sendAtOnce = (workshop: TestWorkshop) =>
  workshop.does('staff', 'changeSettings', {
    settings: { quietFrom: 0, quietUntil: 0, noticeShortMinutes: 1440, undoSeconds: 0 },
  })

type Contact = Partial<PayloadInput<'setContact'>>

/** Creates an authorised order with a notice that is due now. Returns the order's id. */
export async function noticeDue(
  workshop: TestWorkshop,
  apps: App[],
  plate: string,
  contact: Contact = {},
  prepare: (orderId: string) => Promise<unknown> = async () => {},
): Promise<string> {
  const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn(plate))
  const nobody = { name: 'Wang Fang', phone: null, email: null, channels: [] }
  await workshop.does('staff', 'setContact', { orderId, ...nobody, ...contact })
  await workshop.does('staff', 'addOperations', { orderId, itemIds: [workshop.ids.items[0]!] })
  const now = Math.max(Date.now(), ...apps.map((app) => app.now()))
  await workshop.does('staff', 'quoteOrder', { orderId, promiseAt: now + 600 * MINUTE, reason: 'As agreed' })
  await prepare(orderId)
  await workshop.does('staff', 'authoriseOrder', { orderId, wash: false })
  // The adviser moves the promise, and the customer is told at once.
  const moved = { promiseAt: now + 700 * MINUTE, reason: 'The part is late', customerKnows: false }
  await workshop.does('staff', 'movePromise', { orderId, ...moved })
  for (const app of apps) app.timeMoved()
  return orderId
}

export async function noticesOf(
  workshop: TestWorkshop,
  orderId: string,
): Promise<Pick<Notice, 'id' | 'state' | 'attempts'>[]> {
  return workshop.database.sql<Pick<Notice, 'id' | 'state' | 'attempts'>[]>`
    select id, state, attempts from notice where workshop_id = ${workshop.workshopId} and order_id = ${orderId} order by at`
}

/** Waits until the order's only notice satisfies the condition, and returns it. */
export async function untilNotice(
  workshop: TestWorkshop,
  orderId: string,
  is: (notice: Pick<Notice, 'id' | 'state' | 'attempts'>) => boolean,
): Promise<Pick<Notice, 'id' | 'state' | 'attempts'>> {
  await expect
    .poll(async () => (await noticesOf(workshop, orderId)).map((one) => is(one)), { timeout: 15_000, interval: 20 })
    .toEqual([true])
  return (await noticesOf(workshop, orderId))[0]!
}

export const inState = (state: Notice['state']) => (notice: Pick<Notice, 'state'>) => notice.state === state
/** At least `count` attempts have been made, and the last one has a result. */
export const tried = (count: number) => (notice: Pick<Notice, 'attempts'>) =>
  notice.attempts.length === count && notice.attempts.at(-1)?.result !== 'pending'

/** The attempts in short: `sms failed`. */
export const linesOf = ({ attempts }: Pick<Notice, 'attempts'>) =>
  attempts.map(({ channel, result }: Attempt) => `${channel} ${result}`)

/** Moves house time forward by that many minutes, on every node. */
export function step(apps: App[], minutes: number): void {
  const to = Math.max(...apps.map((app) => app.now())) + minutes * MINUTE
  for (const app of apps) app.time.jumpTo(to)
  for (const app of apps) app.timeMoved()
}
