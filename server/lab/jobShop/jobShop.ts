/**
 * A flexible job shop: jobs are sequences of operations, each possible on one or more machines; a machine does one operation at
 * a time. Numbers count from 0; times are integers without a unit. Pure.
 */

/** A possible machine and the duration there. */
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
