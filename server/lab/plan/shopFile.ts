/** Reads a shop in Pitboard's own JSON: bays by number, people by name, local times. */
import { z } from 'zod'
import { fromLocal, type Span, type WeeklyHours } from '#contract/calendar.ts'
import { zoneOffset } from '#contract/zone.ts'
import { day, earliestInstant, latestInstant } from '#contract/fields.ts'
import { defaultSettings, settingsTable, type SettingName, type Settings } from '#contract/settings.ts'
import { bayKinds, skills } from '#contract/values.ts'
import { StartError } from '#server/terminal/startError.ts'
import type { PlannedOperation, PlannedOrder, ShopState } from '#server/domain/planner/shop.ts'
import { parseJson } from './json.ts'
import { sentencesOf } from './sentences.ts'

/** A shop from a file, with the file's names. */
export interface ShopFile {
  shop: ShopState
  names: readonly string[]
  plates: readonly (string | null)[]
}

/** The settings that affect plans. */
const settingNames = [
  'promiseMarginPercent',
  'promiseMarginMinutes',
  'waitingWeight',
  'urgentWeight',
  'returnedWeight',
  'safetyWeight',
  'calmMinutes',
  'movePriceMinutes',
  'checkMinutes',
  'washMinutes',
] as const satisfies readonly SettingName[]

const MOST_OPERATIONS = 20_000
/** Faults reported at a time. */
const MOST_FAULTS = 10

const clock = /^(\d{2}):(\d{2})$/
const minuteOf = (text: string): number => {
  const [, hour = 99, minute = 99] = clock.exec(text) ?? []
  return Number(minute) < 60 ? Number(hour) * 60 + Number(minute) : NaN
}
const span = z.string().transform((text, { addIssue }): Span => {
  const [from = NaN, to = NaN, ...more] = text.split('-').map(minuteOf)
  if (!(from < to && to <= 1440) || more.length > 0)
    addIssue('write the earlier time of the day first, such as "08:00-12:00"')
  return [from, to]
})
const spans = z
  .array(span)
  .refine(
    (list) => list.every(([from], i) => i === 0 || list[i - 1]![1] <= from),
    'the spans overlap: put them in order',
  )
const week = z.array(spans).refine((days) => days.length === 7, 'write seven lists, from Monday to Sunday')
/** After a time. */
const offset = /Z$|[+-]\d\d:\d\d$/
const when = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?$/,
    'write it as "2026-11-03T08:00", or with an offset as "2026-11-03T08:00+08:00"',
  )
  .refine((text) => {
    const at = Date.parse(offset.test(text) ? text : `${text}Z`)
    // Date would turn a day that does not exist, such as 30 February, into another one.
    const isDay =
      !Number.isNaN(at) && new Date(Date.parse(`${text.slice(0, 10)}Z`)).toISOString().startsWith(text.slice(0, 10))
    return isDay && at >= earliestInstant && at <= latestInstant
  }, 'there is no such time between 2000 and 2100')
const number = z.int('write a whole number').min(0, 'write 0 or more').max(1_000_000, 'write a smaller number')
const name = z.string().min(1, 'write a name').max(80, 'write at most 80 characters')
const skill = z.enum(skills)
const kind = z.enum(bayKinds)

const operation = z.strictObject({
  ...{ kind, skill },
  minutes: z
    .int('write whole minutes')
    .min(1, 'work takes at least 1 minute')
    .max(14_400, 'work takes at most 14400 minutes'),
  partsAt: when.optional(),
  bay: number.optional(),
  person: name.optional(),
  startAt: when.optional(),
  state: z.enum(['planned', 'working', 'paused', 'done']).default('planned'),
  percent: z.int('write whole percent').min(0, 'write 0 to 99').max(99, 'write 0 to 99').default(0),
  safety: z.boolean().default(false),
  sentBack: z
    .int('write a number from 0 to 100')
    .min(0, 'write a number from 0 to 100')
    .max(100, 'write a number from 0 to 100')
    .default(0),
  before: z.strictObject({ bay: number, person: name, start: when }).optional(),
})
const order = z.strictObject({
  number,
  plate: name.optional(),
  promise: when.optional(),
  waits: z.boolean().default(false),
  wash: z.boolean().default(false),
  urgent: z.boolean().default(false),
  operations: z.array(operation).min(1, 'an order needs at least one operation'),
})
const setting = (name: (typeof settingNames)[number]) => {
  const { least, most } = settingsTable[name]
  const words = `write a whole number from ${least} to ${most}`
  return z.int(words).min(least, words).max(most, words).optional()
}
const settings = Object.fromEntries(settingNames.map((one) => [one, setting(one)])) as Record<
  (typeof settingNames)[number],
  ReturnType<typeof setting>
>
const file = z.strictObject({
  now: when,
  timeZone: z.string().refine(isZone, 'write a time zone such as "Asia/Shanghai"'),
  hours: week,
  days: z.record(day, spans).default({}),
  settings: z.strictObject(settings).default({}),
  bays: z.array(
    z.strictObject({
      ...{ number, kind },
      also: z.array(kind).default([]),
      outUntil: z.union([z.literal('unknown'), when]).optional(),
    }),
  ),
  people: z.array(
    z.strictObject({ name, skills: z.array(skill), shift: week.optional(), absentUntil: when.optional() }),
  ),
  orders: z.array(order),
})
type ShopJson = z.output<typeof file>
type OperationJson = z.output<typeof operation>

function isZone(timeZone: string): boolean {
  try {
    return Number.isFinite(zoneOffset(0, timeZone))
  } catch {
    return false
  }
}

/** @throws StartError that says where the fault is and how to correct it */
export function readShop(text: string): ShopFile {
  const { data, error } = file.safeParse(parseJson(text))
  if (error) throw faultyFile(sentencesOf(error))
  const now = instantOf(data.now, data.timeZone)
  const faults = [...faultsOf(data, now)]
  if (faults.length > 0) throw faultyFile(faults)
  return shopOf(data, now)
}

function faultyFile(sentences: readonly string[]): StartError {
  const more = sentences.length - MOST_FAULTS
  const list = sentences.slice(0, MOST_FAULTS)
  return new StartError([...list, ...(more > 0 ? [`… and ${more} more.`] : [])].join('\n'))
}

/** Without an offset, the workshop's local time is meant; a time skipped by a clock change is the moment of the change. */
function instantOf(text: string, timeZone: string): number {
  return offset.test(text) ? Date.parse(text) : fromLocal(Date.parse(`${text}Z`), timeZone)
}

/** Faults of a well-formed file: unknown references and contradictions. */
function* faultsOf({ timeZone, bays, people, orders }: ShopJson, now: number): Generator<string> {
  const count = orders.reduce((sum, { operations }) => sum + operations.length, 0)
  if (count > MOST_OPERATIONS) yield `orders: there are ${count} operations; at most ${MOST_OPERATIONS} can be planned.`
  yield* twice(bays, 'bays', 'number')
  yield* twice(people, 'people', 'name')
  yield* twice(orders, 'orders', 'number')
  const isLater = (text: string | undefined) => text !== undefined && instantOf(text, timeZone) > now
  const bayBy = new Map(bays.map((bay) => [bay.number, bay]))
  const personBy = new Map(people.map((person) => [person.name, person]))
  /** Orders in progress by bay and by person. */
  const busy = new Map<string, number>()
  for (const [i, { number: own, operations }] of orders.entries()) {
    let worksIn: number | null = null
    for (const [j, one] of operations.entries()) {
      const at = `orders[${i}].operations[${j}]`
      const bay = one.bay === undefined ? null : bayBy.get(one.bay)
      const person = one.person === undefined ? null : personBy.get(one.person)
      if (bay === undefined) yield `${at}.bay: there is no bay ${one.bay} in the file.`
      if (person === undefined) yield `${at}.person: there is no “${one.person}” among the people in the file.`
      if (one.before && !bayBy.has(one.before.bay))
        yield `${at}.before.bay: there is no bay ${one.before.bay} in the file.`
      if (one.before && !personBy.has(one.before.person))
        yield `${at}.before.person: there is no “${one.before.person}” among the people in the file.`
      if (one.state === 'done') continue
      if (bay && !usesOf(bay).includes(one.kind))
        yield `${at}.bay: bay ${one.bay} is of kind ${usesOf(bay).join(', ')}, and the work needs ${one.kind}.`
      if (person && !person.skills.includes(one.skill))
        yield `${at}.person: ${one.person} does not have the skill ${one.skill} that the work needs.`
      if (one.percent > 0 && one.state === 'planned')
        yield `${at}.percent: work with a percentage has started: write state working or paused.`
      if (one.startAt !== undefined && one.state !== 'planned')
        yield `${at}.startAt: the work has started: remove startAt.`
      if (one.state !== 'working') continue
      if (!bay || !person) {
        if (one.bay === undefined) yield `${at}.bay: name the bay in which the work is in progress.`
        if (one.person === undefined) yield `${at}.person: name the person who is working on it.`
        continue
      }
      if (bay.outUntil === 'unknown' || isLater(bay.outUntil))
        yield `${at}.bay: bay ${one.bay} is out of service, and nothing can be worked on in it.`
      if (isLater(person.absentUntil)) yield `${at}.person: ${one.person} is away, and cannot be working on it.`
      if (worksIn !== null && worksIn !== bay.number) yield `${at}.bay: the car is worked on in bay ${worksIn} already.`
      worksIn = bay.number
      if (busy.has(`person ${one.person}`)) yield `${at}.person: ${one.person} is working on something else.`
      busy.set(`person ${one.person}`, own)
      const inBay = busy.get(`bay ${one.bay}`)
      if (inBay !== undefined && inBay !== own) yield `${at}.bay: order ${inBay} is worked on in bay ${one.bay}.`
      busy.set(`bay ${one.bay}`, own)
    }
  }
}

const usesOf = ({ kind, also }: ShopJson['bays'][number]) => [...new Set([kind, ...also])]

function* twice<K extends string>(list: readonly Record<K, unknown>[], where: string, key: K): Generator<string> {
  const seen = new Set<unknown>()
  for (const [i, one] of list.entries()) {
    if (seen.has(one[key])) yield `${where}[${i}].${key}: ${String(one[key])} occurs twice.`
    seen.add(one[key])
  }
}

function shopOf(data: ShopJson, now: number): ShopFile {
  const { timeZone, bays, people } = data
  const at = (text: string | undefined) => (text === undefined ? null : instantOf(text, timeZone))
  const bayId = (number: number | undefined) => (number === undefined ? null : `bay ${number}`)
  const personId = (name: string | undefined) => (name === undefined ? null : `person ${name}`)
  const operationOf = (one: OperationJson, id: string): PlannedOperation => ({
    ...{ id, bayKind: one.kind, skill: one.skill, likelyMinutes: one.minutes, safeMinutes: one.minutes },
    ...{ state: one.state, bayId: bayId(one.bay), technicianId: personId(one.person), startAt: at(one.startAt) },
    ...{ percent: one.percent, percentAt: one.state === 'planned' ? null : now },
    ...{
      safety: one.safety,
      sentBack: one.sentBack,
      finishedAt: null,
      plan: one.before ? earlierPlan(one.before) : null,
    },
  })
  const earlierPlan = ({ bay, person, start }: NonNullable<OperationJson['before']>) => ({
    ...{ bayId: bayId(bay), technicianId: `person ${person}`, start: at(start)!, end: at(start)! },
  })
  const orders = data.orders.map(({ number, promise, waits, wash, urgent, operations }): PlannedOrder => {
    const begun = ['working', 'paused'].map((state) => operations.find((one) => one.state === state))
    const parts = operations.flatMap(({ partsAt }, i) => {
      const [expectedAt, operationId] = [at(partsAt), `${number}.${i}`]
      return expectedAt === null ? [] : [{ id: `parts of ${operationId}`, operationId, arrivedAt: null, expectedAt }]
    })
    return {
      ...{
        id: `order ${number}`,
        number,
        model: null,
        waits,
        wash,
        appointmentAt: null,
        arrivedAt: null,
        quotedAt: null,
        authorisedAt: now,
        checkedAt: null,
        washStartedAt: null,
        readyAt: null,
        checkPlan: null,
        washPlan: null,
        progressCheck: null,
        promiseAt: at(promise),
      },
      state: begun[0] ? 'working' : begun[1] ? 'paused' : 'waiting',
      priority: urgent ? 'urgent' : 'normal',
      bayId: bayId((begun[0] ?? begun[1])?.bay),
      operations: operations.map((one, i) => operationOf(one, `${number}.${i}`)),
      parts,
    }
  })
  const outOf = (until: string) => ({ reason: '', since: now, until: until === 'unknown' ? null : at(until) })
  const days = Object.entries(data.days).map(([day, spans]) => ({ day, spans, note: '' }))
  const settings = { ...defaultSettings, ...(data.settings as Partial<Settings>) }
  return {
    shop: {
      workshop: { timeZone, hours: data.hours satisfies WeeklyHours, days, settings },
      bays: bays.map((bay) => ({
        ...{ id: `bay ${bay.number}`, number: bay.number, uses: usesOf(bay) },
        outOfService: bay.outUntil === undefined ? null : outOf(bay.outUntil),
      })),
      persons: people.map(({ name, skills, shift, absentUntil }) => ({
        ...{ id: `person ${name}`, skills, shift: shift ?? null },
        leave: absentUntil === undefined ? [] : [{ id: name, kind: 'other', from: now, until: at(absentUntil)! }],
      })),
      ...{ orders, now },
    },
    names: people.map(({ name }) => name),
    plates: data.orders.map(({ plate }) => plate ?? null),
  }
}
