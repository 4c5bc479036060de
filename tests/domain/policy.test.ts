import { describe, expect, it } from 'vitest'
import { commandNames } from '#contract/commands/index.ts'
import { houseCommands } from '#contract/commands/house.ts'
import { doors } from '#contract/values.ts'
import { audienceOf, commandsOf, isDoor, mayCommand, needsActor, policy, type Sender } from '#server/policy/policy.ts'

const senders = Object.keys(policy) as Sender[]

describe('the policy', () => {
  it('lets every command come from somewhere, and knows no other', () => {
    const all = new Set(senders.flatMap((sender) => commandsOf(sender)))
    expect([...all].sort()).toEqual([...commandNames].sort())
  })

  it('shows every door its own audience', () => {
    for (const door of doors) expect(audienceOf(door)).toBe(door)
    expect(policy.clock.audience).toBeNull()
    expect(policy.admin.audience).toBeNull()
  })

  it('lets those who only look send nothing', () => {
    for (const door of ['wall', 'lobby', 'customer'] as const) expect(commandsOf(door)).toEqual([])
  })

  it('lets the kiosk only check in', () => {
    expect(commandsOf('kiosk')).toEqual(['checkInWalkIn', 'checkInAppointment', 'recordArrival'])
  })

  it('lets no screen change the house itself, and nobody but the clock record forecasts', () => {
    for (const name of Object.keys(houseCommands) as (keyof typeof houseCommands)[]) {
      for (const door of doors) expect(mayCommand(door, name), `${door} ${name}`).toBe(false)
      expect(mayCommand('admin', name)).toBe(name !== 'recordForecasts')
    }
    expect(commandsOf('clock')).toEqual(['recordForecasts'])
  })

  it('asks only the staff who acts', () => {
    expect(senders.filter(needsActor)).toEqual(['staff'])
  })

  it('knows a door when it sees one', () => {
    expect(['staff', 'kiosk'].every(isDoor)).toBe(true)
    expect(['admin', 'clock', '', '__proto__'].some(isDoor)).toBe(false)
  })
})
