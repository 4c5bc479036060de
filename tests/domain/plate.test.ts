import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatPlate, isNewEnergyPlate, isPlate, maskPlate, parsePlate, provinces } from '#contract/plate.ts'

describe('plates', () => {
  it.each([
    ['沪A7K382', '沪A7K382'],
    [' 沪a·7k382 ', '沪A7K382'],
    ['沪A－7K382', '沪A7K382'],
    ['沪ＡＤ１２３４５', '沪AD12345'],
    ['粤Z1234港', '粤Z1234港'],
    ['京A1234学', '京A1234学'],
  ])('reads %s as %s', (typed, plate) => expect(parsePlate(typed, 'cn')).toBe(plate))

  it.each([
    '',
    '沪',
    '沪A',
    'A7K382',
    '沪I7K382',
    '沪A7K38O',
    '沪A7K3822X',
    '沪A7K38',
    '🚗🚗🚗🚗🚗',
    "沪A7K382'; drop",
    '<b>A1</b>',
  ])('in China, %s is none', (typed) => expect(parsePlate(typed, 'cn')).toBeNull())

  it.each([
    ['hh-ab 1234', 'HHAB1234'],
    ['TXL-42', 'TXL42'],
    ['ÄÖ 12', 'ÄÖ12'],
  ])('elsewhere reads %s as %s', (typed, plate) => expect(parsePlate(typed, 'free')).toBe(plate))

  it.each(['', 'A', '🚗🚗🚗', 'ABCDEFGHIJKLM', 'A\u0000B', 'A\u202EB', '<script>', 'a'.repeat(300)])(
    'anywhere, %j is none',
    (typed) => {
      expect(parsePlate(typed, 'free')).toBeNull()
    },
  )

  it('distinguishes stored plates from typed ones', () => {
    expect(['沪A7K382', 'HHAB1234'].every(isPlate)).toBe(true)
    expect(['沪a7k382', '沪A·7K382', ' HH1', '🚗🚗', '\u3164\u3164', 'A\u1160B1', '\uffa0A1'].some(isPlate)).toBe(false)
  })

  it('a displayed plate parses back to the same plate', () => {
    const digits = fc.string({
      unit: fc.constantFrom(...'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'),
      minLength: 5,
      maxLength: 6,
    })
    fc.assert(
      fc.property(fc.constantFrom(...provinces), fc.constantFrom(...'ABCDEFGHJK'), digits, (province, city, rest) => {
        const plate = province + city + rest
        expect(parsePlate(formatPlate(plate), 'cn')).toBe(plate)
        expect(isNewEnergyPlate(plate)).toBe(rest.length === 6)
      }),
    )
  })

  it('a masked plate never shows more than province, city and two characters', () => {
    expect(maskPlate('沪A7K382')).toBe('沪A·•••82')
    expect(maskPlate('沪AD12345')).toBe('沪A·••••45')
    expect(maskPlate('HHAB1234')).toBe('••••••34')
    expect(maskPlate('AB1')).toBe('••1')
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABC123'), minLength: 2, maxLength: 12 }), (plate) => {
        const shown = [...maskPlate(plate)].filter((character) => character !== '•')
        expect(shown.length).toBeLessThanOrEqual(2)
        expect(shown.length).toBeLessThan(plate.length)
        expect([...maskPlate(plate)]).toHaveLength(plate.length)
      }),
    )
  })
})
