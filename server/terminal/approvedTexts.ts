/** Texts that a vendor has approved, one for every kind of notice. */
import { noticeKinds, type NoticeKind } from '#contract/values.ts'

/** A kind without a text of its own takes that of another, which says as much of the time: vendors take days to approve one. */
const standIns: Partial<Record<NoticeKind, NoticeKind>> = {
  ...{ time_known: 'delay', reopened: 'delay', reopened_no_time: 'delay_no_time' },
}

/** A text for every kind, or the kinds that lack one. */
export function forEveryKind<T>(
  own: Partial<Record<NoticeKind, T>>,
): Record<NoticeKind, T> | { missing: NoticeKind[] } {
  const textOf = (kind: NoticeKind) => own[kind] ?? own[standIns[kind] ?? kind]
  const missing = noticeKinds.filter((kind) => textOf(kind) === undefined && !standIns[kind])
  if (missing.length > 0) return { missing }
  return Object.fromEntries(noticeKinds.map((kind) => [kind, textOf(kind)])) as Record<NoticeKind, T>
}
