/** Formatting of hours, and the week as a form holds it. Pure. */
import { clock } from '#kit/timeField.ts'
import { words } from '#kit/words.svelte.ts'
import type { Span, WeeklyHours } from '#contract/calendar.ts'

export const dayFields = ['day0', 'day1', 'day2', 'day3', 'day4', 'day5', 'day6'] as const
type DayField = (typeof dayFields)[number]
/** A week by day, Monday first, so that two people can change different days at once. */
export type Week = Record<DayField, Span[]>

export const weekOf = (hours: WeeklyHours): Week =>
  Object.fromEntries(dayFields.map((field, i) => [field, hours[i] ?? []])) as Week
export const hoursOf = (week: Week): WeeklyHours => dayFields.map((field) => week[field])

/** 08:00–12:00, 13:00–18:00; '' for none. */
export const spansText = (spans: readonly Span[]): string =>
  words.list(spans.map(([from, until]) => `${clock(from)}–${clock(until)}`))

/** Whether each stretch ends after it starts and none overlaps the one before. */
export const inOrder = (spans: readonly Span[]): boolean =>
  spans.every(([from, until], i) => from < until && (i === 0 || spans[i - 1]![1] <= from))

/** The next stretch to offer: a whole day, or the hours after a one-hour break; null when the day is full. */
export function nextSpan(spans: readonly Span[]): Span | null {
  const last = spans.at(-1)
  if (!last) return [480, 1080]
  const from = last[1] + 60
  return from >= 1440 || spans.length >= 8 ? null : [from, Math.min(1440, from + 240)]
}
