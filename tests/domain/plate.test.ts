import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatPlate,
  isNewEnergyPlate,
  isPlate,
  isPlateAtKiosk,
  carMeant,
  hyphenChoices,
  samePlate,
  spellings,
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
    ['hh-ab 1234', 'HH-AB1234'],
    ['HH AB 1234', 'HH-AB1234'],
    ['hhab1234', 'HHAB1234'],
    ['B - NO 12 34 E', 'B-NO1234E'],
    ['GÖ·AB·12', 'GÖ-AB12'],
    ['AB-123-CD', 'AB123CD'],
    ['AB12 CDE', 'AB12CDE'],
    ['AB 1234', 'AB1234'],
    ['MY CAR', 'MYCAR'],
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
    ['hh-ab 123', 'HH-AB123'],
    ['😀', null],
  ])('where plates are Chinese, staff type %s for %s', (text, plate) => expect(typedPlate(text, 'cn')).toBe(plate))

  it.each([
    ['АВС 123', 'free', 'ABC123'],
    ['а123вс', 'free', 'A123BC'],
    ['ΑΒΖ-1234', 'free', 'ABZ1234'],
    ['НН-АВ 12', 'free', 'HH-AB12'],
    ['沪А7К382', 'cn', '沪A7K382'],
    // Letters that are in no other script: the plate is Cyrillic.
    ['1234 УБА', 'free', '1234УБА'],
  ] as const)('letters of another keyboard that look the same are the same: %s, %s', (typed, format, plate) => {
    expect(parsePlate(typed, format)).toBe(plate)
    expect(isPlate(plate)).toBe(true)
  })

  it('a plate stored with Cyrillic letters stays one', () => expect(isPlate('АВС123')).toBe(true))

  it('a kiosk in China takes the Chinese kinds and A–Z, no others', () => {
    expect(
      ['京X1234应急', '使014578', 'WJ京1234X', 'VA12345', 'HHAB12', 'HH-AB12', '9'].filter(
        (p) => !isPlateAtKiosk(p, 'cn'),
      ),
    ).toEqual([])
    expect(['12가3456', '沪A12', 'КК12', 'GÖAB12'].filter((plate) => isPlateAtKiosk(plate, 'cn'))).toEqual([])
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
    expect(['沪A7K382', 'HHAB1234', 'HH-AB1234'].every(isPlate)).toBe(true)
    expect(['HHAB-1234', 'HH-AB-1234', '-HH1', '沪-A7K382', 'ABCD-E1'].some(isPlate)).toBe(false)
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

  it.each([
    ['DE', 'B-NO 1234', 'BN-O 1234', 'no'],
    ['DE', 'B-NO 1234', 'b no1234', 'yes'],
    ['DE', 'B-NO 1234', 'BNO1234', 'maybe'],
    ['DE', 'BNO1234', 'BN-O 1234', 'maybe'],
    ['DE', 'B-NO 1234', 'B-NO 1235', 'no'],
    ['AT', 'L-ABC 1', 'LA-BC 1', 'no'],
    ['AT', 'W-12345 A', 'W 12345A', 'yes'],
    ['FR', 'AB-123-CD', 'AB123CD', 'yes'],
    ['GB', 'AB12 CDE', 'AB12CDE', 'yes'],
    ['CH', 'ZH 123 456', 'ZH123456', 'yes'],
    ['PL', 'WPI 1234', 'WPI1234', 'yes'],
    ['NL', '12-AB-34', '1-2AB-34', 'yes'],
    ['US', 'ABC-1234', 'ABC 1234', 'yes'],
    ['HK', 'AB 1234', 'AB1234', 'yes'],
    ['CN', '沪A·7K382', '沪A7K382', 'yes'],
  ])('%s: whether %s is the car of %s: %s', (_, one, other, same) => {
    const [a, b] = [parsePlate(one, 'free')!, parsePlate(other, 'free')!]
    expect([samePlate(a, b), samePlate(b, a)]).toEqual([same, same])
    // The database is asked for the spellings: none may be missing.
    expect(spellings(a).includes(b)).toBe(spellings(b).includes(a))
    if (same !== 'no') expect(spellings(a)).toContain(b)
  })

  it('without its hyphen a plate means the only car it fits', () => {
    const [here, there, bare] = [{ plate: 'B-NO1234' }, { plate: 'BN-O1234' }, { plate: 'BNO1234' }]
    expect(carMeant('BNO1234', [here])).toBe(here)
    expect(carMeant('BNO1234', [here, there])).toBe('ambiguous')
    expect(carMeant('BNO1234', [here, bare])).toBe('ambiguous')
    expect(carMeant('B-NO1234', [here, there, bare])).toBe(here)
    expect(carMeant('BN-O1234', [here, bare])).toBe(bare)
    expect(carMeant('BN-O1234', [here])).toBeNull()
  })

  it.each([
    ['DE', 'BNO1234', ['B-NO1234', 'BN-O1234']],
    ['DE', 'HHAB1', ['HH-AB1', 'HHA-B1']],
    ['DE', 'B-NO1234', []],
    ['DE', 'BN1234', []],
    ['DE', 'GAPAB12', []],
    ['DE', 'B1234', []],
    ['AT', 'LABC1', ['L-ABC1', 'LA-BC1']],
    ['AT', 'W12345A', []],
    ['GB', 'ABC1234', []],
    [null, 'ABC1234', []],
  ])('in %s, %s may be any of %j', (country, plate, choices) => expect(hyphenChoices(plate, country)).toEqual(choices))

  it('a displayed plate with a hyphen parses back to the same plate', () => {
    expect(formatPlate('B-NO1234E')).toBe('B-NO 1234E')
    for (const plate of ['B-NO1234E', 'GÖ-A1', 'HHA-BC12']) expect(parsePlate(formatPlate(plate), 'free')).toBe(plate)
  })

  it('a masked plate never shows more than province, city and two characters', () => {
    expect(maskPlate('沪A7K382')).toBe('沪A·•••82')
    expect(maskPlate('沪AD12345')).toBe('沪A·••••45')
    expect(maskPlate('HHAB1234')).toBe('••••••34')
    expect(maskPlate('AB1')).toBe('••1')
    expect(maskPlate('B-NO1234')).toBe(maskPlate('BN-O1234'))
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
