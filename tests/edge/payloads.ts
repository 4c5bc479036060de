/** Payloads generated from the contract's schemas: valid ones, with existing ids if possible, and corrupted ones. */
import fc from 'fast-check'
import { z } from 'zod'
import { commands, type CommandName } from '#contract/commands/index.ts'
import type { Changes } from '#server/domain/rule.ts'

/** A placeholder for an existing id, resolved when the command is sent: the kind and an index. */
class Choice {
  readonly field: string
  readonly index: number
  constructor(field: string, index: number) {
    this.field = field
    this.index = index
  }
}

/** Texts that break careless code. */
export const nastyTexts = [
  "'; drop table repair_order; --",
  "Robert'); DELETE FROM workshop WHERE ('1'='1",
  "' or 1=1 /*",
  "\\'; select pg_sleep(10); --",
  '$1 $2 ${process.exit(1)} {{constructor}} %s %n',
  '<script>document.title="taken"</script>',
  '"><img src=x onerror=alert(1)>',
  '&lt;b&gt; &amp;amp; %3Cscript%3E',
  '{"$ne":null}',
  '__proto__',
  '../../../../etc/passwd',
  '=1+1 @SUM(A1) null undefined NaN',
  'ＳＥＬＥＣＴ 🚗🔧 维修 مرحبا é',
] as const

const plates = ['沪A10001', '沪A10002', '沪A10003', '粤B12345', '京AD12345', '沪Z99999']
const instants = fc.oneof(
  fc.integer({ min: -3, max: 200 }).map((hours) => Date.now() + hours * 3_600_000),
  fc.constantFrom(946_684_800_000, 4_102_444_800_000),
)

const weeks = [
  Array.from({ length: 7 }, () => [[0, 1440]]),
  Array.from({ length: 7 }, (_, day) => (day < 5 ? [[480, 720], [780, 1080]] : [])), // prettier-ignore
  Array.from({ length: 7 }, () => []),
]

const byField: Record<string, fc.Arbitrary<unknown>> = {
  hours: fc.constantFrom(...weeks),
  shift: fc.constantFrom(...weeks),
  spans: fc.constantFrom([], [[600, 900]]),
  day: fc.constantFrom('2026-11-24', '2026-12-25', '2027-02-06'),
  timeZone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'Mars/Olympus'),
  currency: fc.constantFrom('CNY', 'EUR'),
  holidays: fc.constantFrom('XX', ...nastyTexts.map((text) => text.slice(0, 20))),
  email: fc.constantFrom('li.na@example.com', "o'brien+car@mail.example.co.uk"),
  channels: fc.subarray(['push', 'sms', 'email']),
  endpoint: fc.constantFrom('https://push.example.com/1', 'https://push.example.com/2?a=b'),
  p256dh: fc.constant('p'.repeat(65)),
  auth: fc.constant('a'.repeat(22)),
  plate: fc.constantFrom(...plates),
  phone: fc.constantFrom('13800138000', '+86 138 0013-8001', '(021) 555 0100'),
  last4: fc.constantFrom('8000', '8000', '8001', '0100', '0000'),
  code: fc.constantFrom('ACDEFG', 'acd efg', '', '*'),
}

/** Any value that a schema accepts. */
function fitting(schema: z.ZodType, field = ''): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodNullable) {
    const inner = fitting(schema.unwrap() as z.ZodType, field)
    return fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: inner })
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return fc.option(fitting(schema.unwrap() as z.ZodType, field), { nil: undefined, freq: 1 })
  const known = byField[field]
  if (known) return known
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Record<string, z.ZodType>
    return fc.record(
      Object.fromEntries(
        Object.entries(shape).map(([key, value]) => [key, fitting(value, field === 'was' ? `was.${key}` : key)]),
      ),
    )
  }
  if (schema instanceof z.ZodArray)
    return fc.array(fitting(schema.element as z.ZodType, field), { minLength: 1, maxLength: 3 })
  if (schema instanceof z.ZodTuple)
    return fc.tuple(...(schema.def.items as z.ZodType[]).map((item) => fitting(item, field)))
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options)
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodUUID) return fc.nat().map((index) => new Choice(field, index))
  if (schema instanceof z.ZodNumber) {
    if (field.endsWith('At') || field === 'until') return instants
    return fc.integer({ min: schema.minValue ?? 0, max: schema.maxValue ?? 1000 })
  }
  if (schema instanceof z.ZodISODate) return byField['day']!
  if (schema instanceof z.ZodPipe || schema instanceof z.ZodString)
    return fc.oneof(fc.constantFrom(...nastyTexts), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }))
  throw new Error(`Cannot generate payloads for ${schema.def.type} (${field})`)
}

/** Values that are rarely valid. */
const spoilers: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER + 1,
  '',
  ' ',
  '\u0000',
  '\u202eabc',
  '\ud800',
  'x'.repeat(600),
  '🚗'.repeat(300),
  [],
  [[]],
  {},
  { toString: 1 },
  JSON.parse('{"__proto__":{"polluted":1}}'),
  '1900-01-01',
  -2_208_988_800_000,
  253_402_300_799_000,
  '00000000-0000-7000-8000-000000000000',
  Array(300).fill('x'),
]

export interface Spoil {
  /** The index of the payload's field. */
  at: number
  how: 'replace' | 'remove' | 'add'
  by: unknown
}
export const spoil: fc.Arbitrary<Spoil> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add'),
  by: fc.constantFrom(...spoilers),
})

/** The payload with one error. */
export function spoilt(payload: unknown, { at, how, by }: Spoil): unknown {
  const fields = Object.entries(payload as object)
  if (how === 'add' || fields.length === 0) return { ...(payload as object), nobodyAsked: by }
  const [field] = fields[at % fields.length]!
  const rest = fields.filter(([key]) => key !== field)
  return Object.fromEntries(how === 'remove' ? rest : [...rest, [field, by]])
}

export const payloadOf = (name: CommandName) => fitting(commands[name].payload)

/** Replaces placeholders with existing ids, or with an unknown id if there are none of the kind. */
export function resolve(payload: unknown, state: Changes): unknown {
  const ids = (list: readonly { id: string }[] = []) => list.map(({ id }) => id)
  // Only a few entities, so that they advance through their states.
  const orders = (state.order ?? []).slice(0, 6)
  const chosen = (payload as { orderId?: unknown } | null)?.orderId
  const order = chosen instanceof Choice && orders.length > 0 ? orders[chosen.index % orders.length] : undefined
  const index = (payload as { operationId?: unknown } | null)?.operationId
  const { operations = [] } = order ?? {}
  const operation =
    index instanceof Choice && operations.length > 0 ? operations[index.index % operations.length] : undefined
  const pools: Record<string, readonly string[]> = {
    orderId: order ? [order.id] : [],
    operationId: operation ? [operation.id] : [],
    operationIds: ids(operations),
    partId: ids(order?.parts),
    bayId: ids(state.bay),
    technicianId: ids(state.person),
    itemIds: ids(state.priceItem),
    arrivalId: ids(state.arrival),
    personId: ids(state.person),
    alertId: ids(state.alert),
    noticeId: ids(state.notice),
    suggestionIds: ids(state.suggestion),
  }
  const walk = (value: unknown): unknown => {
    if (value instanceof Choice) {
      const pool = pools[value.field.replace('was.', '')] ?? []
      return pool.length > 0 ? pool[value.index % pool.length] : '00000000-0000-7000-8000-00000000dead'
    }
    if (Array.isArray(value)) return value.map(walk)
    // Like JSON.parse: a plain assignment to `__proto__` would not create a key.
    if (typeof value !== 'object' || value === null || Object.hasOwn(value, '__proto__')) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
  }
  const whole = walk(payload) as Record<string, unknown>
  // `was` is usually the current state.
  const was = whole?.['was'] as Record<string, unknown> | undefined
  const truth: Record<string, unknown> = operation ? { ...operation } : { ...order }
  if (was && typeof was === 'object' && !Array.isArray(was) && (index ?? chosen) instanceof Choice)
    whole['was'] = Object.fromEntries(Object.keys(was).map((key) => [key, truth[key] ?? null]))
  return whole
}
