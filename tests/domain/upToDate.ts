/** Invariants of a workshop whose clock has reviewed everything due (B10, B11, AL). */
import { expect } from 'vitest'
import type { Alert, Order } from '#contract/entities/index.ts'
import { givenPromise } from '#contract/progress.ts'
import type { Cause } from '#server/domain/alert/causes.ts'
import { doorCauses } from '#server/domain/follows/atTheDoor.ts'
import { bayCauses } from '#server/domain/follows/bayAlerts.ts'
import { orderCauses } from '#server/domain/follows/orderAlerts.ts'
import { getsNotices } from '#server/domain/notice/message.ts'
import { quietAt } from '#server/domain/notice/quiet.ts'
import type { Accepted } from '#server/domain/rule.ts'
import type { MemoryServer } from '../support/memoryServer.ts'

const subject = ({ cause, orderId, bayId, partId, noticeId, arrivalId }: Cause) =>
  [cause, orderId, bayId, partId, noticeId, arrivalId].join(' ')
const isOpen = ({ closedAt }: { closedAt: number | null }) => closedAt === null
const HALF_HOUR = 1_800_000

/** Holds at any moment once everything due has been reviewed. */
export function expectUpToDate(server: MemoryServer): void {
  const { now, all } = server
  const alerts = [...all.alerts.values()].filter(isOpen)
  const notices = [...all.notices.values()].filter(isOpen)
  const isAbout = (list: readonly Alert[], causes: readonly Cause[], what: string) =>
    expect(list.map(subject).sort(), `one open alert for each cause of ${what}`).toEqual(causes.map(subject).sort())
  const deadlines = new Map<string, number>()
  const due = (kind: string, id: string, at: number | null) => {
    if (at === null) return
    expect(at, `the ${kind} has been looked at`).toBeGreaterThan(now)
    deadlines.set(`${kind} ${id}`, at)
  }

  for (const order of all.orders.values()) {
    const own = notices.filter(({ orderId }) => orderId === order.id)
    isAbout(
      alerts.filter(({ orderId, arrivalId }) => orderId === order.id && arrivalId === null),
      orderCauses(order, own, all.workshop, now),
      order.state,
    )
    due('order', order.id, order.reviewAt)
    if (order.closedAt === null) expectTrueNotices(order, server)
    else expect([order.reviewAt, own.length], 'nothing is left of a closed order').toEqual([null, 0])
  }
  for (const arrival of all.arrivals.values()) {
    isAbout(
      alerts.filter(({ arrivalId }) => arrivalId === arrival.id),
      doorCauses(arrival, all.workshop, now),
      'an arrival',
    )
    due('arrival', arrival.id, arrival.reviewAt)
  }
  for (const bay of all.bays.values()) {
    isAbout(
      alerts.filter(({ bayId }) => bayId === bay.id),
      bayCauses(bay, now),
      'a bay',
    )
    due('bay', bay.id, bay.reviewAt)
  }
  due('workshop', all.workshop.id, all.workshop.reviewAt)
  for (const { id, state, tryAt, closedAt } of all.notices.values()) {
    expect(tryAt !== null, `a notice that is ${state} is tried`).toBe(state === 'sending')
    if (closedAt !== null) expect(['handed_over', 'delivered', 'withdrawn']).toContain(state)
    due('notice', id, tryAt)
  }
  const deadlinesHeld = new Map([...server.deadlines].map(([key, { dueAt }]) => [key, dueAt]))
  expect(deadlinesHeld, 'deadlines are those of the entities').toEqual(deadlines)
}

/** B11.1: what the customer was told is true, or there is a reason why the correction is not sent yet. */
function expectTrueNotices(order: Order, server: MemoryServer): void {
  const { informed, promiseAt, forecastAt, readyAt } = order
  if (!getsNotices(order) || informed === null || promiseAt === null) return
  const own = [...server.all.notices.values()].filter(({ orderId }) => orderId === order.id)
  if (informed.kind !== 'agreed')
    expect(own.some(({ kind, readyAt: at }) => kind === informed.kind && at === informed.readyAt)).toBe(true)
  // C8: the customer of a reopened car is told the new time.
  if (informed.kind === 'ready' && readyAt === null)
    expect(order.toTell?.kind, 'a car that is said to be ready is').toMatch(/^reopened/)
  if (readyAt !== null || forecastAt === null || informed.readyAt === null) return
  const { furtherDelayMinutes, delayToleranceMinutes, delayStandsMinutes, undoSeconds } = server.all.workshop.settings
  // A further delay is sent if it is large, or once the time told is near.
  const knows = informed.kind !== 'agreed' && informed.readyAt > promiseAt
  // B9: a customer who is asked about additional work has a later time before them.
  const knownAt = Math.max(informed.readyAt, order.additionalOffer?.promiseAt ?? 0)
  const isLater = forecastAt > knownAt && forecastAt >= knownAt + delayToleranceMinutes * 60_000
  const isMuch = Math.ceil(forecastAt / HALF_HOUR) * HALF_HOUR >= informed.readyAt + furtherDelayMinutes * 60_000
  const isNear = server.now >= (knows ? informed.readyAt : knownAt) - leadOf(order, server)
  const isOver = server.now > knownAt + delayToleranceMinutes * 60_000
  const news = order.toTell ?? { since: 0, changedAt: 0 }
  const isWrong = (isLater && (!knows || isMuch || isNear)) || isOver
  const isAsked = own.some(({ state }) => state === 'asking')
  // A forecast takes up to five seconds to be recorded.
  const mayBeTakenBack = server.now < news.changedAt + undoSeconds * 1000 + 5000
  const hasStood = isNear || server.now >= news.since + delayStandsMinutes * 60_000
  const waits = quietAt(server.all.workshop, server.now) !== null || isAsked || mayBeTakenBack || !hasStood
  if (isWrong) expect(waits, 'the customer is told, but for quiet hours and the adviser').toBe(true)
}

/** Invariants of every decision. */
export class Watch {
  /** The due time for which each order was last asked, until that time moves. */
  #asked = new Map<string, number>()
  /** When each order's customer was last informed, before the decision under test. */
  #informedAt = new Map<string, number>()

  see({ facts, put }: Accepted, server: MemoryServer): void {
    for (const order of put.order ?? []) {
      const asked = this.#asked.get(order.id)
      if (asked !== undefined && order.progressCheck?.dueAt !== asked) this.#asked.delete(order.id)
    }
    for (const { name, orderId, noticeId } of facts) {
      const order = server.all.orders.get(orderId as string)
      if (name === 'progressCheckAsked') {
        expect(this.#asked.has(orderId as string), 'each time is asked about once').toBe(false)
        this.#asked.set(orderId as string, order!.progressCheck!.dueAt)
      }
      if (name !== 'noticeDecided') continue
      const notice = server.all.notices.get(noticeId as string)!
      if (notice.at !== server.now) continue // sent again by the desk
      if (notice.kind === 'on_course') {
        expect(order!.forecastAt, 'nobody is called to a car that will not be ready').not.toBeNull()
        const { delayToleranceMinutes } = server.all.workshop.settings
        expect(order!.forecastAt).toBeLessThanOrEqual(order!.promiseAt! + delayToleranceMinutes * 60_000)
        expect(notice.readyAt).toBe(order!.promiseAt)
      }
      if (notice.kind === 'ready') expect(order!.readyAt).toBe(notice.readyAt)
      expectPeace(order!, this.#informedAt.get(order!.id) ?? 0, server)
    }
    for (const { id, informed } of put.order ?? []) if (informed) this.#informedAt.set(id, informed.at)
  }
}

/** B11: how long before a time the customer must know of it, in milliseconds. */
function leadOf(order: Order, { all }: Pick<MemoryServer, 'all'>): number {
  const { longFromHours, noticeLongMinutes, noticeShortMinutes } = all.workshop.settings
  const isLong = givenPromise(order)! - order.authorisedAt! >= longFromHours * 3_600_000
  return (isLong ? noticeLongMinutes : noticeShortMinutes) * 60_000
}

/**
 * B11.4: a message in quiet hours is due by now and goes to a customer who will come before they end, or who was to come during
 * them and has heard nothing.
 */
function expectPeace(order: Order, informedAt: number, { all, now }: MemoryServer): void {
  const quiet = quietAt(all.workshop, now)
  if (!quiet) return
  const promiseAt = givenPromise(order)!
  const last = promiseAt - leadOf(order, { all })
  expect(now, 'nobody is woken before the last moment').toBeGreaterThanOrEqual(last)
  const isMissed = quiet[0] <= last && informedAt < last
  expect(now < promiseAt || isMissed, 'nobody is woken without need').toBe(true)
}
