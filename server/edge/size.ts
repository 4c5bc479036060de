/** More than the largest command: 400 days of one's own, each with hours, a break and a note. Validating more is not worth its cost. */
const MOST_CHARACTERS = 65_536
const MOST_VALUES = 5_000

/** Whether input is larger than any command, in characters (keys included) or in values at any depth. Stops once it is. */
export function isTooLarge(raw: unknown): boolean {
  let characters = 0
  const left: unknown[] = [raw]
  for (let seen = 0; left.length > 0; seen++) {
    if (seen >= MOST_VALUES || characters > MOST_CHARACTERS) return true
    const value = left.pop()
    if (typeof value === 'string') characters += value.length
    else if (Array.isArray(value)) {
      if (value.length > MOST_VALUES) return true
      left.push(...(value as unknown[]))
    } else if (ArrayBuffer.isView(value)) characters += value.byteLength
    else if (typeof value === 'object' && value !== null)
      for (const key in value) {
        if (left.length > MOST_VALUES) return true
        characters += key.length
        left.push((value as Record<string, unknown>)[key])
      }
  }
  return characters > MOST_CHARACTERS
}
