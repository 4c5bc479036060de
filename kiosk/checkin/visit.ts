/** One customer's answers, the questions that follow from them, and the command they result in (B1). Pure. */
import type { PayloadInput } from '#contract/commands/index.ts'
import type { Language, Purpose, Symptom } from '#contract/values.ts'
import { isPhone } from './phoneEntry.ts'
import type { Phrase } from './phrases.ts'
import { choicesOf, plateOf, type PlateEntry } from './plateEntry.ts'
import { LAST4_TRIES } from './settings.ts'

export type Page =
  | 'language'
  | 'purpose'
  | 'plate'
  | 'which'
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

/** What the workshop knows about the car; nothing personal until the last four digits match. */
export interface Recognised {
  known: boolean
  appointment: boolean
  confirmed: boolean
  model: string | null
  name: string | null
  appointmentAt: number | null
}

export interface Visit {
  purpose: Exclude<Purpose, 'help'> | null
  plate: PlateEntry
  /** An appointment's code, used instead of the plate when `byCode`. */
  code: string
  byCode: boolean
  recognised: Recognised | null
  last4: string
  wrongTries: number
  /** The customer does not want to give, or does not have, the four digits. */
  last4Skipped: boolean
  phone: string
  /** The customer has no telephone to give; the adviser asks how to reach them (B6.1). */
  phoneless: boolean
  /** Typed on the letter keys; alternatively a tapped family name and form of address. */
  name: string
  surname: string
  title: 'mr' | 'ms' | null
  symptoms: readonly Symptom[]
  /** Tapped phrases, as keys of the texts. */
  phrases: readonly Phrase[]
  words: string
  waits: boolean | null
}

export const emptyVisit = (plate: PlateEntry): Visit => ({
  purpose: null,
  plate,
  code: '',
  byCode: false,
  recognised: null,
  last4: '',
  wrongTries: 0,
  last4Skipped: false,
  phone: '',
  phoneless: false,
  name: '',
  surname: '',
  title: null,
  symptoms: [],
  phrases: [],
  words: '',
  waits: null,
})

/** A walk-in whose car has an appointment is checked in with it once the four digits match. */
export const byAppointment = (visit: Visit) =>
  visit.purpose === 'appointment' || (visit.recognised?.confirmed === true && visit.recognised.appointment)

const asksLast4 = (visit: Visit) =>
  visit.recognised?.known === true &&
  !visit.last4Skipped &&
  (visit.recognised.confirmed || visit.wrongTries < LAST4_TRIES)

const askPlate = (visit: Visit): Page[] => (choicesOf(visit.plate).length > 0 ? ['plate', 'which'] : ['plate'])

/** The visit's questions in order, as far as they are known. */
export function questions(visit: Visit): Page[] {
  switch (visit.purpose) {
    case null:
      return ['language', 'purpose']
    case 'enquiry':
      return ['language', 'purpose', 'words']
    case 'complaint':
      return ['language', 'purpose', 'words', ...askPlate(visit)]
    case 'pick_up':
      return ['language', 'purpose', ...askPlate(visit)]
    case 'appointment':
      return [
        'language',
        'purpose',
        ...(visit.byCode ? (['code'] as const) : askPlate(visit)),
        'last4',
        'stay',
        'review',
      ]
    case 'repair': {
      const begin: Page[] = [
        'language',
        'purpose',
        ...askPlate(visit),
        ...(asksLast4(visit) ? (['last4'] as const) : []),
      ]
      if (byAppointment(visit)) return [...begin, 'stay', 'review']
      const known = visit.recognised?.known === true
      const contact: Page[] = visit.recognised?.confirmed ? [] : ['phone', 'name']
      return [...begin, ...(known ? [] : (['visit'] as const)), ...contact, 'symptoms', 'words', 'stay', 'review']
    }
  }
}

/** The question after this one; 'sending' after the last. */
export function pageAfter(visit: Visit, page: Page): Page {
  // Words are optional: only a button leads to them.
  if (page === 'symptoms') return 'stay'
  const all = questions(visit)
  // The open question no longer applies (plate chosen, tries used up, digits skipped): continue from the one before.
  const isOver = (page === 'last4' || page === 'which') && !all.includes(page)
  const at = all.indexOf(isOver ? 'plate' : page)
  return all[at + 1] ?? 'sending'
}

/** For these purposes the plate helps but may be left out. */
export const plateOptional = (visit: Visit) => visit.purpose === 'pick_up' || visit.purpose === 'complaint'

export type Lack = 'plate' | 'code' | 'last4' | 'phone' | 'trouble' | 'stay'

/** What is missing before the visit can continue; null when nothing is. */
export function lackOf(visit: Visit, page: Page): Lack | null {
  switch (page) {
    case 'plate':
      return plateOf(visit.plate) !== null || (plateOptional(visit) && visit.plate.typed.length === 0) ? null : 'plate'
    case 'which':
      return choicesOf(visit.plate).length > 0 ? 'plate' : null
    case 'code':
      return visit.code.length >= 3 ? null : 'code'
    case 'last4':
      return visit.last4.length === 4 || visit.recognised?.confirmed ? null : 'last4'
    case 'phone':
      return isPhone(visit.phone) || visit.phoneless ? null : 'phone'
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

/** A different plate or code means a different car: drops what was recognised, but still counts wrong tries. */
export function forgetCar(visit: Visit): Visit {
  return { ...visit, recognised: null, last4: '', last4Skipped: false }
}

/** The complaint in the customer's language: tapped phrases, then typed words. */
export function wordsOf(visit: Visit, phrase: (key: Phrase) => string, between: string): string {
  return [visit.phrases.map(phrase).join(between), visit.words.trim()].filter((text) => text !== '').join('\n')
}

export type CheckIn =
  | { name: 'checkInWalkIn'; payload: PayloadInput<'checkInWalkIn'> }
  | { name: 'checkInAppointment'; payload: PayloadInput<'checkInAppointment'> }
  | { name: 'recordArrival'; payload: PayloadInput<'recordArrival'> }

/**
 * The command for this visit; null while something required is missing. `words` and `name` come from the screen, which has the
 * phrases and forms of address of its language.
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
  if (!confirmed && lackOf(visit, 'phone') !== null) return null
  return {
    name: 'checkInWalkIn',
    payload: {
      plate,
      // Null leaves what is known unchanged. The model of a confirmed car is on its order, as it is on the file.
      model: confirmed ? (visit.recognised?.model ?? null) : null,
      name: confirmed || name === '' ? null : name,
      phone: confirmed || visit.phoneless ? null : visit.phone,
      ...(confirmed && visit.last4.length === 4 && { last4: visit.last4 }),
      language,
      symptoms: [...visit.symptoms],
      words,
      waits: visit.waits,
    },
  }
}
