import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { isNewEnergyPlate, isPlateAtKiosk, provinces } from '#contract/plate.ts'
import type { PlateFormat } from '#contract/values.ts'
import {
  accepts,
  emptyPlate,
  eraseCharacter,
  keyboardOf,
  lastCharacters,
  plateOf,
  typeCharacter,
  type PlateEntry,
} from '../../kiosk/checkin/plateEntry.ts'

const typed = (text: string, format: PlateFormat = 'cn') =>
  [...text].reduce<PlateEntry>(typeCharacter, emptyPlate(format))

describe('the plate keyboard', () => {
  it('starts with the provinces, then shows letters', () => {
    expect(keyboardOf(emptyPlate('cn'))).toBe('provinces')
    expect(keyboardOf(typed('沪'))).toBe('letters')
    expect(keyboardOf(emptyPlate('free'))).toBe('letters')
  })

  it.each([
    ['沪A7K382', '沪A7K382'],
    ['粤BD12345', '粤BD12345'],
    ['粤Z1234港', '粤Z1234港'],
    ['京A1234警', '京A1234警'],
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
    expect(plateOf(typed('A', 'free'))).toBeNull()
  })

  it('produces only plates that a kiosk in China accepts, whatever keys are pressed', () => {
    const keys = [...provinces, ...lastCharacters, ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', '⌫', '<', ' ', '😀']
    fc.assert(
      fc.property(
        fc.constantFrom<PlateFormat>('cn', 'free'),
        fc.array(fc.constantFrom(...keys), { maxLength: 40 }),
        (format, presses) => {
          const entry = presses.reduce<PlateEntry>(
            (before, key) => (key === '⌫' ? eraseCharacter(before) : typeCharacter(before, key)),
            emptyPlate(format),
          )
          const plate = plateOf(entry)
          if (plate !== null) expect(isPlateAtKiosk(plate, 'cn')).toBe(true)
          expect(entry.typed.length).toBeLessThanOrEqual(12)
        },
      ),
    )
  })
})
