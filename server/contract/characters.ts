/** Counts, cuts and cleans texts by characters (code points). A text cut inside an emoji or a rare character cannot be stored. */

/** Characters that nobody sees, such as U+200B or the Hangul filler; not joiners, variants, flags, nor those that turn the direction. */
const invisible =
  /(?![\u200c\u200d\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\u{e0020}-\u{e007f}\u{e0100}-\u{e01ef}])\p{Default_Ignorable_Code_Point}/gu
/** Joiners belong between letters that they join or part, as in Persian or Hindi, and into emoji. */
const strayJoiner =
  /(?<![\p{Lo}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}\p{Extended_Pictographic}])/gu
/** Tags are part of flags, such as that of Scotland; elsewhere they are hidden letters. */
const strayTags = /(?<![\u{1f3f4}\u{e0020}-\u{e007f}])[\u{e0020}-\u{e007f}]+/gu
/** No language puts more than four marks on a letter; towers of them cover the lines around. */
const marksTooMany = /(\p{M}{4})\p{M}+/gu

/** The text as people meant it: composed (NFC), a blank for a tab, one kind of line break, without what nobody sees. */
export const cleaned = (text: string): string =>
  text
    .replaceAll(/\r\n|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(invisible, '')
    .replaceAll(strayJoiner, '')
    .replaceAll(strayTags, '')
    .trim()
    .normalize('NFC')
    .replaceAll(marksTooMany, '$1')

/** Whether anything of it can be seen. Characters for private use look different, or like nothing, on each machine. */
export const isVisible = (text: string): boolean => /[^\s\p{Default_Ignorable_Code_Point}\p{M}\p{Co}\u2800]/u.test(text)

export const charactersIn = (text: string): number => [...text].length

/** The first `most` characters. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : [...text].slice(0, most).join('')

/** The text without its last character. */
export const withoutLast = (text: string): string => [...text].slice(0, -1).join('')

/** The longest beginning that takes at most `most` bytes in UTF-8. */
export const cutToBytes = (text: string, most: number): string =>
  text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(most)).read)
