/** The data of the desk's forms while they are filled in, and its conversion to payloads. Pure. */
import type { Language, PlateFormat, Symptom } from '#contract/values.ts'
import { typedPlate } from '#contract/plate.ts'

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

/** What the file of a car says about it and its owner; empty texts where it says nothing. */
export type OnFile = Pick<CarDraft, 'model' | 'name' | 'phone'> & { language: Language }

/** The empty fields, filled in from the file. */
export const filled = (draft: CarDraft, onFile: OnFile): OnFile => ({
  model: draft.model || onFile.model,
  name: draft.name || onFile.name,
  phone: draft.phone || onFile.phone,
  language: draft.language ?? onFile.language,
})

/** The fields without what came from that file; what was typed over it stays. */
export const unfilled = (draft: CarDraft, onFile: OnFile): Omit<CarDraft, 'plate' | 'symptoms' | 'words'> => ({
  model: draft.model === onFile.model ? '' : draft.model,
  name: draft.name === onFile.name ? '' : draft.name,
  phone: draft.phone === onFile.phone ? '' : draft.phone,
  language: draft.language === onFile.language ? null : draft.language,
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
