/**
 * Journal entries are never rewritten. Those of an earlier release are read in today's names: commands, facts, fields,
 * settings and alert causes that have been renamed since. Settings added since have their default; another field added
 * since gets the value it would have had then.
 */
import { earliestInstant } from '#contract/fields.ts'
import { defaultSettings } from '#contract/settings.ts'
import type { StoredKind } from '#server/domain/kinds.ts'

type Renames = Readonly<Record<string, string>>
type Anything = Record<string, unknown>

const commands: Renames = {
  answerCheckIn: 'answerProgressCheck',
  lookAtOrder: 'reviewOrder',
  lookAtBay: 'reviewBay',
  lookAtWorkshop: 'reviewWorkshop',
}

const facts: Renames = {
  checkInAsked: 'progressCheckAsked',
  checkInAnswered: 'progressCheckAnswered',
  checkInMissed: 'progressCheckMissed',
}

/** What a fact says besides its name. */
const details: Renames = { honestAt: 'earliestAt' }

const fields: { readonly [K in StoredKind]?: Renames } = {
  order: {
    checkIn: 'progressCheck',
    foreseenAt: 'forecastChangedAt',
    neverDone: 'unschedulable',
    told: 'informed',
    lookAt: 'reviewAt',
  },
  bay: { lookAt: 'reviewAt' },
  workshop: { lookAt: 'reviewAt' },
}

const ofUnschedulable: Renames = { why: 'reason' }

const settings: Renames = {
  checkInFromPercent: 'progressCheckFromPercent',
  checkInUntilPercent: 'progressCheckUntilPercent',
  checkInLeastMinutes: 'progressCheckLeastMinutes',
}

/** Defaults of the releases before the margin of a promise was a share, where they have changed since. */
const oldDefaults: Readonly<Record<string, unknown>> = {
  promiseMarginMinutes: 30,
  progressCheckLeastMinutes: 20,
  askBeforeDelayNotice: false,
}

const causes: Renames = {
  check_in_missed: 'progress_check_missed',
  check_in_problem: 'progress_check_problem',
  never_done: 'cannot_be_scheduled',
}

/** Until contract version 8, a customer was told at the notice's time that the car would be ready: `pick_up`. */
const noticeKinds: Renames = { pick_up: 'on_course' }

/** A row of the journal as its release wrote it, with the names of today. */
export function inTodaysNames<R extends { command: string; facts: unknown; put: unknown }>(row: R): R {
  const put = Object.entries(row.put as Record<string, Anything[]>).map(([kind, entities]) => [
    kind,
    entities.map((entity) => entityInTodaysNames(kind as StoredKind, entity)),
  ])
  return {
    ...row,
    command: renamed(row.command, commands),
    facts: (row.facts as { name: string }[]).map((fact) => ({
      ...withTodaysKind(withRenamedKeys(fact, details)),
      name: renamed(fact.name, facts),
    })),
    put: Object.fromEntries(put),
  }
}

function entityInTodaysNames(kind: StoredKind, entity: Anything): Anything {
  const own = fields[kind] ? withRenamedKeys(entity, fields[kind]) : entity
  if (kind === 'order')
    return {
      ...own,
      ...('hasPush' in own && !('hasWechat' in own) ? { hasWechat: false } : {}),
      ...(own.unschedulable ? { unschedulable: withRenamedKeys(own.unschedulable as Anything, ofUnschedulable) } : {}),
      ...('readyAt' in own && !('preparedAt' in own) ? { preparedAt: own.readyAt } : {}),
      ...(own.operations ? { operations: (own.operations as Anything[]).map(withTodaysFields) } : {}),
      ...(own.informed ? { informed: withTodaysKind(own.informed as Anything) } : {}),
    }
  if (kind === 'notice') return own.attempts ? withHandOver(withTodaysKind(own)) : withTodaysKind(own)
  // Without a country code, numbers were Chinese where plates are.
  if (kind === 'workshop')
    return {
      country: own.plateFormat === 'cn' ? 'CN' : null,
      roleLimits: [],
      ...own,
      ...(own.templates ? { templates: (own.templates as Anything[]).map(withTodaysKind) } : {}),
      settings: { ...defaultSettings, ...withoutOldDefaults(withRenamedKeys(own.settings as Anything, settings)) },
    }
  if (kind === 'bay') return withUses(own)
  if (kind === 'person') return withRoles(own)
  if (kind === 'alert') return { ...own, cause: renamed(own.cause as string, causes) }
  return own
}

/** Entries held every setting. As migration 0009 does with the rows, one at its default of then has today's. */
const withoutOldDefaults = (all: Anything): Anything =>
  'promiseMarginPercent' in all
    ? all
    : Object.fromEntries(Object.entries(all).filter(([name, value]) => oldDefaults[name] !== value))

/** A bay had one kind of work; now it may have several. */
const withUses = ({ kind, ...bay }: Anything): Anything => (kind === undefined ? bay : { ...bay, uses: [kind] })

/** A person had one role, skills without a level, and one absence, which without a beginning had begun at once. */
const withRoles = ({ role, absentFrom, absentUntil, ...person }: Anything): Anything => ({
  guided: [],
  leave:
    typeof absentUntil === 'number'
      ? [{ id: person.id, kind: 'other', from: absentFrom ?? earliestInstant, until: absentUntil }]
      : [],
  ...person,
  ...(role !== undefined && { roles: [role] }),
})

/** Until contract version 8 there were no receipts: what a gateway or mail server had taken was called delivered. */
function withHandOver(notice: Anything): Anything {
  const attempts = (notice.attempts as Anything[]).map((one) => {
    if ('messageId' in one) return one
    const isTaken = one.result === 'delivered' && one.channel !== 'phone' && one.channel !== 'in_person'
    return { ...one, ...(isTaken && { result: 'handed_over' }), messageId: null }
  })
  const isDelivered = attempts.some(({ result }) => result === 'delivered')
  return { ...notice, attempts, ...(notice.state === 'delivered' && !isDelivered && { state: 'handed_over' }) }
}

/**
 * The answer to additional work followed from the operation's state, and when it was found counted as when the customer was asked.
 * Nobody knew until when a technician is at work.
 */
const withTodaysFields = (operation: Anything): Anything => ({
  approved: operation.decidedAt ? operation.state !== 'cancelled' : null,
  answeredOnPage: false,
  presentUntil: null,
  pausedUntil: null,
  placedAt: null,
  testDrive: null,
  ...operation,
  ...(!('foundAt' in operation) && { foundAt: operation.askedAt ?? null, askedAt: operation.decidedAt ?? null }),
})

/** Of a notice, of what a customer was told, of a text, or of a fact about one of them. */
const withTodaysKind = (object: Anything): Anything =>
  object.kind === 'pick_up' ? { ...object, kind: renamed(object.kind, noticeKinds) } : object

const renamed = (name: string, renames: Renames): string => (Object.hasOwn(renames, name) ? renames[name]! : name)

const withRenamedKeys = (object: Anything, renames: Renames): Anything =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [renamed(key, renames), value]))
