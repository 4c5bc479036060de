/** Who can do an operation, and what other work each of them has (C2). Pure. */
import type { Operation, Order, Person } from '#contract/entities/index.ts'
import type { Calendar } from '#contract/calendar.ts'
import { canDo, isToBegin, mayDo } from '#contract/placement.ts'
import { isAtWork } from '#contract/presence.ts'

export interface Candidate {
  person: Person
  /** They do it under guidance. */
  isGuided: boolean
  /** The work in progress; null: free. */
  busyWith: { plate: string; title: Operation['title'] } | null
  /** Number of open operations already assigned to the person. */
  planned: number
}

/** Everyone with the skill who is at work now: who does it alone, free ones first, then those with the least planned work, then by name. */
export function candidatesFor(
  operation: Operation,
  persons: Iterable<Person>,
  orders: Iterable<Order>,
  calendar: Calendar,
  now: number,
): Candidate[] {
  const able = new Map<string, Candidate>()
  for (const person of persons)
    if (mayDo(person, operation) && isAtWork(person, calendar, now))
      able.set(person.id, { person, isGuided: !canDo(person, operation), busyWith: null, planned: 0 })
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
      Number(a.isGuided) - Number(b.isGuided) ||
      Number(a.busyWith !== null) - Number(b.busyWith !== null) ||
      a.planned - b.planned ||
      a.person.name.localeCompare(b.person.name),
  )
}

/** The technician who gets the work without asking: the one it is assigned to, else the only one free. Null: ask. */
export function obviousTechnician(operation: Operation, candidates: readonly Candidate[]): string | null {
  if (candidates.some(({ person }) => person.id === operation.technicianId)) return operation.technicianId
  const free = candidates.filter(({ busyWith, isGuided }) => busyWith === null && !isGuided)
  return free.length === 1 ? free[0]!.person.id : null
}

/**
 * The technician who goes on with a car's next operation in one touch: the one it is assigned to, else the one who last finished work
 * on the car, else the only one free. Null: none of them is free.
 */
export function nextTechnician(order: Order, operation: Operation, candidates: readonly Candidate[]): Person | null {
  const idle = candidates.filter(({ busyWith }) => busyWith === null)
  const free = idle.filter(({ isGuided }) => !isGuided).map(({ person }) => person)
  const finished = order.operations.filter(({ finishedAt }) => finishedAt !== null)
  const [last] = finished.sort((a, b) => b.finishedAt! - a.finishedAt!)
  const wanted = operation.technicianId ?? last?.technicianId ?? null
  const known = free.find(({ id }) => id === wanted)
  if (known || operation.technicianId !== null) return known ?? null
  return free.length === 1 ? free[0]! : null
}
