/**
 * Personal data is kept in a separate, erasable column of the journal; the row keeps its salted hash. Erasing a person leaves
 * the rest of the journal unchanged.
 */
import { createHmac } from 'node:crypto'
import { storedKinds, rowOf, type StoredKind } from '#server/domain/kinds.ts'
import type { Changes } from '#server/domain/rule.ts'

type Entity = { id: string }
type Anything = Record<string, unknown>

const personalFields = new Map<StoredKind, Anything>(
  storedKinds.flatMap((kind) => {
    const { personal } = rowOf(kind)
    return personal ? [[kind, personal]] : []
  }),
)

/** The separated fields by kind and id, and the remarks made with the command. */
export type Personal = Partial<Record<StoredKind, Record<string, Anything>>> & {
  remarks?: Readonly<Record<string, string>>
}

/** Separates the personal fields from changes; null if there are none. */
export function separate(put: Changes): { bare: Changes; personal: Personal | null } {
  const bare: Record<string, unknown> = { ...put }
  let personal: Personal | null = null
  for (const [kind, fields] of personalFields) {
    const list = put[kind] as Entity[] | undefined
    if (!list?.length) continue
    personal ??= {}
    const taken: Record<string, Anything> = (personal[kind] = {})
    bare[kind] = list.map((entity) => {
      const rest: Anything = { ...entity }
      const own: Anything = (taken[entity.id] = {})
      for (const field of Object.keys(fields)) {
        own[field] = rest[field]
        delete rest[field]
      }
      return rest
    })
  }
  return { bare: bare as Changes, personal }
}

/** Puts the personal fields back, or their placeholders if they have been erased. */
export function rejoin(bare: Changes, personal: Personal | null): Changes {
  const put: Record<string, unknown> = { ...bare }
  for (const [kind, fields] of personalFields) {
    const list = bare[kind] as Entity[] | undefined
    if (list) put[kind] = list.map((entity) => ({ ...entity, ...fields, ...personal?.[kind]?.[entity.id] }))
  }
  return put as Changes
}

/** Proves later what the erasable column held: HMAC-SHA256 under the workshop's secret, in base64url. */
export function personalHash(secret: string, personal: Personal): string {
  return createHmac('sha256', secret)
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
