/** An operation of the price list as the forms of the setup edit it. Pure. */
import type { PriceItemDetails } from '#contract/commands/prices.ts'
import type { PriceItem } from '#contract/entities/index.ts'
import type { Names } from '#contract/names.ts'
import type { BayKind, Skill } from '#contract/values.ts'

/** The command's fields; null where nothing fit is typed yet. */
export type Fields = Omit<PriceItemDetails, 'standardMinutes' | 'price'> & {
  standardMinutes: number | null
  price: number | null
}

export const fieldsOf = (item: PriceItem): Fields => {
  const { code, title, bayKind, skill, standardMinutes, fixedPromiseMinutes, price } = item
  return { code, title, bayKind, skill, standardMinutes, fixedPromiseMinutes, price }
}

export const noItem = (): Fields => ({
  ...{ code: '', title: { en: '' }, bayKind: 'lift', skill: 'mechanical' },
  ...{ standardMinutes: null, fixedPromiseMinutes: null, price: null },
})

const isMinutes = (minutes: number | null) =>
  minutes !== null && Number.isInteger(minutes) && minutes >= 1 && minutes <= 14_400

export const isComplete = ({ code, title, standardMinutes, fixedPromiseMinutes, price }: Fields): boolean =>
  code.trim() !== '' &&
  Object.values(title).some((name) => name?.trim()) &&
  isMinutes(standardMinutes) &&
  (fixedPromiseMinutes === null || isMinutes(fixedPromiseMinutes)) &&
  price !== null

/** Whole, or the fields that were edited; only of a form that is complete. */
export function asSent(value: Fields): PriceItemDetails
export function asSent(value: Partial<Fields>): Partial<PriceItemDetails>
export function asSent({ title, ...rest }: Partial<Fields>): Partial<PriceItemDetails> {
  return { ...(rest as Partial<PriceItemDetails>), ...(title && { title: named(title) }) }
}

/** Every name has an English one, which stands in for those that are missing; a workshop without English types its own. */
function named(names: Names): Names {
  const given = Object.entries(names).filter(([, name]) => name?.trim())
  return { ...Object.fromEntries(given), en: names.en.trim() === '' ? (given[0]?.[1] ?? '') : names.en }
}

/** The usual skill for a place of work. */
export const skillFor = (kind: BayKind): Skill => (kind === 'lift' ? 'mechanical' : kind)
