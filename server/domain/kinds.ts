/**
 * Every kind of entity: where it is stored, how it is loaded, when it ends, which fields are personal. Loading, writing, the live
 * state, the views and the journal follow this table; a new kind is a row in it.
 */
import type { Entities, Kind } from '#contract/entities/index.ts'
import type { Recipient, Subscription, Vehicle, WorkSample } from './internal.ts'

/** Entities by kind: those on the wire, and those that no screen sees. */
export interface StoredEntities extends Entities {
  vehicle: Vehicle
  subscription: Subscription
  recipient: Recipient
  sample: WorkSample
}
export type StoredKind = keyof StoredEntities

/**
 * How a command loads entities of a kind: `byId` the ones it names; `whole` all of them on request; `withOrder` those of every
 * order it loads; `apart` by code of its own (`read/load.ts`); `always`; `never`.
 */
type Loading<E> =
  | { load: 'byId' | 'whole' | 'apart' | 'always' | 'never'; end?: EndOf<E> }
  // What belongs to an order must not outlive it, so it needs an end of its own.
  | (E extends { orderId: string | null } ? { load: 'withOrder'; end: EndOf<E> } : never)

/** A field that is null while the entity is live. */
type EndOf<E> = { [F in keyof E]: number extends E[F] ? (null extends E[F] ? F : never) : never }[keyof E]

interface Storage<E> {
  /** The table's name in `db/schema` if it differs from the kind's. */
  table?: string
  /** The id column if it is not `id`. */
  id?: string
  /** Objects whose fields have columns of their own: `customer.name` is stored in `customerName`. */
  flat?: keyof E & string
  /** Lists whose items are rows of other tables, in order. */
  lists?: { readonly [F in keyof E]?: string }
  /** Written in bulk and never updated. */
  inBulk?: true
  /** Ids are unique only among the entities with the same value of this field. */
  within?: keyof E & string
  /** Deleted with the entity that this field names. */
  goesWith?: { readonly kind: Kind; readonly field: keyof E & string }
}

interface More<E> {
  /** The key in a scope if it is not the id. */
  by?: keyof E & string
  /** The personal fields and their values once erased. */
  personal?: Frozen<Partial<E>>
  /** The same for fields of the object, or of each item of the list, that a field holds: free words may name a person. */
  personalIn?: { readonly [F in keyof E]?: Partial<ItemOf<E[F]>> }
  /** The id itself is personal: the journal has a salted hash in its place. */
  personalId?: true
}

type ItemOf<T> = NonNullable<T extends readonly (infer I)[] ? I : T>

type Frozen<T> = T extends object ? { readonly [F in keyof T]: Frozen<T[F]> } : T

type Row<E> = Loading<E> & Storage<E> & More<E>

export const kinds = {
  workshop: { load: 'always' },
  bay: { load: 'byId', end: 'retiredAt', personalIn: { outOfService: { reason: '' } } },
  team: { load: 'whole' },
  person: { load: 'byId', personal: { name: '' } },
  standIn: { load: 'whole' },
  priceItem: { load: 'byId' },
  arrival: { load: 'withOrder', end: 'closedAt', personal: { words: '', plate: null } },
  order: {
    load: 'apart',
    end: 'closedAt',
    flat: 'customer',
    lists: { operations: 'operation', parts: 'part' },
    personal: { customer: { name: null, phone: null, email: null }, words: '', plate: 'ERASED' },
    personalIn: { operations: { findings: '' }, progressCheck: { words: '' } },
  },
  notice: {
    load: 'withOrder',
    end: 'closedAt',
    personal: { subject: '', body: '', values: null },
    personalIn: { attempts: { detail: '' } },
  },
  alert: { load: 'withOrder', end: 'closedAt' },
  suggestion: { load: 'whole' },
  device: { load: 'whole', end: 'revokedAt' },
  vehicle: {
    load: 'apart',
    by: 'plate',
    flat: 'customer',
    personal: {
      customer: { id: '', name: null, phone: null, email: null, language: 'en', channels: [] },
      plate: 'ERASED',
      before: null,
    },
  },
  subscription: {
    load: 'apart',
    table: 'pushSubscription',
    id: 'endpoint',
    within: 'orderId',
    personal: { p256dh: '', auth: '' },
    personalId: true,
  },
  recipient: { load: 'never', table: 'wechatRecipient', id: 'orderId', personal: { openId: '' } },
  sample: { load: 'apart', table: 'workSample', inBulk: true, goesWith: { kind: 'priceItem', field: 'itemId' } },
} as const satisfies { readonly [K in StoredKind]: Row<StoredEntities[K]> }

export const storedKinds = Object.keys(kinds) as StoredKind[]

/** The row of any kind. */
export const rowOf = (kind: StoredKind): Row<Record<string, unknown>> => kinds[kind] as Row<Record<string, unknown>>

type Load = (typeof kinds)[StoredKind]['load']
/** The kinds that are loaded in one of these ways. */
export type KindsLoaded<L extends Load> = {
  [K in StoredKind]: (typeof kinds)[K]['load'] extends L ? K : never
}[StoredKind]
export const kindsLoaded = <L extends Load>(...ways: readonly L[]): KindsLoaded<L>[] =>
  storedKinds.filter((kind) => (ways as readonly Load[]).includes(kinds[kind].load)) as KindsLoaded<L>[]

/** The plural name of a kind in a scope and in a command's needs. */
export const plural = <K extends StoredKind>(kind: K): `${K}s` => `${kind}s`

/** Whether an entity belongs to the live state: it has not ended. */
export function isLive<K extends StoredKind>(kind: K, entity: StoredEntities[K]): boolean {
  const { end } = rowOf(kind)
  return end === undefined || (entity as unknown as Record<string, unknown>)[end] === null
}
