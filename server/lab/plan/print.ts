/** Prints a plan machine by machine. */
import type { PlannedStep } from '#server/lab/jobShop/jobShop.ts'

export function planLines(plan: readonly PlannedStep[], makespan: number, ms: number, isShortest: boolean): string[] {
  const machines = [...new Set(plan.map(({ machine }) => machine))].sort((a, b) => a - b)
  const width = String(makespan).length
  const lines = machines.flatMap((machine) => [
    `Machine ${machine}`,
    ...plan
      .filter((step) => step.machine === machine)
      .sort((a, b) => a.start - b.start)
      .map(
        ({ job, index, start, end }) =>
          `  ${String(start).padStart(width)} – ${String(end).padStart(width)}  job ${job}, operation ${index}`,
      ),
  ])
  const shortest = isShortest ? ', and no plan is shorter' : ''
  return [
    ...lines,
    `Makespan ${makespan} after ${(ms / 1000).toFixed(1)} s${shortest}. The plan was checked and is valid.`,
  ]
}
