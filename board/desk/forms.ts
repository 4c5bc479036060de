/** What the forms of the floor hold while they are filled in, and how it becomes a payload. Pure. */
import { parsePlate, provinces } from '#contract/plate.ts'
import type { Language, PlateFormat, Symptom } from '#contract/values.ts'

/** Names of the forms as places of refusals. */
export const FORMS = { checkIn: 'form:check-in', book: 'form:book' } as const

export interface CarDraft {
  plate: string
  model: string
  name: string
  phone: string
  language: Language
  symptoms: Symptom[]
  words: string
}

export const emptyCar = (language: Language): CarDraft => ({
  plate: '',
  model: '',
  name: '',
  phone: '',
  language,
  symptoms: [],
  words: '',
})

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/**
 * The plate in the form it is stored in; null when it cannot be one. A workshop in China also sees cars from elsewhere,
 * but what begins with a province has to be a whole Chinese plate.
 */
export function plateOf(text: string, format: PlateFormat): string | null {
  const free = parsePlate(text, 'free')
  if (format === 'free' || free === null) return free
  return provinces.includes(free.slice(0, 1)) ? parsePlate(text, 'cn') : free
}

/** The draft as `checkInWalkIn` and `bookAppointment` want it; null while its plate cannot be one. */
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
