/** Times as fields hold them: of the day, and with their day as 2026-11-23T14:30. Pure. */
import { fromLocal } from '#contract/calendar.ts'
import { zoneOffset } from '#contract/zone.ts'

export interface TimeChoice {
  at: number
  why: 'suggested' | 'today' | 'next_day' | 'plain'
}

/** An instant as a field's value in the workshop's time zone, to the minute: 2026-11-23T14:30. */
export const toField = (at: number, timeZone: string): string =>
  new Date(at + zoneOffset(at, timeZone)).toISOString().slice(0, 16)

/** The instant of a field's value; null while it is empty or incomplete. */
export function fromField(text: string, timeZone: string): number | null {
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(`${text.slice(0, 16)}Z`) : NaN
  return Number.isNaN(local) ? null : fromLocal(local, timeZone)
}

/** 08:00; 24:00 at the end of the day. */
export const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Minutes of the day from typed text: 8, 830, 8:30, 08.30, 24:00; null if it is no time. */
export function minutesOf(text: string): number | null {
  const parts = /^(\d{1,2})(?:\s*(?:[:：.]\s*)?([0-5]\d))?$/.exec(text.trim())
  if (!parts) return null
  const minutes = Number(parts[1]) * 60 + Number(parts[2] ?? 0)
  return minutes <= 1440 ? minutes : null
}
