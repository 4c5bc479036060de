/** What the forms of the floor hold while they are filled in, and how it becomes a payload. Pure. */
import { parsePlate } from '#contract/plate.ts'
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

/** The plate in the form it is stored in; null when it cannot be one, in the workshop's way of writing or any other. */
export const plateOf = (text: string, format: PlateFormat): string | null =>
  parsePlate(text, format) ?? parsePlate(text, 'free')

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
