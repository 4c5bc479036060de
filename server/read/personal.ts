/**
 * Personal data is kept in a separate, erasable column of the journal; the row keeps its salted hash. Erasing a person leaves
 * the rest of the journal unchanged.
 */
import { createHmac } from 'node:crypto'
import { rowOf, storedKinds, type StoredKind } from '#server/domain/kinds.ts'
import type { Changes, Removals } from '#server/domain/rule.ts'

type Anything = Record<string, unknown>
type Entity = Anything & { id: string }

/** What is personal of a kind. */
interface Private {
  /** Fields with their values once erased. */
  fields: Anything
  /** The same inside the objects that these fields hold. */
  inside: Readonly<Record<string, Anything>>
  hidesId: boolean
}

const privateOf = new Map<StoredKind, Private>(
  storedKinds.flatMap((kind) => {
    const { personal = {}, personalIn = {}, personalId = false } = rowOf(kind)
    const isNone = Object.keys({ ...personal, ...personalIn }).length === 0
    return isNone ? [] : [[kind, { fields: personal, inside: personalIn as Private['inside'], hidesId: personalId }]]
  }),
)

/** The separated fields by kind and id, and the remarks made with the command. */
export type Personal = Partial<Record<StoredKind, Record<string, Anything>>> & {
  remarks?: Readonly<Record<string, string>>
}

interface Separated {
  put: Changes
  drop: Removals
  /** Null if there is nothing personal. */
  personal: Personal | null
}

/** Separates the personal fields from changes. @param salt the workshop's, of the hashes of personal ids */
export function separate(put: Changes, drop: Removals, salt: string): Separated {
  const bare: Record<string, unknown> = { ...put }
  const removed: Removals = { ...drop }
  let personal: Personal | null = null
  for (const [kind, { fields, inside, hidesId }] of privateOf) {
    const named = (id: string) => (hidesId ? createHmac('sha256', salt).update(id).digest('base64url') : id)
    if (drop[kind]) removed[kind] = drop[kind].map(named)
    const list = put[kind] as Entity[] | undefined
    if (!list?.length) continue
    personal ??= {}
    const taken: Record<string, Anything> = (personal[kind] = {})
    bare[kind] = list.map((entity) => {
      const id = named(entity.id)
      const [rest, own] = without(entity, Object.keys(fields))
      for (const [field, within] of Object.entries(inside)) {
        const [left, kept] = apart(entity[field], Object.keys(within))
        rest[field] = left
        if (kept !== null) own[field] = kept
      }
      taken[id] = hidesId ? { ...own, id: entity.id } : own
      return { ...rest, id }
    })
  }
  return { put: bare as Changes, drop: removed, personal }
}

/** An object, or each of a list, without its personal fields; and those alone, or null if there is no object. */
function apart(value: unknown, fields: readonly string[]): [rest: unknown, own: unknown] {
  if (Array.isArray(value)) {
    const both = (value as Anything[]).map((item) => without(item, fields))
    return [both.map(([rest]) => rest), both.map(([, own]) => own)]
  }
  return value === null || value === undefined ? [value, null] : without(value as Anything, fields)
}

function without(from: Anything, fields: readonly string[]): [rest: Anything, own: Anything] {
  const rest = { ...from }
  const own: Anything = {}
  for (const field of fields) {
    own[field] = rest[field]
    delete rest[field]
  }
  return [rest, own]
}

/**
 * Puts the personal fields back, or their placeholders if they have been erased. A field that has become personal since stands in
 * entries of before as it was.
 */
export function rejoin(bare: Changes, personal: Personal | null): Changes {
  const put: Record<string, unknown> = { ...bare }
  for (const [kind, { fields, inside }] of privateOf) {
    const list = bare[kind] as Entity[] | undefined
    if (!list) continue
    put[kind] = list.map((entity) => {
      const own = personal?.[kind]?.[entity.id] ?? {}
      const whole: Anything = { ...fields, ...entity, ...own }
      for (const [field, within] of Object.entries(inside))
        if (field in entity) whole[field] = together(entity[field], within, own[field])
      return whole
    })
  }
  return put as Changes
}

function together(rest: unknown, placeholders: Anything, own: unknown): unknown {
  if (Array.isArray(rest))
    return (rest as Anything[]).map((item, at) => ({
      ...placeholders,
      ...item,
      ...(own as Anything[] | undefined)?.[at],
    }))
  return rest === null || rest === undefined ? rest : { ...placeholders, ...rest, ...(own as Anything | undefined) }
}

/** Proves later what the erasable column held: HMAC-SHA256 under the workshop's salt, in base64url. */
export function personalHash(salt: string, personal: Personal): string {
  return createHmac('sha256', salt)
    .update(JSON.stringify(sorted(personal)))
    .digest('base64url')
}

/** Sorts keys, because jsonb does not preserve their order and the hash must not depend on it. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
