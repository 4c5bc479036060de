/** The messages between the server and its planning thread: whole entities by kind, reduced to what plans need. */
import type { Payload } from '#contract/commands/index.ts'
import type { MoveAnswer, MoveQuestion } from '#contract/questions.ts'
import type { PlanOutcome } from '#server/domain/forecast/experience.ts'
import type { PlannedItem, Promised } from '#server/domain/planner/promise.ts'
import type { Refused } from '#server/domain/rule.ts'
import type { PlannedOrder, ShopState } from '#server/domain/planner/shop.ts'

export interface PlannedKinds {
  workshop: ShopState['workshop'] & { id: string }
  bay: ShopState['bays'][number]
  person: ShopState['persons'][number]
  order: PlannedOrder
  priceItem: PlannedItem
}
export const plannedKinds = ['workshop', 'bay', 'person', 'order', 'priceItem'] as const
export type PlannedKind = (typeof plannedKinds)[number]

/** What the thread lacks of a workshop: the whole state, or the changes since the last question. */
export interface Update {
  isWhole: boolean
  /** The journal's sequence after this update. */
  seq: number
  put: { [K in PlannedKind]?: PlannedKinds[K][] }
  drop: { [K in PlannedKind]?: string[] }
  /** What plans came to, if that has been read since the last question. */
  outcomes: readonly PlanOutcome[] | null
}

export interface Questions {
  /** When each live car will be ready. */
  forecast: { asked: null; answer: Payload<'recordForecasts'> }
  /** What would improve the day (C2). */
  suggest: { asked: null; answer: Payload<'recordSuggestions'> }
  /** What a move would do (C2). */
  tryMove: { asked: MoveQuestion; answer: MoveAnswer | Refused }
  /** What can be promised for an order, with these price list items added (B5). */
  promise: { asked: { orderId: string; itemIds: readonly string[] }; answer: Promised | Refused }
}
export type Question = keyof Questions

/** To the thread. `now` is house time. */
export type Asked = { [Q in Question]: AskedFor<Q> }[Question]
interface AskedFor<Q extends Question> {
  id: number
  workshopId: string
  update: Update
  now: number
  question: Q
  asked: Questions[Q]['asked']
}
export type Message = Asked | { forget: string }

/** From the thread, one per question. */
export type Answered = { id: number; answer: unknown } | { id: number; error: unknown }
