/** The checker of plans finds every kind of fault. */
import { expect, it } from 'vitest'
import type { JobShop, PlannedStep } from '#server/lab/jobShop/jobShop.ts'
import { faultsOf } from '#server/lab/plan/check.ts'

const on = (machine: number, duration: number) => ({ machine, duration })
const shop: JobShop = { machines: 2, jobs: [[[on(0, 3), on(1, 4)], [on(1, 2)]], [[on(0, 5)]]] }
const good: PlannedStep[] = [
  { job: 0, index: 0, machine: 0, start: 0, end: 3 },
  { job: 0, index: 1, machine: 1, start: 3, end: 5 },
  { job: 1, index: 0, machine: 0, start: 3, end: 8 },
]
const with_ = (at: number, over: Partial<PlannedStep>) => good.map((one, i) => (i === at ? { ...one, ...over } : one))

it('finds no fault in a valid plan', () => expect(faultsOf(shop, good, 8)).toEqual([]))

it.each<[string, PlannedStep[], number, RegExp]>([
  ['an operation left out', good.slice(0, 2), 5, /operation 0 of job 1 is missing/],
  ['a repeated operation', [...good, good[0]!], 8, /is planned twice/],
  ['an unknown operation', [...good, { ...good[0]!, job: 7 }], 8, /There is no operation 0 of job 7/],
  ['a machine that cannot do it', with_(1, { machine: 0, start: 8, end: 10 }), 10, /cannot be done on machine 0/],
  ['too short a time', with_(2, { end: 7 }), 7, /takes 4 and not 5/],
  ['a negative start', with_(0, { start: -1, end: 2 }), 8, /starts at -1/],
  ['a fraction', with_(0, { start: 0.5, end: 3.5 }), 8, /starts at 0.5/],
  ['a job’s order broken', with_(1, { start: 2, end: 4 }), 8, /before the previous operation has ended/],
  ['two on one machine', with_(2, { start: 2, end: 7 }), 7, /is on its machine/],
  ['a wrong makespan', good, 7, /ends at 8 and not at 7/],
])('finds %s', (_what, plan, makespan, fault) => expect(faultsOf(shop, plan, makespan).join(' ')).toMatch(fault))
