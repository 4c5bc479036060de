/** The type of a field for COMMANDS.md, from its JSON schema. */
import type { Schema } from './messages.ts'

export function typeOf(schema: Schema): string {
  const { $ref, anyOf, items, properties, type, title } = schema
  if (title !== undefined) return title
  if ($ref !== undefined) return `\`${nameOf($ref)}\``
  if (anyOf) return anyOf.map(typeOf).join(' or ')
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(' ')
  if (items) return `list of ${typeOf(items)}${bounds(schema.minItems ?? 0, schema.maxItems)}`
  if (properties)
    return `{${Object.entries(properties)
      .map(([name, one]) => `\`${name}\`: ${typeOf(one)}`)
      .join(', ')}}`
  if (type === 'integer') {
    return `integer${bounds(schema.minimum ?? 0, schema.maximum)}`
  }
  if (type === 'string' && schema.maxLength !== undefined) return `text ≤ ${schema.maxLength}`
  return { string: 'text', boolean: 'boolean', null: 'null' }[type ?? ''] ?? 'any'
}

const bounds = (least: number, most: number | undefined) => (most === undefined ? '' : ` (${least}–${most})`)

/** The schema's name in a reference: `Order` for `#/components/schemas/Order`. */
export const nameOf = ($ref: string): string => $ref.slice($ref.lastIndexOf('/') + 1)
