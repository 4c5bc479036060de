/** Texts counted and cut by characters, never inside one. */
import { describe, expect, it } from 'vitest'
import { charactersIn, cleaned, cut, cutToBytes, withoutLast } from '#contract/characters.ts'
import { email, line, plate, text, typedCode, words } from '#contract/fields.ts'

const car = '🚗'
const SCOTLAND = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}'

describe('a text with emoji', () => {
  it('is counted and cut by characters', () => {
    expect(charactersIn(`a${car}b`)).toBe(3)
    expect(cut(`a${car}b`, 2)).toBe(`a${car}`)
    expect(cut(`a${car}b`, 3)).toBe(`a${car}b`)
    expect(withoutLast(`a${car}`)).toBe('a')
    expect(withoutLast('')).toBe('')
  })

  it('is cut to bytes without breaking a character', () => {
    expect(cutToBytes(`${car}${car}`, 7)).toBe(car)
    expect(cutToBytes('海港', 4)).toBe('海')
    expect(cutToBytes('abc', 10)).toBe('abc')
  })

  it.each([
    ['a line', line(60)],
    ['words', words(60)],
    ['a note', text(60)],
  ])('fits into %s of as many characters', (_what, schema) => {
    expect(schema.safeParse(car.repeat(60)).success).toBe(true)
    expect(schema.safeParse(car.repeat(61)).success).toBe(false)
  })

  it.each([
    ['half an emoji', car.slice(0, 1)],
    ['a NUL', 'a\0b'],
  ])('is refused with %s, which no database stores', (_what, broken) => {
    for (const schema of [line(60), words(60), text(60)]) expect(schema.safeParse(broken).success).toBe(false)
  })
})

it.each([
  ['a code', typedCode, '2KX\tVGD\u200b', '2KX VGD'],
  ['an e-mail address', email, '\tLi.Na\u200b@example.com ', 'li.na@example.com'],
])('%s is cleaned of what comes along from a table or a page', (_what, schema, pasted, meant) =>
  expect(schema.parse(pasted)).toBe(meant),
)

describe('a text as people type or paste it', () => {
  it.each([
    ['a Persian name with a non-joiner', 'علی\u200cرضا', 'علی\u200cرضا'],
    ['a Hindi joiner', 'क्\u200dष', 'क्\u200dष'],
    ['an emoji of several', '👩\u200d🔧', '👩\u200d🔧'],
    ['a tab', 'a\tb', 'a b'],
    ['a zero-width blank', 'a\u200bb', 'ab'],
    ['a byte order mark', '\ufeffab', 'ab'],
    ['a mark of direction', 'ab\u200e', 'ab'],
    ['a Hangul filler', 'a\u3164b', 'ab'],
    ['a stray joiner', 'a\u200db\u200c', 'ab'],
    ['letters in two parts', 'e\u0301', 'é'],
    ['a mark of Arabic direction', 'a\u061cb', 'ab'],
    ['soft hyphens and joiners of marks', 'a\u00ad\u034f\u180eb', 'ab'],
    ['hidden tags', 'ab\u{e0041}\u{e0042}', 'ab'],
    ['the flag of Scotland', SCOTLAND, SCOTLAND],
    ['a keycap', '1\ufe0f\u20e3', '1\ufe0f\u20e3'],
    ['letters under a tower of marks', `x${'\u0332'.repeat(40)}y`, `x${'\u0332'.repeat(4)}y`],
    ['Tibetan letters below each other', 'བསྒྲུབས', 'བསྒྲུབས'],
    ['a Hebrew word with its points', 'שִּׁבֹּלֶת', 'שִּׁבֹּלֶת'.normalize('NFC')],
  ])('%s is cleaned and taken', (_what, typed, taken) => {
    for (const schema of [line(60), words(60)]) expect(schema.parse(typed)).toBe(taken)
  })

  it('is counted after it was cleaned', () => {
    expect(line(31).parse('e\u0301'.repeat(31))).toBe('é'.repeat(31))
    expect(line(31).safeParse('e\u0301'.repeat(32)).success).toBe(false)
  })

  it('a line separator breaks the line in words', () => {
    expect(words(60).parse('a\u2028b\r\nc')).toBe('a\nb\nc')
  })

  it('is no name if nothing of it can be seen', () => {
    const hidden = [
      '\u3164',
      '\u1160\u115f',
      '\u200b',
      '\ufe0f',
      '\u200d',
      '\u{e0041}',
      '\u2800\u2800',
      '\u0301',
      '\ue000',
    ]
    for (const typed of hidden) expect(line(60).safeParse(typed).success).toBe(false)
  })

  it.each(['a\u{fdd0}b', 'a\u{1ffff}b', 'a\u202eb'])(
    'is refused with %j, which is no character or turns the text',
    (typed) => {
      for (const schema of [line(60), words(60)]) expect(schema.safeParse(typed).success).toBe(false)
    },
  )

  it('is cleaned the same way twice', () => {
    for (const typed of ['علی\u200cرضا', 'a\u200d\u200b b', '👩\u200d🔧', `e${'\u0301\u0323'.repeat(9)}`, SCOTLAND])
      expect(cleaned(cleaned(typed))).toBe(cleaned(typed))
  })
})

it('a plate may have twelve letters of a rare script', () => {
  expect(plate.safeParse('𠮷'.repeat(12)).success).toBe(true)
})
