/** Every figure with its definition. A figure without one does not compile. */
import type { FigureName } from '#contract/figureNames.ts'
import { held } from './bays.ts'
import type { Rows } from './counting.ts'
import { forecasts, safe } from './forecasts.ts'
import { checks } from './progressChecks.ts'
import { days, moved, promises } from './promises.ts'
import { delays, notices, pickUps, reached } from './notices.ts'
import { told, waits } from './waits.ts'
import { carried, returned } from './work.ts'

export const definitions: Readonly<Record<FigureName, Rows>> = {
  ...{
    promises,
    days,
    moved,
    forecasts,
    safe,
    checks,
    pickUps,
    delays,
    reached,
    notices,
    waits,
    told,
    held,
    returned,
    carried,
  },
}
