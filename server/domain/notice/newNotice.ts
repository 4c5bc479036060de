/** A notice as it begins: in the customer's language, on the first of their channels (B11, B11.3). */
import type { Notice, Order, Workshop } from '#contract/entities/index.ts'
import type { Context } from '../rule.ts'
import { channelsOf, onItsWay } from './notice.ts'
import { textOf } from './text.ts'

/** @param asks the adviser decides first whether it goes out */
export function newNotice(
  { kind, readyAt }: Pick<Notice, 'kind' | 'readyAt'>,
  asks: boolean,
  order: Order,
  workshop: Workshop,
  context: Context,
): Notice {
  const channels = channelsOf(order)
  return {
    id: context.newId(),
    orderId: order.id,
    kind,
    ...(asks ? ({ state: 'asking', tryAt: null } as const) : onItsWay(channels, context.now)),
    at: context.now,
    readyAt,
    language: order.language,
    ...textOf(kind, readyAt, order, workshop, context.now),
    channels,
    attempts: [],
    calledBy: null,
    closedAt: null,
  }
}
