/** Who may do an operation, and what else each of them has to do (C2). Pure. */
import type { Operation, Order, Person } from '#contract/entities/index.ts'
import { canDo, isToBegin } from '#contract/placement.ts'

export interface Candidate {
  person: Person
  /** What the person is working on now; null: free. */
  busyWith: { plate: string; title: Operation['title'] } | null
  /** Open operations already assigned to the person. */
  planned: number
}

/** All who have the skill: the free first, then those with the least planned, then by name. */
export function candidatesFor(operation: Operation, persons: Iterable<Person>, orders: Iterable<Order>): Candidate[] {
  const able = new Map<string, Candidate>()
  for (const person of persons)
    if (canDo(person, operation)) able.set(person.id, { person, busyWith: null, planned: 0 })
  for (const order of orders) {
    if (order.closedAt !== null) continue
    for (const one of order.operations) {
      const candidate = one.technicianId === null ? undefined : able.get(one.technicianId)
      if (!candidate || one.id === operation.id) continue
      if (one.state === 'working') candidate.busyWith = { plate: order.plate, title: one.title }
      else if (isToBegin(one.state)) candidate.planned += 1
    }
  }
  return [...able.values()].sort(
    (a, b) =>
      Number(a.busyWith !== null) - Number(b.busyWith !== null) ||
      a.planned - b.planned ||
      a.person.name.localeCompare(b.person.name),
  )
}

/** The one who is given the work without a question: who has it already, else the only one who is free. Null: ask. */
export function obviousTechnician(operation: Operation, candidates: readonly Candidate[]): string | null {
  if (candidates.some(({ person }) => person.id === operation.technicianId)) return operation.technicianId
  const free = candidates.filter(({ busyWith }) => busyWith === null)
  return free.length === 1 ? free[0]!.person.id : null
}
