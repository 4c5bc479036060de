/**
 * What became of expected times: the ratios of the actual time to the expected one, and their quantiles among outcomes at a similar
 * point. They hold what no plan knows: breaks, rework, parts that come late, work that is found. Pure.
 */
import { ascending } from './quantiles.ts'

/** A point at which a time was expected: how long, and how far the work had come. */
export interface Point {
  /** Expected minutes, at least 1. */
  expected: number
  /** The share of the work done, 0 to 1. */
  done: number
  /** Work has not begun: the queue before it decides. Missing where that is not known. */
  isWaiting?: boolean
  /** A part has still to come: other things decide then than the pace of work. Missing where parts are not known. */
  waitsForPart?: boolean
}

export interface Outcome extends Point {
  /** Actual time divided by expected time. */
  ratio: number
}

/** The ratios at a similar point, ascending; at least one. */
export type Ratios = (point: Point) => Float64Array

/** Weight of the share done against the logarithm of the expected minutes. */
const COURSE = 2
/** The same of waiting for a part, and of waiting for the work to begin: further than almost any difference in size. */
const APART = 3

/** @param outcomes at least one @param most how many of the most similar are used, and at most half of all */
export function learnRatios(outcomes: readonly Outcome[], most: number): Ratios {
  const places = outcomes.map((one) => ({ ...placeOf(one), ratio: one.ratio }))
  const count = Math.min(most, Math.ceil(places.length / 2))
  return (point) => {
    const { size, course, part, queue } = placeOf(point)
    const distances = places.map(
      (one) => (one.size - size) ** 2 + (one.course - course) ** 2 + (one.part - part) ** 2 + (one.queue - queue) ** 2,
    )
    const furthest = ascending(distances)[count - 1]!
    // Including ties with the last of them.
    return ascending(places.filter((_, i) => distances[i]! <= furthest).map(({ ratio }) => ratio))
  }
}

const placeOf = ({ expected, done, waitsForPart = false, isWaiting = false }: Point) => ({
  ...{ size: Math.log(Math.max(1, expected)), course: COURSE * done },
  ...{ part: APART * Number(waitsForPart), queue: APART * Number(isWaiting) },
})
