/** Cuts values to a schema: drops the fields that it does not name. Compiled once per schema. */
import { z } from 'zod'

type Cut = (value: unknown) => unknown
/** Computes a field from the whole entity and its context. */
export type Compute = (entity: unknown, lookup: unknown) => unknown

/**
 * A function that cuts an object to the fields of its schema, after computing those in `computed`. It is compiled to
 * `value => ({ id: value.id, … })`, because a loop over the names takes ten times as long, for every change and room.
 */
export function objectCut(
  schema: z.ZodType,
  computed: Readonly<Record<string, Compute>> = {},
): (value: unknown, lookup: unknown) => unknown {
  if (!(schema instanceof z.ZodObject)) throw new Error('A view must name an entity’s fields in an object schema')
  if (schema.def.catchall && !(schema.def.catchall instanceof z.ZodNever))
    throw new Error('A view’s schema must not let unnamed fields through')
  const steps: Record<string, Compute> = {}
  const picks = Object.entries<z.ZodType>(schema.shape).map(([name, field]) => {
    const [key, cut, compute] = [JSON.stringify(name), cutOf(field), computed[name]]
    if (compute) {
      steps[name] = cut ? (entity, lookup) => cut(compute(entity, lookup)) : compute
      return `${key}: steps[${key}](value, lookup)`
    }
    if (cut) steps[name] = cut
    return `${key}: ${cut ? `steps[${key}](value[${key}])` : `value[${key}]`}`
  })
  return new Function('steps', `return (value, lookup) => value && { ${picks.join(', ')} }`)(steps) as Compute
}

/**
 * A function that cuts a value to its schema; null if there is nothing to cut, as in texts, numbers and lists of them.
 * @throws for a schema that does not name its fields
 */
function cutOf(schema: z.ZodType): Cut | null {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return cutOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodObject) {
    const cut = objectCut(schema)
    return (value) => cut(value, undefined)
  }
  if (schema instanceof z.ZodArray) {
    const cut = cutOf(schema.element as z.ZodType)
    return cut && ((list) => list && (list as unknown[]).map((value) => cut(value)))
  }
  if (schema instanceof z.ZodTuple && schema.def.items.every((item) => cutOf(item as z.ZodType) === null)) return null
  // Trimmed texts, for example. The output of a transform is unknown, but none of ours turns a text into an object.
  if (schema instanceof z.ZodPipe) return cutOf(schema.in as z.ZodType)
  if (leaves.some((leaf) => schema instanceof leaf)) return null
  throw new Error(`A view cannot hold a ${schema.type}: it does not name its fields`)
}

const leaves = [z.ZodString, z.ZodStringFormat, z.ZodNumber, z.ZodBoolean, z.ZodEnum, z.ZodLiteral]
