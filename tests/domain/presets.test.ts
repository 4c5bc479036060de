import { describe, expect, it } from 'vitest'
import { commands } from '#contract/commands/index.ts'
import { countries } from '#contract/countries.ts'
import { presets, skills, type Preset } from '#contract/values.ts'
import { countryDefaults } from '#server/domain/workshop/countryDefaults.ts'
import { presetFurnishing } from '#server/domain/workshop/presets.ts'
import { roleTexts, teamTexts } from '#words/texts.ts'
import { aBay, aPriceItem, aScope } from '../support/factories.ts'
import { accepted, expectRefusal } from './decide.ts'

const naming = { roles: roleTexts.en, teams: teamTexts.en }

describe.each(presets)('the preset %s', (preset) => {
  const { bays, persons, priceItems, teams } = presetFurnishing(preset, naming, 'CNY')

  it('is a payload that the contract takes', () => {
    const payload = { isExample: false, bays, persons, priceItems, teams }
    expect(commands.furnishWorkshop.payload.parse(payload)).toEqual(payload)
  })

  it('has a bay and a person for all work in its price list', () => {
    const uses = new Set(bays.flatMap(({ uses }) => uses))
    const known = new Set(persons.flatMap(({ skills }) => skills))
    expect(priceItems.length).toBeGreaterThan(5)
    for (const { bayKind, skill } of priceItems) {
      expect(uses).toContain(bayKind)
      expect(known).toContain(skill)
    }
    expect(skills).toEqual(expect.arrayContaining([...known]))
  })

  it('has people who receive cars, dispatch, check, take money, and lead each team', () => {
    const roles = new Set(persons.flatMap(({ roles }) => roles))
    for (const role of ['adviser', 'foreman', 'inspector', 'cashier'] as const) expect(roles).toContain(role)
    const leaders = persons.filter(({ roles }) => roles.includes('team_leader')).map(({ team }) => team)
    expect(leaders).toEqual(teams.map(({ key }) => key))
    expect(new Set(persons.map(({ name }) => name)).size, 'each name once').toBe(persons.length)
  })
})

it.each<[Preset, number]>([
  ['quick_service', 3],
  ['general_repair', 8],
  ['dealer', 20],
  ['body_and_paint', 6],
])('%s has %i bays', (preset, count) => {
  const { bays } = presetFurnishing(preset, naming, 'EUR')
  expect(bays.map(({ number }) => number)).toEqual(Array.from({ length: count }, (_, at) => at + 1))
})

it('prices in yuan are for workshops that charge in yuan', () => {
  const pricesIn = (currency: string) =>
    presetFurnishing('dealer', naming, currency).priceItems.map((item) => item.price)
  expect(Math.min(...pricesIn('CNY'))).toBeGreaterThan(0)
  expect(new Set(pricesIn('EUR'))).toEqual(new Set([0]))
})

describe('startFromPreset', () => {
  const payload = { preset: 'general_repair', language: 'zh-Hant' } as const

  it('fills an empty workshop, with names in the language asked for', () => {
    const { put } = accepted('startFromPreset', payload, aScope())
    expect(put.bay).toHaveLength(8)
    expect(put.workshop![0]).toMatchObject({ isExample: false })
    expect(put.person!.map(({ name }) => name)).toContain(`${roleTexts['zh-Hant'].technician} 2`)
    expect(put.team!.map(({ name }) => name)).toEqual(['機修組'])
  })

  it('leaves a workshop that has bays or prices as it is', () => {
    expectRefusal('not_empty', 'startFromPreset', payload, aScope({ bays: [aBay()] }))
    expectRefusal('not_empty', 'startFromPreset', payload, aScope({ priceItems: [aPriceItem()] }))
  })
})

describe('what is usual in a country', () => {
  it.each([
    ['CN', 'Asia/Shanghai', { timeZone: 'Asia/Shanghai', currency: 'CNY', plateFormat: 'cn' }, 6],
    ['TW', 'Asia/Taipei', { timeZone: 'Asia/Taipei', currency: 'TWD', plateFormat: 'free' }, 6],
    ['GB', 'Asia/Shanghai', { timeZone: 'Europe/London', currency: 'GBP', plateFormat: 'free' }, 5],
    ['US', 'America/Denver', { timeZone: 'America/Denver', currency: 'USD', plateFormat: 'free' }, 5],
    ['IN', 'Asia/Calcutta', { timeZone: 'Asia/Calcutta', currency: 'INR', plateFormat: 'free' }, 6],
  ])('%s, seen from %s', (country, zone, expected, openDays) => {
    const { hours, ...place } = countryDefaults(country, zone)
    expect(place).toEqual({ country, ...expected })
    expect(hours.filter((spans) => spans.length > 0)).toHaveLength(openDays)
  })

  it('Friday and Saturday are the weekend where they are', () =>
    expect(countryDefaults('EG', 'Africa/Cairo').hours.map((spans) => spans.length > 0)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      true,
    ]))

  it('every country has a time zone and a currency', () => {
    for (const country of countries) {
      const { timeZone, currency } = countryDefaults(country, 'nowhere')
      expect(() => new Intl.DateTimeFormat('en', { timeZone, style: 'currency', currency } as never)).not.toThrow()
      expect(currency, country).toMatch(/^[A-Z]{3}$/)
    }
  })
})
