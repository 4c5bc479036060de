/** Kinds that no screen sees; their data reaches screens through other kinds, as a customer's does through the order. */
import type { Channel, Language } from '#contract/values.ts'

/** A car the workshop knows, with its owner. */
export interface Vehicle {
  id: string
  plate: string
  model: string | null
  customer: Owner
  /** What the file said before an order wrote into it. It comes back if the order had the wrong plate (C8). */
  before: FileBefore | null
}

interface FileBefore {
  orderId: string
  /** Absent: the same. */
  plate?: string
  model: string | null
  /** Null: there was no file. */
  customer: Owner | null
}

/** A car's owner and how to reach them, preferred channels first (B6.1). */
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

/** The WeChat account that gets the notices for an order; its id is the order's. */
export interface Recipient {
  id: string
  openId: string
}

/** One time an operation of the price list was done (B5). */
export interface WorkSample {
  /** The finished operation's id; for an imported line, derived from it. */
  id: string
  itemId: string
  model: string | null
  /** Worked in opening hours, without pauses. */
  minutes: number
  /** When it was finished, milliseconds since 1970. */
  at: number
}
