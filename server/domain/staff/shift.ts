/** Who works when: weekly hours, leave, overtime (B5, AL). */
import { localDay, fromLocal, openIntervals, type Calendar } from '#contract/calendar.ts'
import type { Operation, Order, Person, Workshop } from '#contract/entities/index.ts'
import { isAbsent, shiftOf } from '#contract/presence.ts'
import { paused } from '../operation/work.ts'
import { presentUntil } from '../person/presentUntil.ts'
import { about } from '../order/onOrder.ts'
import { follow } from '../order/work.ts'
import { refuse, type Accepted, type Fact, type Rule, type Scope } from '../rule.ts'
import { isSame } from '../undo/same.ts'

const DAY = 86_400_000
/** What ended longer ago than this is no longer kept with the person; the journal has it. */
const KEPT = 400 * DAY
/** Nobody works on for longer than this. */
const LONGEST_OVERTIME = 16 * 3_600_000

export const changeShift: Rule<'changeShift'> = {
  needs: ({ personId }) => ({ persons: [personId], ordersWorkedBy: [personId] }),
  decide(scope, { personId, shift, otherWeek, was }, { now }) {
    const person = scope.persons.get(personId)
    if (!person) return refuse('person_not_found')
    if (!isSame({ shift: person.shift, otherWeek: person.otherWeek }, was))
      return refuse('changed_meanwhile', { person: [person] })
    const next = { ...person, shift, otherWeek: shift && otherWeek }
    if (isSame(person, next)) return refuse('nothing_to_change')
    return { answer: {}, ...withWork(next, [{ name: 'shiftChanged', personId }], scope, now) }
  },
}

/** Refuses `time_in_past` for leave that is over, `bad_period` for one that ends before it begins. */
export const addLeave: Rule<'addLeave'> = {
  needs: ({ personId }) => ({ persons: [personId], ordersWorkedBy: [personId] }),
  decide(scope, { personId, kind, from, until }, { now, newId }) {
    const person = scope.persons.get(personId)
    if (!person) return refuse('person_not_found')
    if (until <= now) return refuse('time_in_past')
    const one = { id: newId(), kind, from: from ?? now, until }
    if (one.from >= until) return refuse('bad_period')
    const kept = person.leave.filter((old) => old.until > now - KEPT)
    const leave = [...kept, one].toSorted((a, b) => a.from - b.from)
    const facts = [{ name: 'leaveAdded', personId, leaveId: one.id }]
    return { answer: { leaveId: one.id }, ...withWork({ ...person, leave }, facts, scope, now) }
  },
}

/** Leave that has begun ends now; what has passed of it stays. Refuses `leave_not_found`, also for leave that is over. */
export const endLeave: Rule<'endLeave'> = {
  needs: ({ personId }) => ({ persons: [personId], ordersWorkedBy: [personId] }),
  decide(scope, { personId, leaveId }, { now }) {
    const person = scope.persons.get(personId)
    if (!person) return refuse('person_not_found')
    const ended = person.leave.find(({ id, until }) => id === leaveId && until > now)
    if (!ended) return refuse('leave_not_found')
    const others = person.leave.filter((one) => one !== ended)
    const leave = ended.from < now ? person.leave.map((one) => (one === ended ? { ...one, until: now } : one)) : others
    return { answer: {}, ...withWork({ ...person, leave }, [{ name: 'leaveEnded', personId, leaveId }], scope, now) }
  },
}

/** It begins where the person's hours of the day end. Refuses `time_in_past`, `bad_period` if it is too long. */
export const allowOvertime: Rule<'allowOvertime'> = {
  needs: ({ personId }) => ({ persons: [personId], ordersWorkedBy: [personId] }),
  decide(scope, { personId, until }, { now }) {
    const person = scope.persons.get(personId)
    if (!person) return refuse('person_not_found')
    if (until !== null && until <= now) return refuse('time_in_past')
    if (until !== null && until > now + LONGEST_OVERTIME) return refuse('bad_period')
    const overtime = until === null ? null : { from: Math.min(endOfDay(person, scope.workshop, now), until), until }
    if (until === (person.overtime?.until ?? null)) return refuse('nothing_to_change')
    const facts = [{ name: until === null ? 'overtimeTakenBack' : 'overtimeAllowed', personId, until }]
    return { answer: {}, ...withWork({ ...person, overtime }, facts, scope, now) }
  },
}

/** When the person's hours end today, within the opening hours; now, if they have ended or there are none. */
function endOfDay(person: Person, workshop: Workshop, now: number): number {
  const midnight = fromLocal(localDay(now, workshop.timeZone) + DAY, workshop.timeZone)
  const lastOf = (calendar: Calendar) => openIntervals(calendar, now, midnight).at(-1)?.[1] ?? now
  const closing = lastOf(workshop)
  const shift = shiftOf(person, workshop)
  return Math.max(now, shift === null ? closing : Math.min(closing, lastOf(shift)))
}

/**
 * The person as changed, and what becomes of their work in progress: it is paused and has no technician if they are absent now, and
 * an alert asks who takes it over (AL); of one who leaves later, it says when.
 */
function withWork(
  person: Person,
  facts: readonly Fact[],
  { orders, workshop }: Scope,
  now: number,
): Omit<Accepted, 'answer'> {
  const isTheirs = (one: Operation) => one.state === 'working' && one.technicianId === person.id
  const changed: Order[] = []
  const pauses: Fact[] = []
  const until = presentUntil(person, workshop, now)
  for (const order of orders.values()) {
    const theirs = order.operations.filter(isTheirs)
    if (theirs.length === 0) continue
    const leavesNow = isAbsent(person, now)
    const after = (one: Operation): Operation =>
      leavesNow ? { ...paused(one, 'technician', workshop, now), technicianId: null } : { ...one, presentUntil: until }
    const operations = order.operations.map((one) => (isTheirs(one) ? after(one) : one))
    changed.push(leavesNow ? follow(order, 'operationPaused', operations) : { ...order, operations })
    if (leavesNow)
      pauses.push(...theirs.map(({ id }) => about('operationPaused', order, { operationId: id, reason: 'technician' })))
  }
  const put = { person: [person], ...(changed.length > 0 && { order: changed }) }
  return { ok: true, facts: [...facts, ...pauses], put }
}
