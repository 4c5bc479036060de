import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatPlate,
  isNewEnergyPlate,
  isPlate,
  isPlateAtKiosk,
  maskPlate,
  parsePlate,
  provinces,
  typedPlate,
} from '#contract/plate.ts'

describe('plates', () => {
  it.each([
    ['沪A7K382', '沪A7K382'],
    [' 沪a·7k382 ', '沪A7K382'],
    ['沪A－7K382', '沪A7K382'],
    ['沪ＡＤ１２３４５', '沪AD12345'],
    ['粤Z1234港', '粤Z1234港'],
    ['京A1234学', '京A1234学'],
    ['京X·1234应急', '京X1234应急'],
    ['使 014·578', '使014578'],
    ['224578使', '224578使'],
    ['wj京1234x', 'WJ京1234X'],
    ['临沪A·12345', '临沪A12345'],
    ['沪A1234临', '沪A1234临'],
    ['沪A12345试', '沪A12345试'],
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
    '京X1234应',
    '京X12345应急',
    '使01457',
    'WJ沪123X',
    '临沪A1234',
    '沪A12345挂',
    '🚗🚗🚗🚗🚗',
    "沪A7K382'; drop",
    '<b>A1</b>',
  ])('in China, %s is none', (typed) => expect(parsePlate(typed, 'cn')).toBeNull())

  it.each([
    ['hh-ab 1234', 'HHAB1234'],
    ['TXL-42', 'TXL42'],
    ['ÄÖ 12', 'ÄÖ12'],
    ['9', '9'],
    ['a', 'A'],
  ])('elsewhere reads %s as %s', (typed, plate) => expect(parsePlate(typed, 'free')).toBe(plate))

  it.each(['', '-', '🚗', '🚗🚗🚗', 'ABCDEFGHIJKLM', 'A\u0000B', 'A\u202EB', '<script>', 'a'.repeat(300)])(
    'anywhere, %j is none',
    (typed) => {
      expect(parsePlate(typed, 'free')).toBeNull()
    },
  )

  it.each([
    ['沪a·7k382', '沪A7K382'],
    ['沪A12', null],
    ['京X1234应急', '京X1234应急'],
    ['使01', null],
    ['临沪A1', null],
    ['WJ京12', null],
    ['WJ12345', 'WJ12345'],
    ['VA 12345', 'VA12345'],
    ['hh-ab 123', 'HHAB123'],
    ['😀', null],
  ])('where plates are Chinese, staff type %s for %s', (text, plate) => expect(typedPlate(text, 'cn')).toBe(plate))

  it('a kiosk in China takes the Chinese kinds and Latin letters, no others', () => {
    expect(
      ['京X1234应急', '使014578', 'WJ京1234X', 'VA12345', 'GÖAB12', '9'].filter((p) => !isPlateAtKiosk(p, 'cn')),
    ).toEqual([])
    expect(['12가3456', '沪A12', 'КК12'].filter((plate) => isPlateAtKiosk(plate, 'cn'))).toEqual([])
  })

  it('only new-energy plates are green, among those of eight characters', () => {
    expect(['沪AD12345', '京X1234应急', '沪A12345临', '临沪A12345'].map(isNewEnergyPlate)).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

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
    expect(maskPlate('9')).toBe('•')
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ABC123'), minLength: 1, maxLength: 12 }), (plate) => {
        const shown = [...maskPlate(plate)].filter((character) => character !== '•')
        expect(shown.length).toBeLessThanOrEqual(2)
        expect(shown.length).toBeLessThan(plate.length)
        expect([...maskPlate(plate)]).toHaveLength(plate.length)
      }),
    )
  })
})
