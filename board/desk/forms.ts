/** The data of the desk's forms while they are filled in, and its conversion to payloads. Pure. */
import { parsePlate, provinces } from '#contract/plate.ts'
import type { Language, PlateFormat, Symptom } from '#contract/values.ts'

/** The forms' names as places of refusals. */
export const FORMS = { checkIn: 'form:check-in', book: 'form:book' } as const

export interface CarDraft {
  plate: string
  model: string
  name: string
  phone: string
  /** Null: as on file. */
  language: Language | null
  symptoms: Symptom[]
  words: string
}

export const emptyCar = (): CarDraft => ({
  plate: '',
  model: '',
  name: '',
  phone: '',
  language: null,
  symptoms: [],
  words: '',
})

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/**
 * The plate in stored form; null if it is invalid. Workshops in China also serve cars from elsewhere, but a plate that starts with a
 * province must be a complete Chinese plate.
 */
export function plateOf(text: string, format: PlateFormat): string | null {
  const free = parsePlate(text, 'free')
  if (format === 'free' || free === null) return free
  return provinces.includes(free.slice(0, 1)) ? parsePlate(text, 'cn') : free
}

/** The draft as a payload for `checkInWalkIn` and `bookAppointment`; null while its plate is invalid. */
export function carOf(draft: CarDraft, format: PlateFormat) {
  const plate = plateOf(draft.plate, format)
  if (plate === null) return null
  const { language, symptoms, words } = draft
  return {
    plate,
    model: orNull(draft.model),
    name: orNull(draft.name),
    phone: orNull(draft.phone),
    language,
    symptoms,
    words,
  }
}
