/** One form for every telephone number, however it was typed (B6.1). */
import { getCountries } from 'libphonenumber-js/max'
import { describe, expect, it } from 'vitest'
import { countries } from '#contract/countries.ts'
import { phone as phoneField } from '#contract/fields.ts'
import { formatPhone } from '#contract/phone.ts'
import type { Actor } from '#server/domain/rule.ts'
import { countryFrom, phoneOf, samePhone, textableOf } from '#server/domain/phone.ts'
import { anOrderIn, aScope, aVehicle, aWorkshop } from '../support/factories.ts'
import { accepted, expectRefusal } from './decide.ts'

/** As it comes over the wire. */
const stored = (typed: string, country: string | null) => phoneOf(phoneField.parse(typed), country)

describe('B6.1 a telephone number', () => {
  it.each([
    ['01711234567', 'DE', '+491711234567'],
    ['0049 171 1234567', 'DE', '+491711234567'],
    ['+49 (0)171 1234567', 'CN', '+491711234567'],
    ['030 123456-12', 'DE', '+493012345612'],
    ['9876 5432', 'HK', '+85298765432'],
    ['98765432', 'HK', '+85298765432'],
    ['021-68888888', 'CN', '+862168888888'],
    ['021-68888888-12', 'CN', '+862168888888;ext=12'],
    ['021-68888888转12', 'CN', '+862168888888;ext=12'],
    ['02-2345-6789#123', 'TW', '+886223456789;ext=123'],
    ['１３８００１３８０００', 'CN', '+8613800138000'],
    ['\u202d13800138000\u202c', 'CN', '+8613800138000'],
    ['138\u20110013\u20118000', 'CN', '+8613800138000'],
    ['138\u00a00013\u00a08000', 'CN', '+8613800138000'],
    ['138\t0013\n8000', 'CN', '+8613800138000'],
    ['010/6552 9988', 'CN', '+861065529988'],
    ['+8613800138000', 'DE', '+8613800138000'],
    ['+8613800138000', null, '+8613800138000'],
    ['0171 1234567', null, '01711234567'],
    // With its country's code, but without the plus.
    ['85291234567', 'CN', '+85291234567'],
    ['8613800138000', 'HK', '+8613800138000'],
    ['49 171 1234567', 'CH', '+491711234567'],
    // The right length; countries open new ranges.
    ['1380013800', 'CN', '+861380013800'],
  ])('%j, in %s, is %s', (typed, country, expected) => {
    expect(stored(typed, country)).toBe(expected)
    // Rows from before were not read over the wire.
    expect(phoneOf(typed, country)).toBe(expected)
    expect(stored(expected, country)).toBe(expected)
    // Forms begin with the number as it is shown.
    expect(stored(formatPhone(expected), country)).toBe(expected)
  })

  it.each([
    ['call me', 'CN'],
    ['110', 'CN'],
    ['+86', 'CN'],
    ['+86138001380001380013800', 'CN'],
    ['12345', null],
    ['', 'CN'],
    ['+999 1234567', null],
  ])('%j, in %s, is none', (typed, country) => expect(stored(typed, country)).toBeNull())
})

describe('B6.1 the number on file', () => {
  it.each([
    ['+8613800138000', '+8613800138000'],
    ['13800138000', '+8613800138000'],
    ['01711234567', '+491711234567'],
    ['00491711234567', '+491711234567'],
    ['98765432', '+85298765432'],
    ['+862168888888;ext=12', '+862168888888'],
    ['+491711234567', '01711234567'],
  ])('%s is the same as %s', (onFile, given) => expect(samePhone(onFile, given)).toBe(true))

  it.each([
    ['+8613800138000', '+8613800138001'],
    ['8000', '+8613800138000'],
    ['+8613800138000', '0138000'],
    ['+85298765432', '+8613898765432'],
  ])('%s is another than %s', (onFile, given) => expect(samePhone(onFile, given)).toBe(false))
})

describe('B11.3 a text message', () => {
  it.each([
    ['13800138000', 'CN', '+8613800138000'],
    ['+447911123456', null, '+447911123456'],
    ['02155551234', 'CN', '+862155551234'],
    ['07911123456', null, null],
    ['+862168888888;ext=12', 'CN', null],
    ['+19005551234', 'CN', null],
    ['+881612345678', 'CN', null],
    ['+870773111632', 'CN', null],
    ['+979123456789', 'CN', null],
    ['+80012345678', 'CN', null],
    // Long enough, but in no plan.
    ['+15555550123', 'CN', null],
    ['+8619900', 'CN', null],
    ['+491991234567', 'DE', null],
    ['letters', 'CN', null],
  ])('to %s, in %s, goes to %s', (number, country, expected) => expect(textableOf(number, country)).toBe(expected))
})

it('a new workshop’s country follows from its number, its plates or its time zone', () => {
  const telling = { plateFormat: 'free', phone: null, timeZone: 'Europe/Berlin' }
  expect(countryFrom(telling)).toBe('DE')
  expect(countryFrom({ ...telling, timeZone: 'Asia/Hong_Kong' })).toBe('HK')
  expect(countryFrom({ ...telling, plateFormat: 'cn' })).toBe('CN')
  expect(countryFrom({ ...telling, phone: '+886 2 2345 6789' })).toBe('TW')
  expect(countryFrom({ ...telling, timeZone: 'Etc/UTC' })).toBe(null)
})

it('every country with a plan for numbers can be chosen', () => expect([...countries]).toEqual(getCountries()))

describe('B6.1 given with a command', () => {
  const actor: Actor = { device: 'kiosk', personId: null }
  const car = { plate: '沪A7K382', model: null, name: 'Li Na', language: 'en' as const }
  const walkIn = { ...car, symptoms: [], words: '', waits: false }
  const german = (over: Partial<Parameters<typeof aScope>[0]> = {}) =>
    aScope({ workshop: aWorkshop({ country: 'DE' }), ...over })

  it('is stored in E.164, so that it can be texted', () => {
    const { put } = accepted('checkInWalkIn', { ...walkIn, phone: '0171 1234567' }, german(), { actor })
    expect(put.order![0]!.customer.phone).toBe('+491711234567')
    expect(put.vehicle![0]!.customer.phone).toBe('+491711234567')
  })

  it('leaves the file alone if the file has it already, in either form', () => {
    const known = (phone: string) => german({ vehicles: [aVehicle({ customer: { ...aVehicle().customer, phone } })] })
    const given = { ...walkIn, language: 'zh-Hans' as const, phone: '01711234567' }
    expect(accepted('checkInWalkIn', given, known('+491711234567'), { actor }).put.vehicle).toBeUndefined()
    // The old spelling is the same person's, and is written anew.
    const [file] = accepted('checkInWalkIn', given, known('01711234567'), { actor }).put.vehicle!
    expect(file!.customer.phone).toBe('+491711234567')
  })

  it('is refused by name if it cannot be a number', () => {
    expectRefusal('bad_phone', 'checkInWalkIn', { ...walkIn, phone: '12' }, german(), { actor })
    const order = anOrderIn('working')
    const contact = { orderId: order.id, name: 'Li Na', email: null, channels: [] }
    expectRefusal('bad_phone', 'setContact', { ...contact, phone: 'call me' }, german({ orders: [order] }))
  })

  it('of a car in a list is stored in E.164', () => {
    const cars = [{ ...car, phone: '0049 171 1234567' }]
    expect(
      accepted('importCars', { cars }, german(), { actor: { device: 'admin', personId: null } }).put.vehicle![0]!
        .customer.phone,
    ).toBe('+491711234567')
  })
})

it.each([
  ['+8613800138000', '+86 138 0013 8000'],
  ['+862168888888;ext=12', '+86 21 6888 8888-12'],
  ['+862177770000', '+86 21 7777 0000'],
  ['+861012345678', '+86 10 1234 5678'],
  ['+8657188888888', '+86 571 8888 8888'],
  ['+442079460018', '+44 20 7946 0018'],
  ['+81312345678', '+81 3 1234 5678'],
  ['+886223456789', '+886 2 2345 6789'],
  ['+85298765432', '+852 9876 5432'],
  ['+886912345678', '+886 912 345 678'],
  ['+491711234567', '+49 171 123 4567'],
  ['+12125550123', '+1 212 555 0123'],
  ['+4930123456', '+49 30 123 456'],
  ['98765432', '98765432'],
])('B6.1 %s is shown as %s', (stored, shown) => {
  expect(formatPhone(stored)).toBe(shown)
})
