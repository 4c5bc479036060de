/**
 * Verifies a plan from the instance and the plan alone, without code of the planner.
 */
import type { JobShop, PlannedStep } from '#server/lab/jobShop/jobShop.ts'

/** The faults of a plan, as sentences; empty if it is valid. */
export function faultsOf({ jobs, machines }: JobShop, plan: readonly PlannedStep[], makespan: number): string[] {
  const faults: string[] = []
  const found = new Map<string, PlannedStep>()
  const named = ({ job, index }: { job: number; index: number }) => `operation ${index} of job ${job}`
  for (const step of plan) {
    const choices = jobs[step.job]?.[step.index]
    const choice = choices?.find(({ machine }) => machine === step.machine)
    if (!choices) faults.push(`There is no ${named(step)}.`)
    else if (!choice) faults.push(`${named(step)} cannot be done on machine ${step.machine}.`)
    else if (step.end - step.start !== choice.duration)
      faults.push(`${named(step)} takes ${step.end - step.start} and not ${choice.duration}.`)
    if (!(Number.isInteger(step.start) && step.start >= 0)) faults.push(`${named(step)} starts at ${step.start}.`)
    const key = `${step.job}/${step.index}`
    if (found.has(key)) faults.push(`${named(step)} is planned twice.`)
    found.set(key, step)
  }
  jobs.forEach((operations, job) => {
    let ends = 0
    operations.forEach((_, index) => {
      const step = found.get(`${job}/${index}`)
      if (!step) return void faults.push(`${named({ job, index })} is missing.`)
      if (step.start < ends) faults.push(`${named(step)} starts before the previous operation has ended.`)
      ends = step.end
    })
  })
  for (let machine = 0; machine < machines; machine++) {
    const there = plan.filter((step) => step.machine === machine).sort((a, b) => a.start - b.start)
    for (const [i, step] of there.slice(1).entries())
      if (step.start < there[i]!.end) faults.push(`${named(step)} starts while ${named(there[i]!)} is on its machine.`)
  }
  const last = plan.reduce((latest, { end }) => Math.max(latest, end), 0)
  if (last !== makespan) faults.push(`The plan ends at ${last} and not at ${makespan}.`)
  return faults
}
