/** Entities with every field filled, generated from their schemas, so new fields are covered automatically. */
import { z } from 'zod'

/** A field that no schema names, like a column added later and never meant for a view. */
export const UNNAMED = 'unnamed'

/**
 * Values of a schema without nulls and empty lists, which together contain every value of every enum. Each object also has a
 * field that its schema does not name.
 */
export function filled(schema: z.ZodType): unknown[] {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return filled(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodPipe) return filled(schema.in as z.ZodType)
  if (schema instanceof z.ZodArray) return [filled(schema.element as z.ZodType)]
  if (schema instanceof z.ZodTuple) return [schema.def.items.map((item) => filled(item as z.ZodType)[0])]
  if (schema instanceof z.ZodEnum) return schema.options
  if (schema instanceof z.ZodLiteral) return [...schema.values]
  if (schema instanceof z.ZodBoolean) return [true, false]
  if (schema instanceof z.ZodNumber) return [Math.max(schema.minValue ?? 0, 1)]
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return ['text']
  if (!(schema instanceof z.ZodObject)) throw new Error(`No values for a ${schema.type}`)
  const fields = Object.entries<z.ZodType>(schema.shape).map(([name, field]) => [name, filled(field)] as const)
  const most = Math.max(...fields.map(([, values]) => values.length))
  return Array.from({ length: most }, (_, i) => ({
    ...Object.fromEntries(fields.map(([name, values]) => [name, values[i % values.length]])),
    [UNNAMED]: 'secret',
  }))
}

/** The fields of a schema, nested ones included: `id`, `operations[].title.en`. */
export function pathsNamed(schema: z.ZodType, path = ''): string[] {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return pathsNamed(schema.unwrap() as z.ZodType, path)
  if (schema instanceof z.ZodArray) return pathsNamed(schema.element as z.ZodType, `${path}[]`)
  if (!(schema instanceof z.ZodObject)) return []
  return Object.entries<z.ZodType>(schema.shape).flatMap(([name, field]) => [
    `${path}.${name}`,
    ...pathsNamed(field, `${path}.${name}`),
  ])
}

/** The fields of a value, in the same notation. */
export function pathsGiven(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => pathsGiven(one, `${path}[]`)))]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, field]) =>
    field === undefined ? [] : [`${path}.${name}`, ...pathsGiven(field, `${path}.${name}`)],
  )
}
