/** Makes an example of a message from its JSON schema: the schema's own example if it has one, or else a value to suit the field's name. */
import { createHash } from 'node:crypto'
import type { Schema } from './messages.ts'
import { nameOf } from './typeNames.ts'

/** 2026-11-03 08:50 in Shanghai. */
const INSTANT = 1_793_667_000_000

const texts: Record<string, string> = {
  model: 'Passat',
  name: 'Wang Fang',
  words: 'It squeals when it is wet.',
  reason: 'The part comes tomorrow.',
  findings: 'The front discs are worn.',
  ticket: 'A017',
  code: 'K7MQ3F',
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
  holidays: 'CN',
  note: 'Stocktaking',
  subject: '{workshop}: your car is ready',
  body: '{plate} is ready. {link}',
  link: 'https://board.example.com/t/AZMvChwAcACAAAAAAAAAAQGTLz6Lp3CxgAAAAAAAALHk2bq1nW0n3rQ8sV5uYtX1',
}

/** @param all the named schemas, to resolve references */
export function exampleOf(schema: Schema, all: Record<string, Schema>, field = ''): unknown {
  const { $ref, anyOf, items, properties, type } = schema
  if (schema.examples) return schema.examples[0]
  if ($ref !== undefined) return exampleOf(all[nameOf($ref)]!, all, field)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (anyOf) return exampleOf(anyOf[0]!, all, field)
  if (items) return Array.from({ length: Math.max(1, schema.minItems ?? 0) }, () => exampleOf(items, all, field))
  if (properties)
    return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, exampleOf(one, all, name)]))
  if (schema.format === 'uuid') return idFor(field)
  if (type === 'boolean') return true
  if (type === 'integer') return field === 'seq' ? 4711 : whole(schema)
  return texts[field] ?? 'As it is'
}

/** The same id for a field of the same name in every example. */
function idFor(field: string): string {
  const hash = createHash('sha256').update(field).digest('hex')
  return `01932f3e-8a4a-7${hash.slice(0, 3)}-8000-${hash.slice(3, 15)}`
}

function whole({ minimum = 0, maximum = Infinity }: Schema): number {
  if (INSTANT >= minimum && minimum > 1e9) return INSTANT
  return Math.min(maximum, Math.max(minimum, 30))
}
