/** What a form of a list has edited, for a command that changes only that (S13). Pure. */

/** The edited fields, and what the screen showed of them. */
export function changesOf<T extends Record<string, unknown>>(
  value: T,
  shown: T,
  touched: (field: keyof T) => boolean,
): { to: Partial<T>; was: Partial<T> } {
  const fields = (Object.keys(value) as (keyof T)[]).filter(touched)
  const pick = (from: T) => Object.fromEntries(fields.map((field) => [field, from[field]])) as Partial<T>
  return { to: pick(value), was: pick(shown) }
}
