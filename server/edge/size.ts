/** Many times the largest command of a screen. Reading what is wrong with more than this would cost more than it is worth. */
const MOST_CHARACTERS = 65_536
const MOST_VALUES = 2_000

/**
 * Whether something sent holds more than any command does: in characters (keys too), or in values, however deep. Looks at
 * no more of it than that.
 */
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
