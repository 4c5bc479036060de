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
  return device
}

/** What it was about: "2145 · 沪A·D79266". */
export function subjectText({ kind, label }: JournalSubject): string {
  if (label === null) return kind
  const [number, plate] = label.split(' · ')
  return kind === 'order' && plate !== undefined ? `${number} · ${formatPlate(plate)}` : label
}

/** Instants are milliseconds; no other number is as large. */
const FIRST_INSTANT = Date.UTC(2000)

/** A value as people read it; '' for none. */
export function valueText(value: unknown, now: number): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' && value > FIRST_INSTANT) return words.dateTime(value, now)
  if (typeof value === 'string') return value
  return JSON.stringify(value)
}
