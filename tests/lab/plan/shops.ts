/** Flexible job shops for tests: random, or cut out of a plan without idle machines, whose makespan is therefore the minimum. */
import type { Choice, JobShop, PlannedStep } from '#server/lab/jobShop/jobShop.ts'
import { randomOf } from '#server/domain/planner/random.ts'

export interface Size {
  jobs: number
  operations: number
  machines: number
  choices: number
}

export function anyShop(seed: number, { jobs, operations, machines, choices }: Size): JobShop {
  const random = randomOf(seed)
  const operation = (): Choice[] =>
    random
      .shuffled(Array.from({ length: machines }, (_, machine) => machine))
      .slice(0, random.whole(1, Math.min(choices, machines)))
      .map((machine) => ({ machine, duration: random.whole(1, 20) }))
  const job = () => Array.from({ length: random.whole(1, operations) }, operation)
  return { machines, jobs: Array.from({ length: jobs }, job) }
}

/** So few operations per job that no job alone takes as long as the plan. */
const MOST = 7

/** Every machine works from 0 to `length` without a pause, so no plan can be shorter. On other machines an operation takes longer. */
export function packedShop(seed: number, machines: number, length: number): JobShop {
  const random = randomOf(seed)
  const pieces: PlannedStep[] = []
  for (let machine = 0; machine < machines; machine++)
    for (let start = 0; start < length;) {
      const end = Math.min(length, start + random.whole(3, 12))
      pieces.push({ job: -1, index: -1, machine, start, end })
      start = end
    }
  // Jobs are chains of pieces, each starting when the previous one has ended.
  const jobs: { ends: number; job: Choice[][] }[] = []
  for (const { machine, start, end } of pieces.sort((a, b) => a.start - b.start)) {
    const duration = end - start
    const elsewhere = (machine + random.whole(1, machines - 1)) % machines
    const operation = [
      { machine, duration },
      { machine: elsewhere, duration: duration + random.whole(1, 5) },
    ]
    const chain = random.shuffled(jobs.filter(({ ends, job }) => ends <= start && job.length < MOST))[0]
    if (chain) {
      chain.job.push(operation)
      chain.ends = end
    } else jobs.push({ ends: end, job: [operation] })
  }
  return { machines, jobs: jobs.map(({ job }) => job) }
}

/** The least makespan, by trying every plan: for shops with few operations. */
export function leastMakespan({ jobs, machines }: JobShop): number {
  const next = jobs.map(() => 0)
  const endOf = jobs.map(() => 0)
  const freeAt = Array.from({ length: machines }, () => 0)
  let least = Infinity
  const go = (longest: number): void => {
    if (longest >= least) return
    if (next.every((index, job) => index === jobs[job]!.length)) return void (least = longest)
    for (let job = 0; job < jobs.length; job++)
      for (const { machine, duration } of jobs[job]![next[job]!] ?? []) {
        const [ends, free] = [endOf[job]!, freeAt[machine]!]
        const end = Math.max(ends, free) + duration
        ;[endOf[job], freeAt[machine]] = [end, end]
        next[job]!++
        go(Math.max(longest, end))
        next[job]!--
        ;[endOf[job], freeAt[machine]] = [ends, free]
      }
  }
  go(0)
  return least
}
