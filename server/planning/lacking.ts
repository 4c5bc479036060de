/**
 * The changes the planning thread has not seen yet: collected entry by entry and sent with the next question. An order that
 * changed ten times crosses once, without personal data; the queue never exceeds the live state.
 */
import type { Order, Person, Workshop } from '#contract/entities/index.ts'
import type { Changes } from '#server/domain/rule.ts'
import type { Feed, Follower } from '#server/fanout/feed.ts'
import type { Entry } from '#server/read/journal.ts'
import { plannedKinds, type PlannedKind, type PlannedKinds, type Update } from './messages.ts'

type Found = { [K in PlannedKind]: Map<string, PlannedKinds[K] | null> }

export class Lacking implements Follower {
  #isWhole = true
  #found = nothing()

  took({ put, drop }: Entry): void {
    if (this.#isWhole) return
    for (const kind of plannedKinds) for (const id of drop[kind] ?? []) this.#found[kind].set(id, null)
    collect(put, this.#found)
  }

  /** The thread has lost its copy, or the journal has been replaced. */
  restarted(): void {
    this.#isWhole = true
    this.#found = nothing()
  }

  /** Takes everything collected; the caller hands it to the thread. */
  take(feed: Pick<Feed, 'put' | 'seq'>): Update {
    const isWhole = this.#isWhole
    if (isWhole) collect(feed.put, this.#found)
    const update: Update = { isWhole, seq: feed.seq, put: {}, drop: {}, outcomes: null }
    for (const kind of plannedKinds) split(kind, this.#found, update)
    this.#found = nothing()
    this.#isWhole = false
    return update
  }
}

const nothing = (): Found => ({
  ...{ workshop: new Map(), bay: new Map(), person: new Map(), order: new Map(), priceItem: new Map() },
})

/** Keeps of each entity only what plans need; a closed order, or one whose car is with its customer (C9), counts as removed. */
function collect({ workshop, bay, person, order, priceItem }: Changes, found: Found): void {
  for (const one of workshop ?? []) found.workshop.set(one.id, ofWorkshop(one))
  for (const { id, number, uses, outOfService } of bay ?? []) found.bay.set(id, { id, number, uses, outOfService })
  for (const one of person ?? []) found.person.set(one.id, ofPerson(one))
  for (const one of order ?? [])
    found.order.set(one.id, one.closedAt === null && one.homeSince === null ? ofOrder(one) : null)
  for (const { id, bayKind, skill, standardMinutes, fixedPromiseMinutes, learned } of priceItem ?? [])
    found.priceItem.set(id, { id, bayKind, skill, standardMinutes, fixedPromiseMinutes, learned })
}

const ofWorkshop = ({ id, timeZone, hours, days, settings }: Workshop): PlannedKinds['workshop'] => ({
  ...{ id, timeZone, hours, days, settings },
})
const ofPerson = (person: Person): PlannedKinds['person'] => {
  const { id, skills, guided, shift, otherWeek, leave, overtime, employedFrom, employedUntil } = person
  return { id, skills, guided, shift, otherWeek, leave, overtime, employedFrom, employedUntil }
}
const ofOrder = (order: Order): PlannedKinds['order'] => {
  const { id, number, model, state, priority, waits, wash, bayId, operations, parts } = order
  const { appointmentAt, arrivedAt, quotedAt, authorisedAt, checkedAt, promiseAt, progressCheck } = order
  const { washStartedAt, readyAt, checkPlan, washPlan, additionalOffer } = order
  return {
    ...{ id, number, model, state, priority, waits, wash, bayId },
    ...{ appointmentAt, arrivedAt, quotedAt, authorisedAt, checkedAt, promiseAt, readyAt },
    ...{ washStartedAt, checkPlan, washPlan, additionalOffer },
    progressCheck: progressCheck && { answer: progressCheck.answer, finishAt: progressCheck.finishAt },
    operations: operations.map((one) => ({
      ...{ id: one.id, itemId: one.itemId, bayKind: one.bayKind, skill: one.skill },
      ...{ likelyMinutes: one.likelyMinutes, safeMinutes: one.safeMinutes },
      ...{ state: one.state, bayId: one.bayId, technicianId: one.technicianId, startAt: one.startAt, plan: one.plan },
      ...{ safety: one.safety, sentBack: one.sentBack },
      ...{ pauseReason: one.pauseReason, pausedUntil: one.pausedUntil },
      ...{ percent: one.percent, percentAt: one.percentAt, finishedAt: one.finishedAt },
    })),
    parts: parts.map((one) => ({
      ...{ id: one.id, operationId: one.operationId, expectedAt: one.expectedAt, arrivedAt: one.arrivedAt },
    })),
  }
}

function split(kind: PlannedKind, found: Found, { put, drop }: Update): void {
  const there: object[] = []
  const gone: string[] = []
  for (const [id, entity] of found[kind])
    if (entity) there.push(entity)
    else gone.push(id)
  if (there.length > 0) Object.assign(put, { [kind]: there })
  if (gone.length > 0) drop[kind] = gone
}
