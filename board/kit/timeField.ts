/** Conversion between instants and the values of `datetime-local` fields. Pure. */
import { fromLocal, zoneOffset } from '#contract/calendar.ts'

export interface TimeChoice {
  at: number
  why: 'suggested' | 'today' | 'next_day' | 'plain'
}

/** An instant as the value of a `datetime-local` field in the workshop's time zone, to the minute: 2026-11-23T14:30. */
export const toField = (at: number, timeZone: string): string =>
  new Date(at + zoneOffset(at, timeZone)).toISOString().slice(0, 16)

/** The instant in a `datetime-local` field; null while it is empty or incomplete. */
export function fromField(text: string, timeZone: string): number | null {
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(`${text.slice(0, 16)}Z`) : NaN
  return Number.isNaN(local) ? null : fromLocal(local, timeZone)
}
