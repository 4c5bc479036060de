/** Plans a shop read from Pitboard's own JSON, has the plan checked, and tells it. */
import { zoneOffset } from '#contract/calendar.ts'
import type { NeverDone } from '#contract/values.ts'
import { latenessOf } from '#server/domain/planner/shop/lateness.ts'
import { Run } from '#server/domain/planner/shop/run.ts'
import { ShopSearch } from '#server/domain/planner/shop/search.ts'
import { resultOf } from '#server/domain/planner/shop/simulate.ts'
import type { SimulatedWork } from '#server/domain/planner/shop/shop.ts'
import { randomOf } from '#server/random.ts'
import { faultsOfShop } from './checkShop.ts'
import type { PlanArguments } from './options.ts'
import { readShop, type ShopFile } from './shopFile.ts'

const MINUTE = 60_000
const whys: Record<NeverDone, string> = {
  never_opens: 'the workshop never opens',
  no_bay: 'there is no bay for it that will be in service',
  no_skill: 'nobody has the skill',
  nobody_on_shift: 'nobody with the skill is ever at work',
  too_far: 'not within two years',
}

export interface ShopPlan {
  file: ShopFile
  ms: number
  lateness: number
  /** In the order of their starts. */
  works: (SimulatedWork & { job: number; index: number })[]
  /** By order: when the car is ready, checks and wash included; null: never. */
  finish: (number | null)[]
  never: { job: number; index: number; why: string }[]
}

/** @throws StartError on a file that cannot be planned; Error where the plan does not hold */
export function planShop(
  text: string,
  { seconds, steps, seed }: Pick<PlanArguments, 'seconds' | 'steps' | 'seed'>,
): ShopPlan {
  const file = readShop(text)
  const { shop } = file
  const begun = performance.now()
  const search = new ShopSearch(shop, randomOf(seed).next)
  if (steps !== null) search.improve(steps)
  else while (performance.now() - begun < seconds * 1000) search.improve(1)
  const { problem } = search
  const run = new Run(problem)
  run.go(search.priority)
  const ms = Math.round(performance.now() - begun)
  const result = resultOf(shop, problem, run)
  const all = [...result.values()].flatMap(({ work }) => work)
  const faults = faultsOfShop(shop, all)
  if (faults.length > 0) throw new Error(`The plan does not hold. ${faults.slice(0, 5).join(' ')}`)

  const byId = new Map(all.map((work) => [work.operationId, work]))
  const whyById = new Map(problem.operations.map(({ id }, task) => [id, problem.never[task]]))
  const works: ShopPlan['works'] = []
  const never: ShopPlan['never'] = []
  shop.orders.forEach(({ operations }, job) => {
    let stopped = ''
    operations.forEach(({ id, state }, index) => {
      const work = byId.get(id)
      if (work) return void works.push({ ...work, job, index })
      if (state === 'done') return
      const own = whyById.get(id)
      const why = own ? whys[own] : stopped || whys.too_far
      stopped ||= `what comes before it is never done`
      never.push({ job, index, why })
    })
  })
  works.sort((a, b) => a.start - b.start || a.job - b.job || a.index - b.index)
  const finish = shop.orders.map(({ id }) => result.get(id)?.finishAt ?? null)
  return { file, ms, lateness: latenessOf(shop, result) / MINUTE, works, finish, never }
}

/** As `--json` prints it: minutes from now; machine, technician and job count from 0 as the file lists bays, people and orders. */
export function shopPlanAsJson({ file: { shop }, ms, lateness, works, never }: ShopPlan): unknown {
  const minutes = (at: number) => (at - shop.now) / MINUTE
  const machineOf = new Map(shop.bays.map(({ id }, i) => [id, i]))
  const technicianOf = new Map(shop.persons.map(({ id }, i) => [id, i]))
  return {
    makespan: works.reduce((latest, { end }) => Math.max(latest, minutes(end)), 0),
    ...{ lateness, ms },
    operations: works.map(({ job, index, bayId, technicianId, start, end }) => ({
      ...{ job, index, machine: machineOf.get(bayId!)!, technician: technicianOf.get(technicianId)! },
      ...{ start: minutes(start), end: minutes(end) },
    })),
    ...(never.length > 0 && { never }),
  }
}

/** For the terminal: bay by bay, then who is late and what is never done. */
export function shopPlanLines({ file, ms, lateness, works, finish, never }: ShopPlan): string[] {
  const { shop, names, plates } = file
  const { timeZone } = shop.workshop
  const time = (at: number) => new Date(at + zoneOffset(at, timeZone)).toISOString().slice(0, 16).replace('T', ' ')
  const nameOf = new Map(shop.persons.map(({ id }, i) => [id, names[i]!]))
  const orderName = (job: number) => `order ${shop.orders[job]!.number}${plates[job] ? ` (${plates[job]})` : ''}`
  const bays = shop.bays.toSorted((a, b) => a.number - b.number)
  const lines = bays.flatMap(({ id, number, kind }) => {
    const there = works.filter(({ bayId }) => bayId === id)
    const rows = there.map(
      ({ start, end, job, index, technicianId }) =>
        `  ${time(start)} – ${time(end)}  ${orderName(job)}, operation ${index + 1}, ${nameOf.get(technicianId)}`,
    )
    return [`Bay ${number} (${kind})`, ...(rows.length > 0 ? rows : ['  nothing'])]
  })
  shop.orders.forEach(({ promiseAt }, job) => {
    const late = promiseAt === null || finish[job] === null ? 0 : Math.ceil((finish[job]! - promiseAt) / MINUTE)
    if (late > 0)
      lines.push(
        `Late: ${orderName(job)} by ${late} minutes (done ${time(finish[job]!)}, promised ${time(promiseAt!)}).`,
      )
  })
  for (const { job, index, why } of never) lines.push(`Never done: ${orderName(job)}, operation ${index + 1}: ${why}.`)
  const sum = `Weighted lateness ${Math.round(lateness)} minutes after ${(ms / 1000).toFixed(1)} s.`
  return [...lines, `${sum} The plan was checked and holds.`]
}
