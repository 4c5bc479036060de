import { kioskView } from '#contract/views/kiosk.ts'
import { presentersOf } from './presenter.ts'

/** The kiosk knows the house and nobody in it. */
export const kioskPresenters = presentersOf(kioskView, {}, {})
