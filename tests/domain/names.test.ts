/** Names in several languages: always English, others if known. */
import { describe, expect, it } from 'vitest'
import { names } from '#contract/fields.ts'
import { nameIn } from '#contract/names.ts'

describe('a name', () => {
  const brakes = { en: 'Brakes', 'zh-Hans': '刹车', 'zh-Hant': '煞車' }

  it('is shown in the language asked for', () => {
    expect(nameIn(brakes, 'zh-Hans')).toBe('刹车')
    expect(nameIn(brakes, 'zh-Hant')).toBe('煞車')
    expect(nameIn(brakes, 'en')).toBe('Brakes')
  })

  it('falls back to the other script of the language, then to English', () => {
    expect(nameIn({ en: 'Brakes', 'zh-Hans': '刹车' }, 'zh-Hant')).toBe('刹车')
    expect(nameIn({ en: 'Brakes' }, 'zh-Hant')).toBe('Brakes')
    expect(nameIn({ en: 'Brakes', 'zh-Hans': '刹车' }, 'en')).toBe('Brakes')
  })

  it.each([
    ['English alone', { en: 'Brakes' }, true],
    ['every language', brakes, true],
    ['no English', { 'zh-Hans': '刹车' }, false],
    ['an unknown language', { ...brakes, 'zh-hans': '刹车' }, false],
    ['an empty name', { en: 'Brakes', 'zh-Hans': ' ' }, false],
    ['null for a language', { en: 'Brakes', 'zh-Hans': null }, false],
  ])('with %s: accepted is %3$s', (_, given, accepted) => {
    expect(names.safeParse(given).success).toBe(accepted)
  })
})
