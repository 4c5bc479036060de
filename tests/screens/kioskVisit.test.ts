import { describe, expect, it } from 'vitest'
import { commands } from '#contract/commands/index.ts'
import { opensAgainAt } from '../../kiosk/checkin/opening.ts'
import { quietFor } from '../../kiosk/checkin/idle.ts'
import { groupPhone, isPhone, typeName, typePhone, typeWords } from '../../kiosk/checkin/phoneEntry.ts'
import { choosePlate, emptyPlate, typeCharacter, type PlateEntry } from '../../kiosk/checkin/plateEntry.ts'
import { LAST4_TRIES, TICKET_STAYS, WARN_AFTER, WIPE_AFTER_WARNING } from '../../kiosk/checkin/settings.ts'
import {
  checkInOf,
  emptyVisit,
  forgetCar,
  lackOf,
  pageAfter,
  questions,
  wordsOf,
  type Recognised,
  type Visit,
} from '../../kiosk/checkin/visit.ts'

import { aWorkshop, DAY, HOUR, NOW } from '../support/factories.ts'

const plate = [...'沪A7K382'].reduce<PlateEntry>(typeCharacter, emptyPlate('cn', 'CN'))
const unknown: Recognised = {
  known: false,
  appointment: false,
  confirmed: false,
  model: null,
  name: null,
  appointmentAt: null,
}
const known: Recognised = { ...unknown, known: true }
const confirmed: Recognised = { ...known, confirmed: true, model: 'Golf', name: 'Li Hua' }
const visit = (overrides: Partial<Visit>): Visit => ({ ...emptyVisit(emptyPlate('cn', 'CN')), ...overrides })
const walkIn = (overrides: Partial<Visit> = {}) =>
  visit({
    purpose: 'repair',
    plate,
    recognised: unknown,
    phone: '13800138000',
    symptoms: ['brakes'],
    waits: true,
    ...overrides,
  })

describe('B1 the questions of a visit', () => {
  it('B1.1 tell a new customer how a visit works, and ask for contact data', () =>
    expect(questions(walkIn())).toEqual([
      ...['language', 'purpose', 'plate', 'visit', 'phone', 'name', 'symptoms', 'words', 'stay', 'review'],
    ]))

  it('ask for the last four digits first when the car is known', () =>
    expect(pageAfter(walkIn({ recognised: known }), 'plate')).toBe('last4'))

  it('skip what is known once the digits match', () =>
    expect(questions(walkIn({ recognised: confirmed }))).toEqual([
      ...['language', 'purpose', 'plate', 'last4', 'symptoms', 'words', 'stay', 'review'],
    ]))

  it.each([
    ['skipped', { last4Skipped: true }],
    ['used up', { wrongTries: LAST4_TRIES }],
  ])('continue with the telephone number when the digits are %s', (_, overrides) => {
    const open = walkIn({ recognised: known, ...overrides })
    expect(questions(open)).not.toContain('last4')
    expect(pageAfter(open, 'last4')).toBe('phone')
  })

  it('skip the words, which only a button opens', () => {
    expect(pageAfter(walkIn(), 'symptoms')).toBe('stay')
    expect(pageAfter(walkIn(), 'words')).toBe('stay')
  })

  it('which plate it is, where only the hyphen tells cars apart', () => {
    const typed = [...'BNO1234'].reduce<PlateEntry>(typeCharacter, emptyPlate('free', 'DE'))
    const unclear = walkIn({ plate: typed })
    expect([pageAfter(unclear, 'plate'), lackOf(unclear, 'which')]).toEqual(['which', 'plate'])
    const clear = walkIn({ plate: choosePlate(typed, 'BN-O1234') })
    expect([pageAfter(clear, 'which'), lackOf(clear, 'which')]).toEqual(['visit', null])
    for (const purpose of ['pick_up', 'complaint', 'appointment'] as const)
      expect(pageAfter({ ...unclear, purpose }, 'plate')).toBe('which')
  })

  it('keep counting wrong tries when another plate is typed', () => {
    const other = forgetCar(walkIn({ recognised: known, wrongTries: 2, last4: '1234' }))
    expect(other).toMatchObject({ wrongTries: 2, last4: '', recognised: null })
  })

  it('always ask for the digits of an appointment', () => {
    expect(questions(visit({ purpose: 'appointment', wrongTries: 3 }))).toContain('last4')
    expect(questions(visit({ purpose: 'appointment', byCode: true }))[2]).toBe('code')
  })

  it('check a walk-in in by appointment when its confirmed car has one', () =>
    expect(questions(walkIn({ recognised: { ...confirmed, appointment: true } }))).toEqual([
      ...['language', 'purpose', 'plate', 'last4', 'stay', 'review'],
    ]))

  it.each(['enquiry', 'complaint', 'pick_up'] as const)('end %s without a review', (purpose) => {
    const all = questions(visit({ purpose }))
    expect(pageAfter(visit({ purpose }), all.at(-1)!)).toBe('sending')
  })
})

describe('what a page still lacks', () => {
  it.each([
    ['plate', visit({ purpose: 'repair' }), 'plate'],
    ['plate', visit({ purpose: 'pick_up' }), null],
    ['phone', walkIn({ phone: '12345' }), 'phone'],
    ['phone', walkIn(), null],
    ['phone', walkIn({ phone: '', phoneless: true }), null],
    ['symptoms', walkIn({ symptoms: [] }), 'trouble'],
    ['symptoms', walkIn({ symptoms: [], words: 'Squeaks' }), null],
    ['symptoms', walkIn({ symptoms: [], phrases: ['unsure'] }), null],
    ['last4', walkIn({ last4: '800' }), 'last4'],
    ['stay', walkIn({ waits: null }), 'stay'],
  ] as const)('on %s', (page, open, lack) => expect(lackOf(open, page)).toBe(lack))
})

describe('B1 the command of a visit', () => {
  const parses = (command: ReturnType<typeof checkInOf>) => {
    expect(command).not.toBeNull()
    return commands[command!.name].payload.safeParse(command!.payload).success
  }

  it('is a walk-in with everything the customer said', () => {
    const command = checkInOf(walkIn(), 'en', 'when braking', 'Li Hua')
    expect(command).toMatchObject({
      name: 'checkInWalkIn',
      payload: { plate: '沪A7K382', name: 'Li Hua', phone: '13800138000', symptoms: ['brakes'], waits: true },
    })
    expect(parses(command)).toBe(true)
  })

  it('B13 sends no known contact details back, but keeps the model of a confirmed car', () => {
    const recognised = { ...confirmed, model: 'Passat' }
    const command = checkInOf(walkIn({ recognised, phone: '', last4: '8000' }), 'zh-Hans', '', '')
    expect(command).toMatchObject({ payload: { name: null, phone: null, model: 'Passat', last4: '8000' } })
    const unconfirmed = checkInOf(walkIn({ recognised: { ...recognised, confirmed: false } }), 'zh-Hans', '', '')
    expect(unconfirmed).toMatchObject({ payload: { model: null } })
    expect(parses(command)).toBe(true)
  })

  it('B6.1 goes without a telephone number if the customer has none', () => {
    const command = checkInOf(walkIn({ phone: '', phoneless: true }), 'en', '', '')
    expect(command).toMatchObject({ payload: { phone: null } })
    expect(parses(command)).toBe(true)
  })

  it('is null while required data is missing', () => {
    expect(checkInOf(walkIn({ phone: '' }), 'en', '', '')).toBeNull()
    expect(checkInOf(walkIn({ waits: null }), 'en', '', '')).toBeNull()
    expect(checkInOf(walkIn({ symptoms: [] }), 'en', '', '')).toBeNull()
    expect(checkInOf(visit({ purpose: 'appointment', waits: true, plate }), 'en', '', '')).toBeNull()
  })

  it('identifies an appointment by code or by plate, never by both', () => {
    const byCode = checkInOf(
      visit({ purpose: 'appointment', byCode: true, code: 'K7P3', plate, last4: '8000', waits: false }),
      'en',
      '',
      '',
    )
    expect(byCode).toMatchObject({ name: 'checkInAppointment', payload: { code: 'K7P3', plate: null } })
    expect(parses(byCode)).toBe(true)
    const byPlate = checkInOf(visit({ purpose: 'appointment', plate, last4: '8000', waits: false }), 'en', '', '')
    expect(byPlate).toMatchObject({ payload: { code: null, plate: '沪A7K382' } })
    expect(parses(byPlate)).toBe(true)
  })

  it('records enquiries, complaints and pick-ups', () => {
    for (const purpose of ['enquiry', 'pick_up', 'complaint'] as const) {
      const command = checkInOf(visit({ purpose }), 'zh-Hant', '價格', '')
      expect(command).toMatchObject({ name: 'recordArrival', payload: { purpose, plate: null } })
      expect(parses(command)).toBe(true)
    }
  })

  it('puts tapped phrases before typed words', () =>
    expect(wordsOf(walkIn({ phrases: ['cold', 'left'], words: ' Squeaks ' }), (key) => key.toUpperCase(), ', ')).toBe(
      'COLD, LEFT\nSqueaks',
    ))
})

describe('the kiosk’s keys', () => {
  const phone = (keys: string) => [...keys].reduce(typePhone, '')
  it.each([
    ['13800138000', '13800138000', '138 0013 8000'],
    ['+8613800138000', '+8613800138000', '+86 138 0013 8000'],
    ['138+00', '13800', '138 00'],
    ['1234567890123456', '123456789012345', '123 4567 8901 2345'],
    ['+', '+', '+'],
    ['0215550123', '0215550123', '0215 5501 23'],
    ['', '', ''],
  ])('takes %s as %s, shown as %s', (keys, number, shown) => {
    expect(phone(keys)).toBe(number)
    expect(groupPhone(number)).toBe(shown)
  })

  it('a telephone number needs at least six digits', () => {
    expect(isPhone('12345')).toBe(false)
    expect(isPhone('+123456')).toBe(true)
  })

  it('write names and sentences without a shift key', () => {
    expect([...'LI  HUA-MEI'].reduce(typeName, '')).toBe('Li Hua-Mei')
    expect([...'IT SQUEAKS. LOUD'].reduce((text, key) => typeWords(text, key, 100), '')).toBe('It squeaks. Loud')
    expect([...'ABCDEF'].reduce((text, key) => typeWords(text, key, 3), '')).toBe('Abc')
  })
})

it('B1 a closed workshop opens again in the morning, after the break, or nobody knows when', () => {
  const at = (hour: number, day = 0) => NOW + (hour - 10) * HOUR + day * DAY
  const again = [at(10), at(12.5), at(22), at(22, 4)].map((now) => opensAgainAt(aWorkshop(), now))
  // After Saturday comes Monday.
  expect(again).toEqual([null, at(13), at(8, 1), at(8, 6)])
  expect(opensAgainAt(aWorkshop({ hours: [[], [], [], [], [], [], []] }), NOW)).toBeNull()
})

describe('an idle kiosk', () => {
  it('asks after its idle time, counts down, and wipes', () => {
    expect(quietFor('visit', WARN_AFTER - 1).stage).toBe('active')
    expect(quietFor('visit', WARN_AFTER)).toEqual({ stage: 'warning', secondsLeft: WIPE_AFTER_WARNING / 1000 })
    expect(quietFor('visit', WARN_AFTER + WIPE_AFTER_WARNING - 1)).toEqual({ stage: 'warning', secondsLeft: 1 })
    expect(quietFor('visit', WARN_AFTER + WIPE_AFTER_WARNING).stage).toBe('over')
  })

  it('removes the ticket without asking, and does not ask on the first page', () => {
    expect(quietFor('ticket', TICKET_STAYS - 1).stage).toBe('active')
    expect(quietFor('ticket', TICKET_STAYS).stage).toBe('over')
    expect(quietFor('start', WARN_AFTER).stage).toBe('active')
  })

  it('waits longer while a check-in is being sent', () =>
    expect(quietFor('sending', WARN_AFTER + WIPE_AFTER_WARNING).stage).toBe('active'))
})
