/**
 * A flexible job shop: jobs of operations in their order, each on one of several machines, a machine one operation at a time.
 * Numbers are counted from 0; times are whole and without a unit. Pure.
 */

/** Where an operation may be done, and how long it takes there. */
export interface Choice {
  machine: number
  duration: number
}

export interface JobShop {
  machines: number
  /** By job, by operation: at least one choice each, no machine twice, durations above 0. */
  jobs: readonly (readonly (readonly Choice[])[])[]
}

export interface PlannedStep {
  job: number
  index: number
  machine: number
  start: number
  end: number
}
