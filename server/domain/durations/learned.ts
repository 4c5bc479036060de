/**
 * How long an operation of the price list takes in this workshop (B5), as P50 and P80: by operation, and by operation and car
 * model where there are enough samples. Estimates from few samples are shrunk: the model towards the operation, the operation
 * towards its standard minutes at the shop's pace. Pure.
 */
import type { Learned, PriceItem } from '#contract/entities/index.ts'
import { ascending, medianOf, quantileOf } from './quantiles.ts'

/** One time an operation was done. */
export interface Sample {
  /** The car's model; null if unknown. */
  model: string | null
  minutes: number
}

/** Only this many of the latest samples count, as a workshop changes. */
export const SAMPLES_KEPT = 100
/** Weight of the prior in samples: the standard minutes for an operation, the operation for a model. */
const PRIOR = 4
/** Minimum number of samples for a model. */
const ENOUGH = 5
/** P80 as a multiple of the likely minutes when the variation is unknown. */
const SPREAD = 1.25
/** A sample further than this factor from the median is discarded: the operation was finished or started at the wrong time. */
const IMPLAUSIBLE = 5
/** Weight of the standard pace, and maximum weight of one operation, in samples. */
const [STANDARD_PACE, MOST_OF_ONE] = [20, 20]
const LONGEST = 100_000

type Minutes = Pick<Learned, 'likelyMinutes' | 'safeMinutes'>
type Item = Pick<PriceItem, 'standardMinutes' | 'learned'>

/** Likely (P50) and safe (P80) minutes of an operation on a model; the standard minutes at the shop's pace if nothing is learnt. */
export function expectedMinutes({ standardMinutes, learned }: Item, model: string | null, pace: number): Minutes {
  const kind = kindOf(model)
  const found = (kind !== null && learned.find((one) => kindOf(one.model) === kind)) || learned[0]
  if (found) return { likelyMinutes: found.likelyMinutes, safeMinutes: found.safeMinutes }
  const minutes = whole(standardMinutes * pace)
  return { likelyMinutes: minutes, safeMinutes: minutes }
}

/** What is learnt from an operation's samples, the operation itself first, then models; empty when no sample is plausible. */
export function learnedOf(standardMinutes: number, samples: readonly Sample[], pace: number): Learned[] {
  const usual = Math.max(1, standardMinutes) * pace
  const middle = medianOf([...samples.map(({ minutes }) => minutes), ...Array.from({ length: PRIOR }, () => usual)])!
  const plausible = samples.filter(
    ({ minutes }) => minutes > 0 && minutes <= middle * IMPLAUSIBLE && minutes >= middle / IMPLAUSIBLE,
  )
  if (plausible.length === 0) return []
  const all = drawn(plausible, { likelyMinutes: usual, safeMinutes: usual * SPREAD })
  const kinds = [...Map.groupBy(plausible, ({ model }) => kindOf(model))]
    .filter(([kind, its]) => kind !== null && its.length >= ENOUGH)
    .sort(([a], [b]) => (a! < b! ? -1 : 1))
    .map(([, its]) => learned(its[0]!.model, its, drawn(its, all)))
  return [learned(null, plausible, all), ...kinds]
}

/** The shop's pace as a multiple of standard minutes (1.2 takes a fifth longer): a mean over operations, weighted by samples. */
export function paceOf(items: Iterable<Item>): number {
  let weights = STANDARD_PACE
  let sum = 0
  for (const {
    standardMinutes,
    learned: [whole],
  } of items) {
    if (!whole || standardMinutes < 1) continue
    const weight = Math.min(whole.count, MOST_OF_ONE)
    weights += weight
    sum += weight * Math.log(whole.likelyMinutes / standardMinutes)
  }
  return Math.exp(sum / weights)
}

/** Models are compared as written, ignoring case and spacing. */
const kindOf = (model: string | null): string | null => model?.toLowerCase().replaceAll(/\s+/g, ' ').trim() || null

const whole = (minutes: number) => Math.min(LONGEST, Math.max(1, Math.round(minutes)))

function learned(model: string | null, samples: readonly Sample[], minutes: Minutes): Learned {
  const likelyMinutes = whole(minutes.likelyMinutes)
  const safeMinutes = Math.max(likelyMinutes, whole(minutes.safeMinutes))
  return { model, count: samples.length, likelyMinutes, safeMinutes }
}

/** The samples' quantiles, shrunk towards `prior` on a logarithmic scale, more strongly the fewer samples there are. */
function drawn(samples: readonly Sample[], prior: Minutes): Minutes {
  const minutes = ascending(samples.map((one) => one.minutes))
  const weight = samples.length / (samples.length + PRIOR)
  const between = (own: number, other: number) => Math.exp(weight * Math.log(own) + (1 - weight) * Math.log(other))
  return {
    likelyMinutes: between(quantileOf(minutes, 0.5), prior.likelyMinutes),
    safeMinutes: between(quantileOf(minutes, 0.8), prior.safeMinutes),
  }
}
