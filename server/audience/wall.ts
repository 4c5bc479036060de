import { progressCheckStage } from '#contract/progress.ts'
import type { Order } from '#contract/entities/index.ts'
import { hasItsParts, partExpectedAt } from '#contract/parts.ts'
import { wallView, type NextWork } from '#contract/views/wall.ts'
import { pausedUntil } from './pausedUntil.ts'
import { presentersOf } from './presenter.ts'
import { zoneOffsets } from './zoneOffsets.ts'

const FIVE_MINUTES = 300_000

/** The start is rounded: a plan that moves by seconds sends nothing to the wall. */
function nextWork({ operations, checkPlan, washPlan }: Order): NextWork | null {
  const planned = operations.map(({ state, plan }) => (state === 'planned' ? plan : null))
  const [first] = [...planned, checkPlan, washPlan].filter((plan) => plan !== null).sort((a, b) => a.start - b.start)
  if (!first?.bayId) return null
  return { bayId: first.bayId, start: Math.round(first.start / FIVE_MINUTES) * FIVE_MINUTES }
}

/** The wall is in the workshop, but visitors can see it too. */
export const wallPresenters = presentersOf(
  wallView,
  {
    workshop: { zoneOffsets },
    order: { partExpectedAt, hasItsParts, pausedUntil, nextWork, progressCheck: progressCheckStage },
  },
  {},
)
