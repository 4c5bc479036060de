/** The data of the desk's forms while they are filled in, and its conversion to payloads. Pure. */
import type { Language, PlateFormat, Symptom } from '#contract/values.ts'
import { typedPlate } from '#order/typedPlate.ts'

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

/** The draft as a payload for `checkInWalkIn` and `bookAppointment`; null while its plate is invalid. */
export function carOf(draft: CarDraft, format: PlateFormat) {
  const plate = typedPlate(draft.plate, format)
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
