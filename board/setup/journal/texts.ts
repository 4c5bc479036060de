/** An entry of the journal in words. */
import type { JournalLine, JournalSubject } from '#contract/journal.ts'
import { formatPlate } from '#contract/plate.ts'
import { isUndoable, undoable } from '#contract/undo.ts'
import type { KeyUnder } from '#words/keys.ts'
import { words } from '#kit/words.svelte.ts'

/** What cannot be taken back; the rest has its names with the undo. */
const did = [
  'checkInWalkIn',
  'checkInAppointment',
  'recordArrival',
  'bookAppointment',
  'setContact',
  'undoCommand',
  'addPerson',
  'changePerson',
  'removePerson',
  'restorePerson',
  'addTeam',
  'changeTeam',
  'removeTeam',
  'addStandIn',
  'endStandIn',
  'recordNewSecret',
  'releaseMessages',
  'recordRestore',
  'changeRoleLimits',
  'addPriceItem',
  'changePriceItem',
  'removePriceItem',
  'restorePriceItem',
  'addBay',
  'recordBackup',
  'changeShift',
  'startFromPreset',
  'changeWorkshop',
  'changeOpening',
  'changeSettings',
  'setHouseTime',
  'changeTemplate',
  'approveDevice',
  'renameDevice',
  'moveDevice',
  'reloadDevice',
  'revokeDevice',
  'revokeAllDevices',
  'answerEstimate',
  'answerAdditionalWork',
  'allowPush',
  'stopPush',
  'allowWechat',
  'stopWechat',
  'furnishWorkshop',
  'clearExample',
  'importCars',
  'importAppointments',
  'importHistory',
  'recordForecasts',
  'recordSuggestions',
  'reviewOrder',
  'reviewBay',
  'reviewArrival',
  'reviewWorkshop',
  'beginAttempt',
  'recordAttempt',
  'recordReceipt',
] as const satisfies readonly KeyUnder<'journal:did'>[]

/** Every command. */
export const commands: readonly string[] = [...undoable, ...did]

const isDid = (name: string): name is (typeof did)[number] => (did as readonly string[]).includes(name)

export const commandText = (name: string): string =>
  isDid(name) ? words.t(`journal:did.${name}`) : isUndoable(name) ? words.t(`staff:touch.done.${name}`) : name

/** Who did it: a person, the customer, a screen by itself, the clock or the administrator. */
export function actorText(
  { device, personId }: JournalLine['actor'],
  personName: (id: string) => string | null,
): string {
  if (personId !== null) return personName(personId) ?? '–'
  if (device === 'clock' || device === 'admin' || device === 'customer') return words.t(`journal:${device}`)
  return words.t(`journal:from.${device}`)
}

const kinds = [
  'workshop',
  'bay',
  'team',
  'person',
  'priceItem',
  'arrival',
  'order',
  'notice',
  'alert',
  'suggestion',
  'device',
  'standIn',
] as const satisfies readonly KeyUnder<'journal:kind'>[]
const isKind = (kind: string): kind is (typeof kinds)[number] => (kinds as readonly string[]).includes(kind)

/** What it was about: "2145 · 沪A·D79266", "Bay 3", "Alert". */
export function subjectText({ kind, label }: JournalSubject): string {
  const called = words.t(`journal:kind.${isKind(kind) ? kind : 'other'}`)
  if (label === null) return called
  if (kind === 'bay') return words.t('journal:bayNumber', { number: label.split(' · ')[0]! })
  const [number, plate] = label.split(' · ')
  return kind === 'order' && plate !== undefined ? `${number} · ${formatPlate(plate)}` : label
}

/** Instants are milliseconds; no other number is as large. */
const FIRST_INSTANT = Date.UTC(2000)

/** A value as people read it; '' for none. @param nameOf what an id stands for, if that is known */
export function valueText(value: unknown, now: number, nameOf: (id: string) => string | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' && value > FIRST_INSTANT) return words.dateTime(value, now)
  if (typeof value === 'string') return nameOf(value) ?? value
  return JSON.stringify(value)
}
