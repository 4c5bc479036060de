/** Exactly the fields that a view names leave the server. */
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { entities, kinds, type Bay, type Kind, type Workshop } from '#contract/entities/index.ts'
import { viewNames, type ViewName } from '#contract/values.ts'
import { views } from '#contract/views/index.ts'
import { wallView } from '#contract/views/wall.ts'
import { lobbyView } from '#contract/views/lobby.ts'
import { viewOf, type Audience } from '#server/audience/audience.ts'
import { objectCut } from '#server/audience/cut.ts'
import { presentersOf, type Lookup } from '#server/audience/presenter.ts'
import { progressCheckStage } from '#contract/progress.ts'
import { filled, pathsGiven, pathsNamed, UNNAMED } from './filled.ts'

type Entity = { id: string }

/** Filled entities of a kind; those of a kind that ends, in their live state too. */
function entitiesOf(kind: Kind): Entity[] {
  const whole = filled(entities[kind]) as (Entity & { closedAt?: number; dismissedAt?: number; revokedAt?: number })[]
  return whole.flatMap((entity) => [
    { ...entity, ...('timeZone' in entity && { timeZone: 'UTC' }) },
    ...('closedAt' in entity ? [{ ...entity, closedAt: null }] : []),
    // C9: in the workshop.
    ...('homeSince' in entity ? [{ ...entity, closedAt: null, homeSince: null }] : []),
    ...('retiredAt' in entity ? [{ ...entity, retiredAt: null }] : []),
    ...('revokedAt' in entity ? [{ ...entity, revokedAt: null }] : []),
    ...('dismissedAt' in entity ? [{ ...entity, dismissedAt: null }] : []),
  ]) as Entity[]
}

const lookup: Lookup = {
  workshop: filled(entities.workshop)[0] as Workshop,
  bays: new Map((filled(entities.bay) as Bay[]).map((bay) => [bay.id, bay])),
}

const audienceOf = (view: ViewName, orderId: string): Audience => (view === 'customer' ? { view, orderId } : { view })

/** The entities of a kind as an audience gets them. */
function shown(view: ViewName, kind: Kind): Entity[] {
  return entitiesOf(kind).flatMap((entity) => {
    const { put } = viewOf(audienceOf(view, entity.id), { [kind]: [entity] }, {}, lookup)
    return (put as Partial<Record<Kind, Entity[]>>)[kind] ?? []
  })
}

/** For each entity, the extra and the missing fields. */
function differences(given: readonly unknown[], schema: z.ZodType): string[] {
  const named = pathsNamed(schema)
  return given.flatMap((entity) => {
    const paths = pathsGiven(entity)
    return [
      ...paths.filter((path) => !named.includes(path)).map((path) => `${path} is given and not named`),
      ...named.filter((path) => !paths.includes(path)).map((path) => `${path} is named and not given`),
    ]
  })
}

describe.each(viewNames)('the %s view', (view) => {
  const schemas: Partial<Record<Kind, z.ZodType>> = views[view].schemas

  it.each(kinds.filter((kind) => schemas[kind]))('sends of a %s exactly the fields it names', (kind) => {
    const given = shown(view, kind)
    expect(given.length).toBeGreaterThan(0)
    expect(differences(given, schemas[kind]!)).toEqual([])
    // Proves the check: without cutting, it finds extra fields.
    expect(differences(entitiesOf(kind), schemas[kind]!)).toContain(`.${UNNAMED} is given and not named`)
  })

  const unnamed = kinds.filter((kind) => !schemas[kind])
  if (unnamed.length > 0)
    it.each(unnamed)('sends no %s', (kind) => {
      expect(shown(view, kind)).toEqual([])
    })
})

describe('a view', () => {
  it('cuts nested objects, lists and computed fields too', () => {
    const schema = z.object({
      inner: z.object({ a: z.string() }).nullable(),
      list: z.array(z.object({ b: z.int() })),
      made: z.object({ c: z.string() }),
    })
    const cut = objectCut(schema, { made: () => ({ c: 'c', secret: 1 }) })
    const entity = { inner: { a: 'a', secret: 1 }, list: [{ b: 1, secret: 1 }], made: { secret: 1 }, secret: 1 }
    expect(cut(entity, null)).toEqual({ inner: { a: 'a' }, list: [{ b: 1 }], made: { c: 'c' } })
    expect(cut({ inner: null, list: [] }, null)).toEqual({ inner: null, list: [], made: { c: 'c' } })
  })

  it('refuses a schema that does not name its fields', () => {
    for (const open of [
      z.any(),
      z.unknown(),
      z.looseObject({}),
      z.custom<object>(),
      z.union([z.object({}), z.string()]),
    ])
      expect(() => objectCut(z.object({ open })), open.type).toThrow()
  })

  it('does not compile with a computed field missing or with one that the view does not name', () => {
    const computed = {
      partExpectedAt: () => null,
      hasItsParts: () => false,
      pausedUntil: () => null,
      nextWork: () => null,
    }
    const order = { ...computed, progressCheck: progressCheckStage }
    const workshop = { zoneOffsets: () => [] }
    presentersOf(wallView, { workshop, order }, {})
    // @ts-expect-error -- the progress check's stage is missing
    presentersOf(wallView, { workshop, order: computed }, {})
    // @ts-expect-error -- the wall's bay has no computed fields
    presentersOf(wallView, { workshop, order, bay: { number: () => 1 } }, {})
    const { stage, since } = { stage: () => 'ready' as const, since: () => null }
    // @ts-expect-error -- a plate that is not masked
    presentersOf(lobbyView, { workshop, order: { plate: ({ plate }: { plate: string }) => plate, stage, since } }, {})
  })
})
