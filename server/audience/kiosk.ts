import type { Arrival } from '#contract/entities/index.ts'
import { kioskView } from '#contract/views/kiosk.ts'
import { presentersOf } from './presenter.ts'
import { zoneOffsets } from './zoneOffsets.ts'

/** The kiosk sees the workshop, but no people or cars: of an arrival only whether it has been taken (B1.2). */
export const kioskPresenters = presentersOf(kioskView, { workshop: { zoneOffsets } }, { arrival: isHere })

function isHere({ from, closedAt }: Arrival): boolean {
  return from === 'kiosk' && closedAt === null
}
