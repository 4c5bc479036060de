import type { Problem } from './problem.ts'

/** Tasks as their cars stand in the queue: the plan when nobody says otherwise (C1, C2). Cars are numbered so. */
export const inQueueOrder = ({ car }: Problem): Float64Array => Float64Array.from(car)
