/**
 * The live state as the staff see it, whole. Every other audience sees a part of it (`views/`), named field by field.
 * Instants are milliseconds since 1970; a field that does not apply is null, never missing.
 */
import { z } from 'zod'
import { email, id, instant, language, money, names, percent, specialDay, weeklyHours } from './fields.ts'
import { settingNames, settingsTable, type SettingName, type Settings } from './settings.ts'
import {
  alertCauses,
  attemptResults,
  bayKinds,
  cancelReasons,
  channels,
  checkInAnswers,
  hindrances,
  languages,
  noticeKinds,
  noticeStates,
  operationStates,
  orderStates,
  pauseReasons,
  plateFormats,
  priorities,
  problemReasons,
  purposes,
  roles,
  severities,
  skills,
  suggestionCauses,
  symptoms,
} from './values.ts'

const settingShape = (name: SettingName) => {
  const { unit, least, most, rule } = settingsTable[name]
  const schema: z.ZodType<number | boolean> = unit === 'yes_no' ? z.boolean() : z.int().min(least).max(most)
  return schema.meta({ description: `${rule}; ${unit}.` })
}

/** What a workshop has set of the house rules, all of it; `settings.ts` has the defaults and what each is for. */
export const settings = z
  .strictObject(
    Object.fromEntries(settingNames.map((name) => [name, settingShape(name)])) as {
      [N in SettingName]: z.ZodType<Settings[N], Settings[N]>
    },
  )
  .meta({ id: 'Settings' })

/** What bars and marks need of them, on every screen that shows those. */
export const shownSettings = settings
  .pick({ checkInFromPercent: true, checkInUntilPercent: true, atRiskMinutes: true })
  .meta({ id: 'ShownSettings' })

/** A text the workshop has written itself, in place of the house's own. */
export const template = z
  .object({ kind: z.enum(noticeKinds), language: z.enum(languages), subject: z.string(), body: z.string() })
  .meta({ id: 'Template' })
export type Template = z.infer<typeof template>

export const workshop = z
  .object({
    id,
    name: z.string(),
    timeZone: z.string().meta({ example: 'Asia/Shanghai' }),
    currency: z.string().length(3).meta({ example: 'CNY' }),
    plateFormat: z.enum(plateFormats),
    phone: z.string().nullable(),
    hours: weeklyHours,
    holidays: z
      .string()
      .nullable()
      .meta({ description: 'The public holidays kept, by country and region: `CN`, `GB-ENG`.', example: 'CN' }),
    holidaysUntil: z
      .string()
      .nullable()
      .meta({ description: 'The last day for which the public holidays are known.', example: '2026-12-31' }),
    ownDays: z.array(specialDay).meta({ description: 'Closures and special openings of the workshop’s own.' }),
    days: z.array(specialDay).meta({ description: 'All days unlike their weekday: holidays, and over them its own.' }),
    settings,
    templates: z.array(template),
    lookAt: instant.nullable().meta({ description: 'When the clock next looks at it by itself.' }),
    isExample: z.boolean(),
  })
  .meta({ id: 'Workshop' })
export type Workshop = z.infer<typeof workshop>

export const bay = z
  .object({
    id,
    number: z.int(),
    name: z.string().nullable(),
    kind: z.enum(bayKinds),
    outOfService: z.object({ reason: z.string(), since: instant, until: instant.nullable() }).nullable(),
    lookAt: instant.nullable().meta({ description: 'When the clock next looks at it by itself.' }),
  })
  .meta({ id: 'Bay' })
export type Bay = z.infer<typeof bay>

export const team = z.object({ id, name: z.string() }).meta({ id: 'Team' })
export type Team = z.infer<typeof team>

export const person = z
  .object({
    id,
    name: z.string(),
    role: z.enum(roles),
    teamId: id.nullable(),
    skills: z.array(z.enum(skills)),
    shift: weeklyHours.nullable().meta({ description: 'Weekly working hours; null: whenever the workshop is open.' }),
    absentUntil: instant.nullable().meta({ description: 'Away until then: ill, on leave.' }),
  })
  .meta({ id: 'Person' })
export type Person = z.infer<typeof person>

/** B5: what the workshop has learnt of how long an operation takes it. */
export const learned = z
  .object({
    model: z.string().nullable().meta({ description: 'The kind of car; null: any.' }),
    count: z.int().meta({ description: 'How often it was done.' }),
    likelyMinutes: z.int().meta({ description: 'Half of the times it takes no longer (P50).' }),
    safeMinutes: z.int().meta({ description: 'Four times out of five it takes no longer (P80).' }),
  })
  .meta({ id: 'Learned' })
export type Learned = z.infer<typeof learned>

export const priceItem = z
  .object({
    id,
    code: z.string(),
    title: names,
    bayKind: z.enum(bayKinds),
    skill: z.enum(skills),
    standardMinutes: z.int(),
    price: money,
    learned: z
      .array(learned)
      .meta({ description: 'Of any car first, then of kinds of car it was often done on; empty: nothing yet.' }),
  })
  .meta({ id: 'PriceItem', description: 'An operation of the price list.' })
export type PriceItem = z.infer<typeof priceItem>

/** One coming-in (B1). A repair or an appointment grows an order; anything else is closed by whoever answered it. */
export const arrival = z
  .object({
    id,
    at: instant,
    ticket: z.string().meta({ example: 'A017' }),
    purpose: z.enum(purposes),
    from: z.enum(['kiosk', 'desk']),
    plate: z.string().nullable(),
    language,
    words: z.string(),
    orderId: id.nullable(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Arrival' })
export type Arrival = z.infer<typeof arrival>

const placed = { bayId: id.nullable(), technicianId: id.nullable() }

/** A piece of the day plan. Work may rest in between, while the shop is closed or the technician is off shift. */
export const plannedWork = z.object({ ...placed, start: instant, end: instant }).meta({ id: 'PlannedWork' })
export type PlannedWork = z.infer<typeof plannedWork>

/** Where the foreman puts an operation; what is null is left to the plan. */
export const placement = z.object({ ...placed, startAt: instant.nullable() }).meta({ id: 'Placement' })
export type Placement = z.infer<typeof placement>

export const operation = z
  .object({
    id,
    itemId: id.nullable(),
    title: names,
    bayKind: z.enum(bayKinds),
    skill: z.enum(skills),
    standardMinutes: z.int(),
    likelyMinutes: z.int().meta({ description: 'What it is foreseen to take: as learnt, else standard (P50).' }),
    safeMinutes: z.int().meta({ description: 'What it is promised to take: as learnt, else standard (P80).' }),
    price: money,
    state: z.enum(operationStates),
    bayId: id.nullable().meta({ description: 'Where it is to be, or was, done.' }),
    technicianId: id.nullable(),
    startAt: instant
      .nullable()
      .meta({ description: 'Where the foreman has put it on the day plan: not before then, and then first (C2).' }),
    plan: plannedWork.nullable().meta({
      description: 'Where, by whom and when it is foreseen, as the shop stands; null: it is not, or is done.',
    }),
    percent: percent.meta({
      description: 'Work done as last known, at `percentAt`; in between it is worked on at the likely pace.',
    }),
    percentAt: instant.nullable(),
    pauseReason: z.enum(pauseReasons).nullable(),
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    restedMinutes: z.int().meta({ description: 'Paused since its start, in opening hours.' }),
    additional: z
      .boolean()
      .meta({ description: 'Found during the repair: needs the customer’s yes before it starts (B9).' }),
    safety: z.boolean(),
    findings: z.string(),
    askedAt: instant.nullable().meta({ description: 'Additional work: since when the customer’s answer is awaited.' }),
    decidedAt: instant.nullable(),
    sentBack: z.int().meta({ description: 'How often a check has sent it back (C5).' }),
  })
  .meta({ id: 'Operation' })
export type Operation = z.infer<typeof operation>

export const part = z
  .object({
    id,
    operationId: id.nullable(),
    name: z.string(),
    quantity: z.int(),
    expectedAt: instant,
    arrivedAt: instant.nullable(),
  })
  .meta({ id: 'Part' })
export type Part = z.infer<typeof part>

/** B10: whether the workshop has been asked how the repair gets on, and what it answered. */
export const checkIn = z
  .object({
    dueAt: instant.meta({ description: 'At 70 % of the planned duration it is asked …' }),
    lateAt: instant.meta({ description: '… and by 80 % answered.' }),
    askedAt: instant.nullable(),
    missedAt: instant.nullable().meta({ description: 'When the answer was due and not there.' }),
    answeredAt: instant.nullable(),
    answeredBy: id.nullable(),
    answer: z.enum(checkInAnswers).nullable(),
    finishAt: instant.nullable().meta({
      description:
        'The finish as answered, while nothing newer is known: the forecast itself, or with `on_time` the latest it may be.',
    }),
    reason: z.enum(problemReasons).nullable(),
    solvedAt: instant.nullable().meta({
      description: 'Since when the problem is known to be one no longer: the part has come, the work goes on.',
    }),
    words: z.string(),
  })
  .meta({ id: 'CheckIn' })
export type CheckIn = z.infer<typeof checkIn>

/** AL: work that can never be done as things stand. */
export const neverDone = z
  .object({
    operationId: id.nullable().meta({ description: 'Null: checks and wash.' }),
    why: z.enum(hindrances),
  })
  .meta({ id: 'NeverDone' })
export type NeverDoneWork = z.infer<typeof neverDone>

export const order = z
  .object({
    id,
    number: z.int(),
    state: z.enum(orderStates),
    pauseReason: z.enum(pauseReasons).nullable(),
    cancelReason: z.enum(cancelReasons).nullable(),
    ticket: z.string().nullable(),
    code: z.string().nullable().meta({ description: 'The code of the appointment.' }),
    plate: z.string(),
    model: z.string().nullable(),
    vehicleId: id,
    customer: z.object({ name: z.string().nullable(), phone: z.string().nullable(), email: email.nullable() }),
    channels: z
      .array(z.enum(channels))
      .meta({ description: 'How the customer is to be told, the first choice first (B6.1); then by telephone.' }),
    hasPush: z.boolean().meta({ description: 'The customer’s page may show notices on the telephone.' }),
    language,
    symptoms: z.array(z.enum(symptoms)),
    words: z.string().meta({ description: 'The fault in the customer’s own words (C1.2).' }),
    waits: z.boolean().meta({ description: 'The customer waits on site (B6.1).' }),
    wash: z.boolean(),
    priority: z.enum(priorities),
    bayId: id.nullable().meta({ description: 'The bay the car stands in.' }),
    adviserId: id.nullable(),
    takenOverBy: id.nullable(),
    appointmentAt: instant.nullable(),
    bookedAt: instant.nullable(),
    arrivedAt: instant.nullable(),
    quotedAt: instant.nullable(),
    authorisedAt: instant.nullable(),
    takenOverAt: instant.nullable(),
    checkedAt: instant.nullable(),
    readyAt: instant.nullable(),
    settledAt: instant.nullable(),
    closedAt: instant.nullable(),
    promiseAt: instant.nullable(),
    forecastAt: instant.nullable(),
    safeForecastAt: instant
      .nullable()
      .meta({ description: 'When it is ready if all work takes its safe minutes; never before `forecastAt`.' }),
    foreseenAt: instant.nullable().meta({ description: 'When the forecast was last told.' }),
    neverDone: neverDone
      .nullable()
      .meta({ description: 'What nobody can do, and what is missing for it: then there is no forecast (AL).' }),
    checkIn: checkIn.nullable().meta({ description: 'Null: without a promise, or too short to be asked about.' }),
    noticeAt: instant.nullable().meta({ description: 'When the customer is to be told, at the latest (B11).' }),
    told: z
      .object({ kind: z.enum(['agreed', ...noticeKinds]), at: instant, readyAt: instant.nullable() })
      .nullable()
      .meta({ description: 'What the customer knows: agreed upon or told, when, and for which time.' }),
    lookAt: instant.nullable().meta({ description: 'When the clock next looks at it by itself.' }),
    operations: z.array(operation),
    parts: z.array(part),
  })
  .meta({ id: 'Order', description: 'A repair order: one vehicle’s stay, with its operations and parts.' })
export type Order = z.infer<typeof order>

/** One try to reach a customer, by a channel or by somebody who phoned. */
export const attempt = z
  .object({
    channel: z.enum([...channels, 'phone']),
    at: instant,
    result: z.enum(attemptResults),
    detail: z.string().meta({ description: 'What the other side answered, for whoever looks after the server.' }),
  })
  .meta({ id: 'Attempt' })
export type Attempt = z.infer<typeof attempt>

/** B11: one message to a customer, and what became of it. */
export const notice = z
  .object({
    id,
    orderId: id,
    kind: z.enum(noticeKinds),
    state: z.enum(noticeStates),
    at: instant.meta({ description: 'When it was decided.' }),
    readyAt: instant.nullable().meta({ description: 'The time it tells.' }),
    language,
    subject: z.string(),
    body: z.string(),
    channels: z.array(z.enum(channels)).meta({ description: 'Those still to be tried, the one in use first.' }),
    attempts: z.array(attempt),
    tryAt: instant
      .nullable()
      .meta({ description: 'When the next try is due; while one is under way, when it is given up.' }),
    calledBy: id.nullable().meta({ description: 'Who phoned in the end.' }),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Notice' })
export type Notice = z.infer<typeof notice>

/** AL: something somebody has to act upon. It comes and goes with its cause. */
export const alert = z
  .object({
    id,
    cause: z.enum(alertCauses),
    severity: z.enum(severities),
    orderId: id.nullable(),
    bayId: id.nullable(),
    partId: id.nullable(),
    noticeId: id.nullable(),
    since: instant,
    owner: z.enum(roles).meta({ description: 'Who is to act now.' }),
    level: z.int().meta({ description: 'How often it went to the next role.' }),
    escalatesAt: instant.nullable(),
    acknowledgedAt: instant.nullable(),
    acknowledgedBy: id.nullable(),
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Alert' })
export type Alert = z.infer<typeof alert>

/** One operation goes elsewhere. `was` is how it stood when the move was thought of (S13). */
export const move = z.object({ orderId: id, operationId: id, was: placement, to: placement }).meta({ id: 'Move' })
export type Move = z.infer<typeof move>

/** What a change does to one order: when it would be ready without and with it; null: nobody can say. */
export const effect = z
  .object({ orderId: id, promiseAt: instant.nullable(), from: instant.nullable(), to: instant.nullable() })
  .meta({ id: 'Effect' })
export type Effect = z.infer<typeof effect>

/** Moves that make the day better, found by the planner; open until accepted, dismissed or overtaken (C2, AL). */
export const suggestion = z
  .object({
    id,
    at: instant.meta({ description: 'When it was first made.' }),
    cause: z.enum(suggestionCauses),
    orderId: id.nullable().meta({ description: 'The order it is for; null: the whole plan.' }),
    moves: z.array(move).min(1),
    effects: z
      .array(effect)
      .meta({ description: 'Of every order it makes more or less late, the one it is for first.' }),
    movedOrders: z.int().min(0).meta({
      description: 'How many others will be ready earlier or later by a minute or more, and no more or less late.',
    }),
    savedMinutes: z.int().meta({
      description: 'Lateness saved on the average of the ways the day may go, in minutes weighted by who waits.',
    }),
    dismissedAt: instant
      .nullable()
      .meta({ description: 'Not wanted: while its cause lasts it is not suggested again.' }),
  })
  .meta({ id: 'Suggestion' })
export type Suggestion = z.infer<typeof suggestion>

/** Entity type by kind, as the staff and the server hold it. */
export const entities = { workshop, bay, team, person, priceItem, arrival, order, notice, alert, suggestion }
export type Entities = {
  workshop: Workshop
  bay: Bay
  team: Team
  person: Person
  priceItem: PriceItem
  arrival: Arrival
  order: Order
  notice: Notice
  alert: Alert
  suggestion: Suggestion
}
