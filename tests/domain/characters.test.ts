/** Texts counted and cut by characters, never inside one. */
import { describe, expect, it } from 'vitest'
import { charactersIn, cleaned, cut, cutToBytes, withoutLast } from '#contract/characters.ts'
import { line, plate, text, words } from '#contract/fields.ts'

const car = '🚗'

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
    for (const typed of ['\u3164', '\u1160\u115f', '\u200b', '\ufe0f', '\u200d'])
      expect(line(60).safeParse(typed).success).toBe(false)
  })

  it('is cleaned the same way twice', () => {
    for (const typed of ['علی\u200cرضا', 'a\u200d\u200b b', '👩\u200d🔧'])
      expect(cleaned(cleaned(typed))).toBe(cleaned(typed))
  })
})

it('a plate may have twelve letters of a rare script', () => {
  expect(plate.safeParse('𠮷'.repeat(12)).success).toBe(true)
})
