import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { isNewEnergyPlate, isPlateAtKiosk, otherBeginnings, provinces } from '#contract/plate.ts'
import type { PlateFormat } from '#contract/values.ts'
import {
  accepts,
  choicesOf,
  choosePlate,
  emptyPlate,
  eraseCharacter,
  keyboardOf,
  lastKeys,
  moreKeysOf,
  plateOf,
  slotsOf,
  typeCharacter,
  type PlateEntry,
} from '../../kiosk/checkin/plateEntry.ts'

const typed = (text: string, format: PlateFormat = 'cn', country: string | null = 'CN') =>
  (text.match(/WJ|应急|./gu) ?? []).reduce<PlateEntry>(typeCharacter, emptyPlate(format, country))

describe('the plate keyboard', () => {
  it('starts with the provinces, then shows letters', () => {
    expect(keyboardOf(emptyPlate('cn', 'CN'))).toBe('provinces')
    expect(keyboardOf(typed('沪'))).toBe('letters')
    expect(keyboardOf(emptyPlate('free', 'CN'))).toBe('letters')
    expect(keyboardOf(typed('WJ'))).toBe('provinces')
    expect(keyboardOf(typed('使'))).toBe('letters')
  })

  it.each([
    ['沪A7K382', '沪A7K382'],
    ['粤BD12345', '粤BD12345'],
    ['粤Z1234港', '粤Z1234港'],
    ['京A1234警', '京A1234警'],
    ['京X1234应急', '京X1234应急'],
    ['使014578', '使014578'],
    ['WJ京1234X', 'WJ京1234X'],
    ['沪A1234临', '沪A1234临'],
    ['沪A12345临', '沪A12345临'],
    ['临沪A12345', '临沪A12345'],
    ['沪A7K38', null],
    ['沪', null],
    ['', null],
  ])('reads %s as %s', (text, plate) => expect(plateOf(typed(text))).toBe(plate))

  it.each([
    ['a letter first', '', 'A'],
    ['a second province', '沪', '京'],
    ['a digit as the city', '沪', '1'],
    ['I', '沪A', 'I'],
    ['O', '沪A', 'O'],
    ['a class-of-use character before the last slot', '沪A7K3', '港'],
    ['a ninth character', '粤BD12345', '6'],
    ['anything after a class-of-use character', '粤Z1234港', '1'],
    ['应急 before the last slot', '京X123', '应急'],
    ['a letter on an embassy plate', '使01', 'A'],
    ['a digit before the province of the armed police', 'WJ', '1'],
    ['a character that is on no key', '沪A', '<'],
  ])('does not take %s', (_, before, character) => {
    const entry = typed(before)
    expect(accepts(entry, character)).toBe(false)
    expect(typeCharacter(entry, character)).toBe(entry)
  })

  it('recognises an eighth character as a new-energy plate', () =>
    expect(isNewEnergyPlate(plateOf(typed('粤BD12345')) ?? '')).toBe(true))

  it('takes other plates as free text, up to twelve characters', () => {
    expect(plateOf(typed('MIO100', 'free'))).toBe('MIO100')
    expect(typed('ABCDEFGHIJKLMN', 'free').typed).toHaveLength(12)
    expect(plateOf(typed('9', 'free'))).toBe('9')
    expect(plateOf(typed('', 'free'))).toBeNull()
  })

  it('has the letters of the country’s plates, and in China the mark of embassies after six digits', () => {
    expect(moreKeysOf(emptyPlate('free', 'DE'))).toEqual([...'ÄÖÜ'])
    expect(moreKeysOf(emptyPlate('free', 'HR'))).toEqual([...'ČĆĐŠŽ'])
    expect(moreKeysOf(emptyPlate('free', 'GB'))).toEqual([])
    expect(moreKeysOf(emptyPlate('free', null))).toEqual([])
    expect(plateOf(typed('GÖAB12', 'free', 'DE'))).toBe('GÖAB12')
    expect(typed('GÖ', 'free', 'GB').typed).toEqual(['G'])
    expect(plateOf(typed('224578使', 'free'))).toBe('224578使')
    expect(typed('2245使', 'free').typed.join('')).toBe('2245')
    expect(typed('224578使1', 'free').typed.join('')).toBe('224578使')
  })

  it('asks which plate it is where only the hyphen tells cars apart', () => {
    const entry = typed('BNO1234', 'free', 'DE')
    expect(choicesOf(entry)).toEqual(['B-NO1234', 'BN-O1234', 'BNO1234'])
    const chosen = choosePlate(entry, 'B-NO1234')
    expect([plateOf(chosen), choicesOf(chosen)]).toEqual(['B-NO1234', []])
    expect(choicesOf(choosePlate(entry, 'BNO1234'))).toEqual([])
    // More typing asks again.
    expect(plateOf(eraseCharacter(chosen))).toBe('B-NO123')
    expect(choicesOf(eraseCharacter(choosePlate(entry, 'BNO1234')))).toEqual(['B-NO123', 'BN-O123', 'BNO123'])
    for (const clear of [typed('BN1234', 'free', 'DE'), typed('BNO1234', 'free', 'GB'), typed('沪A7K382')])
      expect(choicesOf(clear)).toEqual([])
    // Anywhere, once the workshop has to know.
    const unclear = { ...typed('BNO1234', 'free', 'GB'), spelling: 'unclear' as const }
    expect(choicesOf(unclear)).toEqual(['B-NO1234', 'BN-O1234'])
  })

  it('shows as many slots as the plate can have', () => {
    expect(slotsOf(typed(''))).toEqual({ least: 7, most: 8 })
    expect(slotsOf(typed('沪A12345'))).toEqual({ least: 7, most: 8 })
    expect(slotsOf(typed('使'))).toEqual({ least: 7, most: 7 })
    expect(slotsOf(typed('临'))).toEqual({ least: 8, most: 8 })
  })

  it('produces only plates that a kiosk in China accepts, whatever keys are pressed', () => {
    const keys = [
      ...provinces,
      ...lastKeys,
      ...otherBeginnings,
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
      '⌫',
      '<',
      ' ',
      '😀',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom<PlateFormat>('cn', 'free'),
        fc.array(fc.constantFrom(...keys), { maxLength: 40 }),
        (format, presses) => {
          const entry = presses.reduce<PlateEntry>(
            (before, key) => (key === '⌫' ? eraseCharacter(before) : typeCharacter(before, key)),
            emptyPlate(format, 'CN'),
          )
          const plate = plateOf(entry)
          if (plate !== null) expect(isPlateAtKiosk(plate, 'cn')).toBe(true)
          expect(entry.typed.length).toBeLessThanOrEqual(12)
        },
      ),
    )
  })
})
