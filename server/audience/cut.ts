/** Cuts values to a schema: fields that it does not name are left out. Compiled once per schema. */
import { z } from 'zod'

type Cut = (value: unknown) => unknown
/** Works a field out of the whole entity and what else is known. */
export type Compute = (entity: unknown, house: unknown) => unknown

/**
 * What cuts an object to the fields its schema names; those in `computed` are worked out first.
 * It is compiled to `value => ({ id: value.id, … })`: a loop over the names takes ten times as long, for every change and room.
 */
export function objectCut(
  schema: z.ZodType,
  computed: Readonly<Record<string, Compute>> = {},
): (value: unknown, house: unknown) => unknown {
  if (!(schema instanceof z.ZodObject)) throw new Error('A view names its entities field by field')
  if (schema.def.catchall && !(schema.def.catchall instanceof z.ZodNever))
    throw new Error('A schema that lets unnamed fields through protects nothing')
  const steps: Record<string, Compute> = {}
  const picks = Object.entries<z.ZodType>(schema.shape).map(([name, field]) => {
    const [key, cut, compute] = [JSON.stringify(name), cutOf(field), computed[name]]
    if (compute) {
      steps[name] = cut ? (entity, house) => cut(compute(entity, house)) : compute
      return `${key}: steps[${key}](value, house)`
    }
    if (cut) steps[name] = cut
    return `${key}: ${cut ? `steps[${key}](value[${key}])` : `value[${key}]`}`
  })
  return new Function('steps', `return (value, house) => value && { ${picks.join(', ')} }`)(steps) as Compute
}

/**
 * What cuts a value to its schema; null where there is nothing to cut: texts, numbers, lists of them.
 * @throws for a schema that does not say which fields it names
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
  // Texts that are trimmed, say. What comes out of a transform is not known; none of ours turns a text into an object.
  if (schema instanceof z.ZodPipe) return cutOf(schema.in as z.ZodType)
  if (leaves.some((leaf) => schema instanceof leaf)) return null
  throw new Error(`A view cannot hold a ${schema.type}: it does not say which fields it names`)
}

const leaves = [z.ZodString, z.ZodStringFormat, z.ZodNumber, z.ZodBoolean, z.ZodEnum, z.ZodLiteral]
