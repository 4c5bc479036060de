/** In which order the desk calls customers (B11.1). */
import type { Notice, Order } from '#contract/entities/index.ts'
import { delayKinds, type NoticeKind } from '#contract/values.ts'

/** When the customer must have been told; null: as soon as possible. */
export const tellBy = ({ kind }: Pick<Notice, 'kind'>, order: Pick<Order, 'noticeAt'> | undefined): number | null =>
  (delayKinds as readonly NoticeKind[]).includes(kind) ? (order?.noticeAt ?? null) : null

/** Delays first, the one due earliest at the top; then everything else, oldest first. */
export const inCallOrder = <N extends Pick<Notice, 'id' | 'kind' | 'at' | 'orderId'>>(
  notices: readonly N[],
  orders: ReadonlyMap<string, Pick<Order, 'noticeAt'>>,
): N[] => {
  const due = (notice: N) => tellBy(notice, orders.get(notice.orderId)) ?? Infinity
  return notices.toSorted((a, b) => {
    const [first, second] = [due(a), due(b)]
    if (first !== second) return first < second ? -1 : 1
    return a.at - b.at || (a.id < b.id ? -1 : 1)
  })
}
