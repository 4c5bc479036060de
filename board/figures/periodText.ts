/** Spans and shares as the page says them: `23–26 Nov`, `Thu 26 Nov`, `91 %`. */
import { words } from '#kit/words.svelte.ts'

interface Span {
  from: number
  /** Exclusive. */
  until: number
}

export function spanText({ from, until }: Span): string {
  const last = Math.max(from, until - 1)
  return words.sameDay(from, last) ? words.date(from) : words.monthDays(from, last)
}

/** A dash where there was nothing to divide by. */
export const percentText = (share: number | null): string => (share === null ? '–' : words.percent(share))
