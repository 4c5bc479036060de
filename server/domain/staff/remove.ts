/** A person leaves. They stay in the records; open work of theirs does not stay without anyone. */
import type { Operation, Order, Person, Workshop } from '#contract/entities/index.ts'
import { dayOf } from '#contract/presence.ts'
import { paused } from '../operation/work.ts'
import { about } from '../order/onOrder.ts'
import { follow } from '../order/work.ts'
import { refuse, type Fact, type Rule } from '../rule.ts'
import { leavesNoManager } from './person.ts'

/**
 * Refuses `last_manager`; `bad_period` for a last day before the first; `person_has_work`, with the orders and teams, if the last day
 * has come and nothing is said of what is still theirs. Of a person who leaves later, it remains theirs until then.
 */
export const removePerson: Rule<'removePerson'> = {
  needs: () => ({ everyone: true, teams: true, allLiveOrders: true }),
  decide(scope, { personId, lastDay, handOver }, { now }) {
    const { persons, teams, orders, workshop } = scope
    const person = persons.get(personId)
    if (!person) return refuse('person_not_found')
    const next: Person = { ...person, employedUntil: lastDay }
    if (person.employedUntil === lastDay) return refuse('nothing_to_change')
    if ((person.employedFrom ?? '') > lastDay) return refuse('bad_period')
    if (leavesNoManager(next, scope)) return refuse('last_manager')

    const today = dayOf(workshop, now)
    if (lastDay > today)
      return { ok: true, answer: {}, facts: [{ name: 'personRemoved', personId, lastDay }], put: { person: [next] } }
    const theirs = [...orders.values()].filter((order) => order.closedAt === null && isTheirs(order, personId))
    const led = [...teams.values()].filter(({ leaderId }) => leaderId === personId)
    if (!handOver && theirs.length + led.length > 0)
      return refuse('person_has_work', {
        ...(theirs.length > 0 && { order: theirs }),
        ...(led.length > 0 && { team: led }),
      })
    const handed = theirs.map((order) => handedOver(order, personId, lastDay < today, workshop, now))
    const removed = { name: 'personRemoved', personId, lastDay, handedOver: theirs.map(({ id }) => id) }
    return {
      ok: true,
      answer: {},
      facts: [removed, ...handed.flatMap(({ facts }) => facts)],
      put: {
        person: [next],
        ...(handed.length > 0 && { order: handed.map(({ order }) => order) }),
        ...(led.length > 0 && { team: led.map((team) => ({ ...team, leaderId: null })) }),
      },
    }
  },
}

const isOpen = ({ state }: Operation) => state !== 'done' && state !== 'cancelled'

const isTheirs = ({ adviserId, operations }: Order, personId: string): boolean =>
  adviserId === personId || operations.some((one) => isOpen(one) && one.technicianId === personId)

/** @param isGone today is no longer a day of theirs, so work in progress stops */
function handedOver(order: Order, personId: string, isGone: boolean, workshop: Workshop, now: number) {
  const facts: Fact[] = []
  const operations = order.operations.map((one) => {
    if (!isOpen(one) || one.technicianId !== personId) return one
    if (one.state !== 'working') return { ...one, technicianId: null }
    if (!isGone) return one
    facts.push(about('operationPaused', order, { operationId: one.id, reason: 'technician' }))
    return { ...paused(one, 'technician', workshop, now), technicianId: null }
  })
  const adviserId = order.adviserId === personId ? null : order.adviserId
  const isPaused = operations.some((one, i) => one.state === 'paused' && order.operations[i]!.state === 'working')
  const next = isPaused ? follow(order, 'operationPaused', operations) : { ...order, operations }
  return { order: { ...next, adviserId }, facts }
}
