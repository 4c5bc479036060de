/**
 * How a house rule is written: what it concerns, and a pure decision on it. No clock, no I/O, no chance in here;
 * time, ids and codes are handed in.
 */
import type { Answer, CommandName, Payload } from '#contract/commands/index.ts'
import type { Workshop } from '#contract/entities/index.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { DeadlineKind, Door } from '#contract/values.ts'
import type { Kept, KeptKind, KindsLoaded } from './kinds.ts'

/** All that the journal carries: what screens see, and what only the house knows. */
export type Changes = { [K in KeptKind]?: Kept[K][] }
/** Ids by kind; subscriptions by endpoint, of whatever orders. */
export type Removals = { [K in KeptKind]?: string[] }

/** Counters that stand at the workshop's head; `ticketDay` is the local midnight they belong to. */
export interface Counters {
  orderNumber: number
  ticketDay: number
  ticketNumber: number
  /** When the forecasts of all are next worked out; null: not before something changes. */
  reforecastAt: number | null
}

/** A deadline as it is from now on; null: there is none any more. The reforecast's stands in the counters. */
export interface Deadline {
  kind: Exclude<DeadlineKind, 'reforecast'>
  subjectId: string
  dueAt: number | null
}

/** Ids of entities to be loaded, or of those whose order is to be loaded with all that belongs to it. */
type NeedsById = { [K in KindsLoaded<'byId' | 'withOrder'> as `${K}s`]?: readonly string[] }
/** Kinds of which all are loaded, dismissed suggestions too. */
type NeedsWhole = { [K in KindsLoaded<'whole'> as `${K}s`]?: boolean }

/**
 * What is to be loaded before the decision. Orders come whole, with operations and parts; ids that do not exist in this
 * workshop are simply not there.
 */
export interface Needs extends NeedsById, NeedsWhole {
  orders?: readonly string[]
  /** Open alerts about the workshop itself. */
  workshopAlerts?: boolean
  /** Live orders whose car stands in one of these bays. */
  ordersInBays?: readonly string[]
  /** Live orders with an operation that one of these people is working on. */
  ordersWorkedBy?: readonly string[]
  /** Live orders of these plates. */
  ordersOfPlates?: readonly string[]
  /** The booked order with this code. */
  orderOfCode?: string | null
  /** Every live order; for the clock and for clearing, not for everyday commands. */
  allLiveOrders?: boolean
  priceItemsByCode?: readonly string[]
  vehiclesOfPlates?: readonly string[]
  vehiclesOfOrders?: readonly string[]
  /** The latest samples of these price items. */
  samplesOf?: readonly string[]
  /** Samples by id. */
  samples?: readonly string[]
  /** How fast the shop works, for price items of which nothing is learnt. */
  pace?: boolean
  /** All bays, teams, people, price items, suggestions and live orders, and what is open; for setting up and clearing. */
  everything?: boolean
}

/** By id, but vehicles by plate. Of what ends, only live ones, but orders and arrivals that a command names. */
type Loaded = { [K in Exclude<KeptKind, KindsLoaded<'always' | 'never'>> as `${K}s`]: Map<string, Kept[K]> }

/** What was loaded. */
export interface Scope extends Loaded {
  workshop: Workshop
  counters: Counters
  /** As a share of standard minutes (`paceOf`); 1 where it was not asked for. */
  pace: number
}

export type Actor = { door: Door; personId: string | null } | { door: 'clock' | 'admin'; personId: null }

export interface Context {
  /** House time, milliseconds since 1970; never before the workshop's last entry. */
  now: number
  actor: Actor
  /** What the server has quoted for an order under an id; null for an id it never gave for that order (B5). */
  quoted(orderId: string, quoteId: string): { earliestAt: number | null; at: number } | null
  /** A new UUIDv7. */
  newId(): string
  /** A new code for an appointment: six characters without the ones that look alike. */
  newCode(): string
}

/** What happened, in the past tense, for the journal: names and ids, nothing personal. */
export interface Fact {
  name: string
  [detail: string]: string | number | boolean | null | readonly string[]
}

export interface Accepted<N extends CommandName = CommandName> {
  ok: true
  answer: Answer<N>
  facts: Fact[]
  /** Entities as they are from now on, whole. */
  put: Changes
  drop?: Removals
  counters?: Counters
  /** Deadlines that are other than before. */
  deadlines?: Deadline[]
  /** Nothing that forecasts rest on has changed: they need not be worked out again. */
  leavesPlan?: true
  /** What somebody wrote that stands on no entity (the reason of a new promise, of a failed check): for the journal's erasable column. */
  said?: Readonly<Record<string, string>>
}

export interface Refused {
  ok: false
  code: ErrorCode
  /** With changed_meanwhile: what is true now (S13). */
  now?: Changes
}

export type Decision<N extends CommandName = CommandName> = Accepted<N> | Refused

export interface Rule<N extends CommandName> {
  /** Loads code that is big and seldom wanted, before anything is locked. */
  prepare?(payload: Payload<N>): Promise<void> | undefined
  /** What the payload alone says must be loaded. */
  needs(payload: Payload<N>): Needs
  /** What must be loaded besides, once the first is there (the bay an operation is assigned to, say). */
  needsThen?(payload: Payload<N>, scope: Scope): Needs
  decide(scope: Scope, payload: Payload<N>, context: Context): Decision<N>
}

export const refuse = (code: ErrorCode, now?: Changes): Refused =>
  now ? { ok: false, code, now } : { ok: false, code }
