/** Counts and cuts texts by characters (code points). A text cut inside an emoji or a rare character cannot be stored. */

export const charactersIn = (text: string): number => [...text].length

/** The first `most` characters. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : [...text].slice(0, most).join('')

/** The text without its last character. */
export const withoutLast = (text: string): string => [...text].slice(0, -1).join('')

/** The longest beginning that takes at most `most` bytes in UTF-8. */
export const cutToBytes = (text: string, most: number): string =>
  text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(most)).read)
