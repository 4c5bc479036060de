/** Plans a shop from Pitboard's own JSON, verifies the plan, and formats it. */
import { zoneOffset } from '#contract/zone.ts'
import type { UnschedulableReason } from '#contract/values.ts'
import { latenessOf } from '#server/domain/planner/lateness.ts'
import { Run } from '#server/domain/planner/run.ts'
import { ShopSearch } from '#server/domain/planner/search.ts'
import { resultOf } from '#server/domain/planner/simulate.ts'
import type { ShopState, Simulated, SimulatedWork } from '#server/domain/planner/shop.ts'
import { randomOf } from '#server/domain/planner/random.ts'
import { faultsOfFigures } from './checkFigures.ts'
import { finishingIn, type FinishingPiece } from './checkFinishing.ts'
import { faultsOfShop } from './checkShop.ts'
import type { PlanArguments } from './options.ts'
import { readShop, type ShopFile } from './shopFile.ts'

const MINUTE = 60_000
const whys: Record<UnschedulableReason, string> = {
  never_opens: 'the workshop never opens',
  no_bay: 'no suitable bay will be in service',
  no_skill: 'nobody has the skill',
  nobody_on_shift: 'nobody with the skill is ever at work',
  too_far: 'not within two years',
  part_unknown: 'nobody knows when its part comes',
  assessor_unknown: 'nobody knows when the assessor has been',
  maker_unknown: 'nobody knows when the maker answers',
  sublet_unknown: 'nobody knows when the car is back from the sublet shop',
  bay_unknown: 'nobody knows when a suitable bay is back in service',
}

export interface ShopPlan {
  file: ShopFile
  ms: number
  lateness: number
  /** In order of their starts. */
  works: (SimulatedWork & { operationId: string; technicianId: string; job: number; index: number })[]
  /** The final checks and washes. */
  finishing: FinishingPiece[]
  /** When the last operation ends. */
  endsAt: number
  /** By order: when the car is ready, including checks and wash; null: never. */
  finish: (number | null)[]
  never: { job: number; index: number; why: string }[]
}

type How = Pick<PlanArguments, 'seconds' | 'steps' | 'seed'>

/** A planner's result. */
export interface Planned {
  /** By order. */
  result: ReadonlyMap<string, Simulated>
  /** Weighted minutes. */
  lateness: number
  /** Why an operation cannot be scheduled. */
  unschedulableReason: (operationId: string) => UnschedulableReason | null
}

/** @throws StartError for a file that cannot be planned; Error for an invalid plan or wrong figures */
export function planShop(text: string, how: How, planner = searched): ShopPlan {
  const file = readShop(text)
  const begun = performance.now()
  const planned = planner(file.shop, how)
  const plan = { file, ms: Math.round(performance.now() - begun), ...figuresOf(file.shop, planned) }
  const faults = [...faultsOfShop(file.shop, plan.works, plan.finishing), ...faultsOfFigures(file.shop, plan)]
  if (faults.length > 0) throw new Error(`The plan is invalid. ${faults.slice(0, 5).join(' ')}`)
  return plan
}

/** The best plan found within the time or the steps. */
export function searched(shop: ShopState, { seconds, steps, seed }: How): Planned {
  const begun = performance.now()
  const search = new ShopSearch(shop, randomOf(seed).next)
  if (steps !== null) search.improve(steps)
  else while (performance.now() - begun < seconds * 1000) search.improve(1)
  const { problem } = search
  const run = new Run(problem)
  run.go(search.priority)
  const result = resultOf(shop, problem, run)
  const whys = new Map(problem.operations.map(({ id }, task) => [id, problem.unschedulable[task] ?? null]))
  return { result, lateness: latenessOf(shop, result) / MINUTE, unschedulableReason: (id) => whys.get(id) ?? null }
}

const toDo: readonly string[] = ['planned', 'working', 'paused']

/** A plan in the numbers of the file. */
export function figuresOf(
  { orders, now }: ShopState,
  { result, lateness, unschedulableReason }: Planned,
): Omit<ShopPlan, 'file' | 'ms'> {
  const byId = new Map([...result.values()].flatMap(({ work }) => work.map((one) => [one.operationId, one])))
  const works: ShopPlan['works'] = []
  const never: ShopPlan['never'] = []
  orders.forEach(({ operations }, job) => {
    let stopped = ''
    operations.forEach(({ id, state }, index) => {
      const work = byId.get(id)
      if (work) return void works.push({ ...work, operationId: id, technicianId: work.technicianId!, job, index })
      if (!toDo.includes(state)) return
      const own = unschedulableReason(id)
      const why = own ? whys[own] : stopped || whys.too_far
      stopped ||= `the work before it cannot be scheduled`
      never.push({ job, index, why })
    })
  })
  works.sort((a, b) => a.start - b.start || a.job - b.job || a.index - b.index)
  const finish = orders.map(({ id }) => result.get(id)?.finishAt ?? null)
  const finishing = finishingIn(result)
  return {
    lateness,
    works,
    finishing,
    endsAt: works.reduce((last, { end }) => Math.max(last, end), now),
    finish,
    never,
  }
}

/** As printed by `--json`: minutes from now; machine, technician and job are positions, from 0, in the file's bays, people and orders. */
export function shopPlanAsJson({ file: { shop }, ms, lateness, works, endsAt, never }: ShopPlan): unknown {
  const minutes = (at: number) => (at - shop.now) / MINUTE
  const machineOf = new Map(shop.bays.map(({ id }, i) => [id, i]))
  const technicianOf = new Map(shop.persons.map(({ id }, i) => [id, i]))
  return {
    makespan: minutes(endsAt),
    ...{ lateness, ms },
    operations: works.map(({ job, index, bayId, technicianId, start, end }) => ({
      ...{ job, index, machine: machineOf.get(bayId!)!, technician: technicianOf.get(technicianId)! },
      ...{ start: minutes(start), end: minutes(end) },
    })),
    ...(never.length > 0 && { never }),
  }
}

/** For the terminal: bay by bay, then late orders and work that cannot be scheduled. */
export function shopPlanLines({ file, ms, lateness, works, finish, never }: ShopPlan): string[] {
  const { shop, names, plates } = file
  const { timeZone } = shop.workshop
  const time = (at: number) => new Date(at + zoneOffset(at, timeZone)).toISOString().slice(0, 16).replace('T', ' ')
  const nameOf = new Map(shop.persons.map(({ id }, i) => [id, names[i]!]))
  const orderName = (job: number) => `order ${shop.orders[job]!.number}${plates[job] ? ` (${plates[job]})` : ''}`
  const bays = shop.bays.toSorted((a, b) => a.number - b.number)
  const lines = bays.flatMap(({ id, number, uses }) => {
    const there = works.filter(({ bayId }) => bayId === id)
    const rows = there.map(
      ({ start, end, job, index, technicianId }) =>
        `  ${time(start)} – ${time(end)}  ${orderName(job)}, operation ${index + 1}, ${nameOf.get(technicianId)}`,
    )
    return [`Bay ${number} (${uses.join(', ')})`, ...(rows.length > 0 ? rows : ['  nothing'])]
  })
  shop.orders.forEach(({ promiseAt }, job) => {
    const late = promiseAt === null || finish[job] === null ? 0 : Math.ceil((finish[job]! - promiseAt) / MINUTE)
    if (late > 0)
      lines.push(
        `Late: ${orderName(job)} by ${late} minutes (done ${time(finish[job]!)}, promised ${time(promiseAt!)}).`,
      )
  })
  for (const { job, index, why } of never)
    lines.push(`Cannot be scheduled: ${orderName(job)}, operation ${index + 1}: ${why}.`)
  const sum = `Weighted lateness ${Math.round(lateness)} minutes after ${(ms / 1000).toFixed(1)} s.`
  return [...lines, `${sum} The plan was checked and is valid.`]
}
