/** What one customer has told the kiosk, the questions that follow from it, and the command it ends in (B1). Pure. */
import type { PayloadInput } from '#contract/commands/index.ts'
import type { Language, PlateFormat, Purpose, Symptom } from '#contract/values.ts'
import { isPhone } from './phoneEntry.ts'
import type { Phrase } from './phrases.ts'
import { emptyPlate, plateOf, type PlateEntry } from './plateEntry.ts'
import { LAST4_TRIES } from './settings.ts'

export type Page =
  | 'language'
  | 'purpose'
  | 'plate'
  | 'code'
  | 'last4'
  | 'visit'
  | 'phone'
  | 'name'
  | 'symptoms'
  | 'words'
  | 'stay'
  | 'review'
  | 'sending'
  | 'ticket'

/** What the workshop told about the car: nothing personal before the last four digits matched. */
export interface Recognised {
  known: boolean
  appointment: boolean
  confirmed: boolean
  model: string | null
  name: string | null
  appointmentAt: number | null
}

export interface Visit {
  purpose: Purpose | null
  plate: PlateEntry
  /** The code of an appointment; it takes the place of the plate when `byCode`. */
  code: string
  byCode: boolean
  recognised: Recognised | null
  last4: string
  wrongTries: number
  /** The customer would rather not, or cannot, give the four digits. */
  last4Skipped: boolean
  phone: string
  /** Typed on the letter keys; or a family name and a form of address, tapped. */
  name: string
  surname: string
  title: 'mr' | 'ms' | null
  symptoms: readonly Symptom[]
  /** Ready-made phrases tapped, as keys of the words. */
  phrases: readonly Phrase[]
  words: string
  waits: boolean | null
}

export const emptyVisit = (plateFormat: PlateFormat): Visit => ({
  purpose: null,
  plate: emptyPlate(plateFormat),
  code: '',
  byCode: false,
  recognised: null,
  last4: '',
  wrongTries: 0,
  last4Skipped: false,
  phone: '',
  name: '',
  surname: '',
  title: null,
  symptoms: [],
  phrases: [],
  words: '',
  waits: null,
})

/** A walk-in whose car has an appointment takes the appointment's way once the four digits matched. */
export const byAppointment = (visit: Visit) =>
  visit.purpose === 'appointment' || (visit.recognised?.confirmed === true && visit.recognised.appointment)

const asksLast4 = (visit: Visit) =>
  visit.recognised?.known === true &&
  !visit.last4Skipped &&
  (visit.recognised.confirmed || visit.wrongTries < LAST4_TRIES)

/** The questions of this visit in order, as far as they are known by now. */
export function questions(visit: Visit): Page[] {
  switch (visit.purpose) {
    case null:
      return ['language', 'purpose']
    case 'enquiry':
      return ['language', 'purpose', 'words']
    case 'complaint':
      return ['language', 'purpose', 'words', 'plate']
    case 'pick_up':
      return ['language', 'purpose', 'plate']
    case 'appointment':
      return ['language', 'purpose', visit.byCode ? 'code' : 'plate', 'last4', 'stay', 'review']
    case 'repair': {
      const begin: Page[] = ['language', 'purpose', 'plate', ...(asksLast4(visit) ? (['last4'] as const) : [])]
      if (byAppointment(visit)) return [...begin, 'stay', 'review']
      const known = visit.recognised?.known === true
      const contact: Page[] = visit.recognised?.confirmed ? [] : ['phone', 'name']
      return [...begin, ...(known ? [] : (['visit'] as const)), ...contact, 'symptoms', 'words', 'stay', 'review']
    }
  }
}

/** The question after this one; 'sending' after the last. */
export function pageAfter(visit: Visit, page: Page): Page {
  // Words are for those who want to say more than pictures: a button leads there, the way does not.
  if (page === 'symptoms') return 'stay'
  const all = questions(visit)
  // A question that fell away while it was open (tries used up, digits skipped) continues from the one before it.
  const at = page === 'last4' && !all.includes('last4') ? all.indexOf('plate') : all.indexOf(page)
  return all[at + 1] ?? 'sending'
}

/** Purposes for which the plate only helps and may be left out. */
export const plateOptional = (visit: Visit) => visit.purpose === 'pick_up' || visit.purpose === 'complaint'

export type Lack = 'plate' | 'code' | 'last4' | 'phone' | 'trouble' | 'stay'

/** What a question still lacks before the visit can go on; null when nothing. */
export function lackOf(visit: Visit, page: Page): Lack | null {
  switch (page) {
    case 'plate':
      return plateOf(visit.plate) !== null || (plateOptional(visit) && visit.plate.typed.length === 0) ? null : 'plate'
    case 'code':
      return visit.code.length >= 3 ? null : 'code'
    case 'last4':
      return visit.last4.length === 4 || visit.recognised?.confirmed ? null : 'last4'
    case 'phone':
      return isPhone(visit.phone) ? null : 'phone'
    case 'symptoms':
      return visit.symptoms.length > 0 || hasWords(visit) ? null : 'trouble'
    case 'words':
      return visit.purpose !== 'repair' || visit.symptoms.length > 0 || hasWords(visit) ? null : 'trouble'
    case 'stay':
      return visit.waits === null ? 'stay' : null
    default:
      return null
  }
}

const hasWords = (visit: Visit) => visit.phrases.length > 0 || visit.words.trim() !== ''

/** Another plate or code is another car: what was recognised no longer holds. Wrong tries stay counted. */
export function forgetCar(visit: Visit): Visit {
  return { ...visit, recognised: null, last4: '', last4Skipped: false }
}

/** The visit's text in the customer's language: the phrases tapped, then the words typed. */
export function wordsOf(visit: Visit, phrase: (key: Phrase) => string, between: string): string {
  return [visit.phrases.map(phrase).join(between), visit.words.trim()].filter((text) => text !== '').join('\n')
}

export type CheckIn =
  | { name: 'checkInWalkIn'; payload: PayloadInput<'checkInWalkIn'> }
  | { name: 'checkInAppointment'; payload: PayloadInput<'checkInAppointment'> }
  | { name: 'recordArrival'; payload: PayloadInput<'recordArrival'> }

/**
 * The command that this visit ends in; null while something required is missing.
 * `words` and `name` come from the screen, which knows the language's phrases and forms of address.
 */
export function checkInOf(visit: Visit, language: Language, words: string, name: string): CheckIn | null {
  const plate = plateOf(visit.plate)
  if (visit.purpose === 'enquiry' || visit.purpose === 'complaint' || visit.purpose === 'pick_up')
    return { name: 'recordArrival', payload: { purpose: visit.purpose, plate, language, words } }
  if (visit.waits === null) return null
  if (byAppointment(visit)) {
    const who = visit.byCode ? { code: visit.code, plate: null } : { code: null, plate }
    if (visit.last4.length !== 4 || (!visit.byCode && plate === null)) return null
    return { name: 'checkInAppointment', payload: { ...who, last4: visit.last4, waits: visit.waits, language } }
  }
  if (visit.purpose !== 'repair' || plate === null || lackOf(visit, 'symptoms') !== null) return null
  const confirmed = visit.recognised?.confirmed === true
  if (!confirmed && !isPhone(visit.phone)) return null
  return {
    name: 'checkInWalkIn',
    payload: {
      plate,
      // What the workshop already knows is not sent back to it: null leaves it as it is.
      model: null,
      name: confirmed || name === '' ? null : name,
      phone: confirmed ? null : visit.phone,
      language,
      symptoms: [...visit.symptoms],
      words,
      waits: visit.waits,
    },
  }
}
