/** Telephone numbers in stored form: E.164, with an extension as in a `tel:` link: +862168888888;ext=12. */

/** The number without its extension. */
export const mainNumber = (phone: string): string => phone.split(';')[0]!

/** Country codes of one and two digits; all others have three. */
const short = /^(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

/** Area codes of one or two digits, by country code, where all others of the country are longer. */
const cities: Record<string, RegExp> = {
  '86': /^(?:10|2\d)(?=\d{8}$)/,
  '886': /^2(?=\d{8}$)/,
  '81': /^[36](?=\d{8}$)/,
  '44': /^2\d(?=\d{8}$)/,
  '49': /^(?:30|40|69|89)(?=\d{5,8}$)/,
}

/**
 * For display, in groups that can be read aloud: +86 138 0013 8000, +86 21 6888 8888-12. Countries group differently; this is one
 * rule for all but the largest cities, as the tables of every country are too large for screens. A number without a country code
 * stays as it was typed.
 */
export function formatPhone(phone: string): string {
  const [main, extension] = phone.split(';ext=') as [string, string?]
  const grouped = main.startsWith('+') ? inGroups(main.slice(1)) : main
  return extension === undefined ? grouped : `${grouped}-${extension}`
}

function inGroups(digits: string): string {
  const code = short.exec(digits)?.[0] ?? digits.slice(0, 3)
  const area = cities[code]?.exec(digits.slice(code.length))?.[0] ?? ''
  const number = digits.slice(code.length + area.length)
  const groups = area === '' ? [] : [area]
  // By threes, with up to two groups of four at the end.
  for (let at = 0; at < number.length;) {
    const left = number.length - at
    const size = left <= 5 ? left : left === 8 ? 4 : 3
    groups.push(number.slice(at, at + size))
    at += size
  }
  return `+${[code, ...groups].join(' ')}`
}
