/**
 * How long an operation of the price list takes in this workshop (B5): what half of the times it was done stay below, and what
 * four of five do. By operation, and by operation and kind of car where there is enough; what little is known of is drawn
 * towards what more is known of: a kind of car to the operation, the operation to its standard minutes at the shop's pace. Pure.
 */
import type { Learned, PriceItem } from '#contract/entities/index.ts'
import { ascending, medianOf, quantileOf } from './quantiles.ts'

/** One time an operation was done. */
export interface Sample {
  /** The kind of car; null: not said. */
  model: string | null
  minutes: number
}

/** The latest so many times count: a workshop changes. */
export const SAMPLES_KEPT = 100
/** The standard minutes count like so many samples, and an operation like so many of a kind of car. */
const PRIOR = 4
/** Fewer of a kind of car say nothing of it. */
const ENOUGH = 5
/** Where nothing is known of how much it varies, four of five stay below so many times the likely minutes. */
const SPREAD = 1.25
/** Further than this from the middle, as a factor, somebody forgot to finish, or finished what was never begun. */
const IMPLAUSIBLE = 5
/** Standard pace counts like so many samples of all operations; one operation has a say like so many. */
const [STANDARD_PACE, MOST_OF_ONE] = [20, 20]
const LONGEST = 100_000

type Minutes = Pick<Learned, 'likelyMinutes' | 'safeMinutes'>
type Item = Pick<PriceItem, 'standardMinutes' | 'learned'>

/** What an operation and a kind of car are expected to take: likely (P50) and safe (P80) minutes. Nothing learnt: the standard minutes, at the shop's pace. */
export function expectedMinutes({ standardMinutes, learned }: Item, model: string | null, pace: number): Minutes {
  const kind = kindOf(model)
  const found = (kind !== null && learned.find((one) => kindOf(one.model) === kind)) || learned[0]
  if (found) return { likelyMinutes: found.likelyMinutes, safeMinutes: found.safeMinutes }
  const minutes = whole(standardMinutes * pace)
  return { likelyMinutes: minutes, safeMinutes: minutes }
}

/** What the samples of an operation teach, the operation itself first; nothing when none of them is plausible. */
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

/** How fast the shop works, as a share of standard minutes: 1.2 takes a fifth longer. Of all its operations, those often done above all. */
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

/** Kinds of car are told apart as people write them, but for capitals and spaces. */
const kindOf = (model: string | null): string | null => model?.toLowerCase().replaceAll(/\s+/g, ' ').trim() || null

const whole = (minutes: number) => Math.min(LONGEST, Math.max(1, Math.round(minutes)))

function learned(model: string | null, samples: readonly Sample[], minutes: Minutes): Learned {
  const likelyMinutes = whole(minutes.likelyMinutes)
  const safeMinutes = Math.max(likelyMinutes, whole(minutes.safeMinutes))
  return { model, count: samples.length, likelyMinutes, safeMinutes }
}

/** The samples' quantiles, drawn towards `prior` the more the fewer they are; as factors, so that long and short are alike. */
function drawn(samples: readonly Sample[], prior: Minutes): Minutes {
  const minutes = ascending(samples.map((one) => one.minutes))
  const weight = samples.length / (samples.length + PRIOR)
  const between = (own: number, other: number) => Math.exp(weight * Math.log(own) + (1 - weight) * Math.log(other))
  return {
    likelyMinutes: between(quantileOf(minutes, 0.5), prior.likelyMinutes),
    safeMinutes: between(quantileOf(minutes, 0.8), prior.safeMinutes),
  }
}
