import { kioskView } from '#contract/views/kiosk.ts'
import { presentersOf } from './presenter.ts'

/** The kiosk sees the workshop, but no people or cars. */
export const kioskPresenters = presentersOf(kioskView, {}, {})
