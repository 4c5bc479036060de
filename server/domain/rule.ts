/**
 * The form of a rule: what it needs, and a pure decision. No clock, no I/O, no randomness; time, ids and codes are passed in.
 */
import type { Answer, CommandName, Payload } from '#contract/commands/index.ts'
import type { Workshop } from '#contract/entities/index.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Channel, DeadlineKind, Device, Role } from '#contract/values.ts'
import type { StoredEntities, StoredKind, KindsLoaded } from './kinds.ts'

/** Everything the journal carries: what screens see, and what only the server knows. */
export type Changes = { [K in StoredKind]?: StoredEntities[K][] }
/** Ids by kind; subscriptions by endpoint, of the order that was loaded; recipients by order. */
export type Removals = { [K in StoredKind]?: string[] }

/** Counters in the workshop's head row; `ticketDay` is the local midnight the ticket number belongs to. */
export interface Counters {
  orderNumber: number
  ticketDay: number
  ticketNumber: number
  /** When the next forecast of the whole shop is due; null: not before something changes. */
  reforecastAt: number | null
}

/** A new or moved deadline; null removes it. The reforecast's deadline is in the counters. */
export interface Deadline {
  kind: Exclude<DeadlineKind, 'reforecast'>
  subjectId: string
  dueAt: number | null
}

/** Ids of entities to be loaded, or of those whose order is to be loaded with all that belongs to it. */
type NeedsById = { [K in KindsLoaded<'byId' | 'withOrder'> as `${K}s`]?: readonly string[] }
/** Kinds that are loaded whole, including dismissed suggestions. */
type NeedsWhole = { [K in KindsLoaded<'whole'> as `${K}s`]?: boolean }

/** What to load before the decision. Orders come with operations and parts; ids unknown in this workshop are left out. */
export interface Needs extends NeedsById, NeedsWhole {
  orders?: readonly string[]
  /** The tickets of cars and people who are here. */
  tickets?: boolean
  /** All people and who stands in, to know who is on duty. */
  everyone?: boolean
  /** All bays, to know which numbers are free. */
  allBays?: boolean
  /** Of the entities named by id, also those that have ended: to take that back. */
  ended?: boolean
  /** Arrivals since this instant, and those that are open; without their orders. */
  arrivalsSince?: number
  /** All open arrivals, with their orders. */
  openArrivals?: boolean
  /** Open alerts about the workshop itself. */
  workshopAlerts?: boolean
  /** Live orders whose car stands in one of these bays. */
  ordersInBays?: readonly string[]
  /** Live orders on which one of these people is working. */
  ordersWorkedBy?: readonly string[]
  /** Live orders of these plates. */
  ordersOfPlates?: readonly string[]
  /** The booked order with this code. */
  orderOfCode?: string | null
  /** Every live order: for the clock and for clearing, not for everyday commands. */
  allLiveOrders?: boolean
  priceItemsByCode?: readonly string[]
  vehiclesOfPlates?: readonly string[]
  vehiclesOfOrders?: readonly string[]
  /** Subscriptions of this order's customer. */
  subscriptionsOf?: string
  /** The latest samples of these price items. */
  samplesOf?: readonly string[]
  /** Samples by id. */
  samples?: readonly string[]
  /** The shop's pace, for price items with nothing learnt. */
  pace?: boolean
  /** What this command changed, if it can still be taken back. */
  undo?: string
  /** Whether the screen that would become this device waits to be paired. */
  pairing?: string
  /** All bays, teams, people, price items, suggestions, live orders and open records: for setup and clearing. */
  everything?: boolean
}

/** By id, vehicles by plate, subscriptions by endpoint. Only live entities, except for orders and arrivals that a command names. */
type Loaded = { [K in Exclude<StoredKind, KindsLoaded<'always'>> as `${K}s`]: Map<string, StoredEntities[K]> }

/** A command with the entities it changed. Those it created are only in `after`. */
export interface Undoable {
  command: CommandName
  seq: number
  /** House time of the command. */
  at: number
  before: Changes
  after: Changes
}

/** What has been loaded. */
export interface Scope extends Loaded {
  workshop: Workshop
  counters: Counters
  /** Tickets in use; empty if not loaded. */
  tickets: ReadonlySet<string>
  /** Whether all people are loaded. */
  everyone: boolean
  /** As a multiple of standard minutes (`paceOf`); 1 if not loaded. */
  pace: number
  /** Whether the screen that asked can still be paired with this workshop; null if not loaded, or it did not ask or not in time. */
  pairing: 'waiting' | 'paired' | null
  /** The command to be taken back; null if not loaded, or too old. */
  undo: Undoable | null
}

export type Actor =
  /** `deviceId` is the paired screen's, if it came from one. */
  { device: Device; personId: string | null; deviceId?: string } | { device: 'clock' | 'admin'; personId: null }

export interface Context {
  /** House time, milliseconds since 1970; never earlier than the workshop's last journal entry. */
  now: number
  /** The database's clock. It differs from house time if it has jumped or the journal is ahead of it. */
  clock: number
  /** The number of the workshop's last journal entry. */
  seq: number
  actor: Actor
  /** The roles in force of the person who acts; null: all of them. */
  roles: readonly Role[] | null
  /** The channels to customers that are set up on this server (B11.3). */
  channels: readonly Channel[]
  /** The server's quote for an order by its id; null for an unknown id (B5). */
  quoted(orderId: string, quoteId: string): { earliestAt: number | null; at: number } | null
  /** A new UUIDv7. */
  newId(): string
  /** A new code for an appointment: six characters without the ones that look alike. */
  newCode(): string
}

/** What happened, in the past tense, for the journal: names and ids, no personal data. */
export interface Fact {
  name: string
  [detail: string]: string | number | boolean | null | readonly string[]
}

export interface Accepted<N extends CommandName = CommandName> {
  ok: true
  answer: Answer<N>
  facts: Fact[]
  /** House time from this entry on, which may be earlier than before. Only `setHouseTime` gives it. */
  at?: number
  /** New and changed entities, whole. */
  put: Changes
  drop?: Removals
  counters?: Counters
  /** Changed deadlines. */
  deadlines?: Deadline[]
  /** Nothing that forecasts depend on has changed, so no new forecast is needed. */
  leavesPlan?: true
  /** Free text stored on no entity (the reason for a new promise or a failed check), for the journal's erasable column. */
  remarks?: Readonly<Record<string, string>>
}

export interface Refused {
  ok: false
  code: ErrorCode
  /** With changed_meanwhile: what is true now (S13). */
  now?: Changes
}

export type Decision<N extends CommandName = CommandName> = Accepted<N> | Refused

export interface Rule<N extends CommandName> {
  /** Loads large, rarely used code before anything is locked. */
  prepare?(payload: Payload<N>): Promise<void> | undefined
  /** What to load, known from the payload alone. */
  needs(payload: Payload<N>): Needs
  /** What else to load, known only after the first load (such as the bay an operation is assigned to). */
  needsThen?(payload: Payload<N>, scope: Scope): Needs
  decide(scope: Scope, payload: Payload<N>, context: Context): Decision<N>
}

export const refuse = (code: ErrorCode, now?: Changes): Refused =>
  now ? { ok: false, code, now } : { ok: false, code }
