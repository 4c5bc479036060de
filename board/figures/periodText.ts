/** Spans and shares as the page says them: `23–26 Nov`, `Thu 26 Nov`, `91 %`. */
import { words } from '#kit/words.svelte.ts'

interface Span {
  from: number
  /** Exclusive. */
  until: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

export function spanText({ from, until }: Span): string {
  const last = Math.max(from, until - 1)
  if (words.sameDay(from, last)) return words.date(from)
  const key = `${words.locale} ${words.timeZone}`
  let format = formats.get(key)
  if (!format)
    formats.set(
      key,
      (format = new Intl.DateTimeFormat(words.locale, { day: 'numeric', month: 'short', timeZone: words.timeZone })),
    )
  return format.formatRange(from, last)
}

/** A dash where there was nothing to divide by. */
export const percentText = (share: number | null): string => (share === null ? '–' : words.percent(share))
