/** The lanes of the day plan by bay, technician or team, and the work in each. Pure. */
import type { Bay, Person, Team } from '#contract/entities/index.ts'
import type { Mark } from '#kit/orders.ts'
import { MINUTE } from './axis.ts'
import { isSameBlock, type Block } from './blocks.ts'

export const groupings = ['bay', 'technician', 'team'] as const
export type Grouping = (typeof groupings)[number]

export interface Placed extends Block {
  /** The row in its lane, from 0; overlapping pieces get different rows. */
  row: number
  /** Start of the next piece in its row; null: there is none. */
  nextAt: number | null
}

interface PromiseMark {
  orderId: string
  plate: string
  at: number
  mark: Mark
  row: number
}

/** Whose lane it is. */
export type Subject =
  | { kind: 'bay'; bay: Bay }
  | { kind: 'technician'; person: Person }
  | { kind: 'team'; team: Team | null; persons: readonly Person[] }

export interface Lane {
  key: string
  subject: Subject
  rows: number
  blocks: readonly Placed[]
  promises: readonly PromiseMark[]
}

/** Shorter overlaps are drawn over each other, because forecasts of neighbours rarely match to the second. */
const TOUCH = 5 * MINUTE

/** A lane's key, also its name as a drop target. */
const keyOf = (grouping: Grouping, id: string | null): string => `${grouping}:${id ?? ''}`
export const isLaneKey = (target: string): boolean => /^(bay|technician|team):/.test(target)

export function subjectsOf(
  grouping: Grouping,
  bays: Iterable<Bay>,
  persons: Iterable<Person>,
  teams: Iterable<Team>,
): Subject[] {
  if (grouping === 'bay')
    return [...bays].sort((a, b) => a.number - b.number).map((bay): Subject => ({ kind: 'bay', bay }))
  const able = [...persons].filter(({ skills }) => skills.length > 0)
  const named = [...teams].sort((a, b) => (a.name < b.name ? -1 : 1))
  const rank = new Map(named.map(({ id }, i) => [id, i]))
  const rankOf = ({ teamId }: Person) => (teamId === null ? Infinity : (rank.get(teamId) ?? Infinity))
  if (grouping === 'technician')
    return able
      .sort((a, b) => (rankOf(a) === rankOf(b) ? (a.name < b.name ? -1 : 1) : rankOf(a) - rankOf(b)))
      .map((person): Subject => ({ kind: 'technician', person }))
  const of = (team: Team | null): Subject => ({
    ...{ kind: 'team', team },
    persons: able.filter((person) => (rankOf(person) === Infinity ? null : person.teamId) === (team?.id ?? null)),
  })
  return [...named.map(of), of(null)].filter((one) => one.kind !== 'team' || one.persons.length > 0)
}

export function lanesOf(subjects: readonly Subject[], blocks: readonly Block[]): Lane[] {
  const promised = promisesOf(blocks)
  const byLane = new Map<string, Block[]>(subjects.map((subject) => [laneKey(subject), []]))
  const teamOf = new Map<string, string>()
  for (const subject of subjects)
    if (subject.kind === 'team') for (const { id } of subject.persons) teamOf.set(id, laneKey(subject))
  const grouping = subjects[0]?.kind ?? 'bay'
  for (const block of blocks) {
    const key =
      grouping === 'bay'
        ? block.bayId && keyOf('bay', block.bayId)
        : block.technicianId &&
          (grouping === 'team' ? teamOf.get(block.technicianId) : keyOf('technician', block.technicianId))
    if (key) byLane.get(key)?.push(block)
  }
  return subjects.map((subject) => {
    const key = laneKey(subject)
    const { placed, rows } = pack(byLane.get(key)!)
    const promises = placed.flatMap((block): PromiseMark[] => {
      const at = promised.get(block.id)
      return at === undefined
        ? []
        : [{ orderId: block.order.id, plate: block.order.plate, at, mark: block.mark, row: block.row }]
    })
    return { key, subject, rows, blocks: placed, promises }
  })
}

function laneKey(subject: Subject): string {
  if (subject.kind === 'bay') return keyOf('bay', subject.bay.id)
  if (subject.kind === 'technician') return keyOf('technician', subject.person.id)
  return keyOf('team', subject.team?.id ?? null)
}

/** Each car's promise, shown at its last open piece. */
function promisesOf(blocks: readonly Block[]): Map<string, number> {
  const last = new Map<string, Block>()
  for (const block of blocks)
    if (block.stage !== 'done' && block.end > (last.get(block.order.id)?.end ?? 0)) last.set(block.order.id, block)
  const promises = new Map<string, number>()
  for (const { id, order } of last.values()) if (order.promiseAt !== null) promises.set(id, order.promiseAt)
  return promises
}

/** Gives each piece the first free row, in time order. */
export function pack(blocks: readonly Block[]): { placed: Placed[]; rows: number } {
  const ends: number[] = []
  const last: Placed[] = []
  const placed = [...blocks]
    .sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1))
    .map((block): Placed => {
      const free = ends.findIndex((end) => end <= block.start + TOUCH)
      const row = free < 0 ? ends.length : free
      const one: Placed = { ...block, row, nextAt: null }
      const before = last[row]
      if (before) before.nextAt = block.start
      ends[row] = block.end
      last[row] = one
      return one
    })
  return { placed, rows: Math.max(1, ends.length) }
}

/** The new lanes, reusing the previous objects for those that look the same, so that Svelte does not redraw them. */
export function keepSame(before: readonly Lane[], now: readonly Lane[]): Lane[] {
  const old = new Map(before.map((lane) => [lane.key, lane]))
  return now.map((lane) => {
    const was = old.get(lane.key)
    return was && isSame(was, lane) ? was : lane
  })
}

const isSame = (a: Lane, b: Lane): boolean =>
  a.rows === b.rows &&
  isSameSubject(a.subject, b.subject) &&
  a.blocks.length === b.blocks.length &&
  a.blocks.every((block, i) => {
    const other = b.blocks[i]!
    return isSameBlock(block, other) && block.row === other.row && block.nextAt === other.nextAt
  })

function isSameSubject(a: Subject, b: Subject): boolean {
  if (a.kind === 'bay') return b.kind === 'bay' && a.bay === b.bay
  if (a.kind === 'technician') return b.kind === 'technician' && a.person === b.person
  return (
    b.kind === 'team' &&
    a.team === b.team &&
    a.persons.length === b.persons.length &&
    a.persons.every((person, i) => person === b.persons[i])
  )
}
