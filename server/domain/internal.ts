/** Kinds that no screen ever sees: what they say reaches screens through others, an order's customer through the order. */
import type { Channel, Language } from '#contract/values.ts'

/** A car the workshop knows, with its owner. */
export interface Vehicle {
  id: string
  plate: string
  model: string | null
  customer: Owner
}

/** Who owns a car, and how to reach them, the first choice first (B6.1). */
interface Owner {
  id: string
  name: string | null
  phone: string | null
  email: string | null
  language: Language
  channels: Channel[]
}

/** A browser that shows notices for an order; its endpoint is its id. */
export interface Subscription {
  id: string
  orderId: string
  p256dh: string
  auth: string
}

/** One time an operation of the price list was done (B5). */
export interface WorkSample {
  /** Of the operation that was finished; of an imported line, worked out from it. */
  id: string
  itemId: string
  model: string | null
  /** Worked in opening hours, without pauses. */
  minutes: number
  /** When it was finished, milliseconds since 1970. */
  at: number
}
