/** Texts counted and cut by characters, never inside one. */
import { describe, expect, it } from 'vitest'
import { charactersIn, cut, cutToBytes, withoutLast } from '#contract/characters.ts'
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

it('a plate may have twelve letters of a rare script', () => {
  expect(plate.safeParse('𠮷'.repeat(12)).success).toBe(true)
})
