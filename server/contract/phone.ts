/** Telephone numbers in stored form: E.164, with an extension as in a `tel:` link: +862168888888;ext=12. */

/** The number without its extension. */
export const mainNumber = (phone: string): string => phone.split(';')[0]!

/** Country codes of one and two digits; all others have three. */
const short = /^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

/**
 * For display, in groups that can be read aloud: +86 138 0013 8000, +86 216 888 8888-12. Countries group differently; this is one
 * rule for all, as the tables of every country are too large for screens. A number without a country code stays as it was typed.
 */
export function formatPhone(phone: string): string {
  const [main, extension] = phone.split(';ext=') as [string, string?]
  const grouped = main.startsWith('+') ? inGroups(main.slice(1)) : main
  return extension === undefined ? grouped : `${grouped}-${extension}`
}

function inGroups(digits: string): string {
  const code = short.exec(digits)?.[0] ?? digits.slice(0, 3)
  const number = digits.slice(code.length)
  const groups: string[] = []
  // By threes, with up to two groups of four at the end.
  for (let at = 0; at < number.length;) {
    const left = number.length - at
    const size = left <= 5 ? left : left === 8 ? 4 : 3
    groups.push(number.slice(at, at + size))
    at += size
  }
  return `+${[code, ...groups].join(' ')}`
}
