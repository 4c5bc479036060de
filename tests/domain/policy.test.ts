import { describe, expect, it } from 'vitest'
import { commandNames } from '#contract/commands/index.ts'
import { adminCommands } from '#contract/commands/admin.ts'
import { clockCommands } from '#contract/commands/clock.ts'
import { attemptCommands } from '#contract/commands/notice.ts'
import { setupCommands } from '#contract/commands/setup.ts'
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
    for (const door of ['wall', 'lobby'] as const) expect(commandsOf(door)).toEqual([])
  })

  it('lets the kiosk only check in', () => {
    expect(commandsOf('kiosk')).toEqual(['checkInWalkIn', 'checkInAppointment', 'recordArrival'])
  })

  it('lets customers do nothing but have their own browser told (B11)', () => {
    expect(commandsOf('customer')).toEqual(['allowPush', 'stopPush'])
  })

  it('lets no screen change the house itself, and nobody but the clock do what falls due', () => {
    const due = [
      ...['recordForecasts', 'recordSuggestions', 'lookAtOrder', 'lookAtBay', 'lookAtWorkshop'],
      ...['beginAttempt', 'recordAttempt'],
    ]
    const unsent = { ...adminCommands, ...clockCommands, ...attemptCommands }
    for (const name of Object.keys(unsent) as (keyof typeof unsent)[]) {
      for (const door of doors) expect(mayCommand(door, name), `${door} ${name}`).toBe(false)
      expect(mayCommand('admin', name), name).toBe(!due.includes(name))
    }
    // A browser that takes no pushes any more is noticed where they are sent.
    expect(commandsOf('clock')).toEqual(['stopPush', ...due])
  })

  it('lets the staff set up what the workshop is, and none but them and an administrator', () => {
    for (const name of Object.keys(setupCommands) as (keyof typeof setupCommands)[])
      expect(
        doors.filter((door) => mayCommand(door, name)),
        name,
      ).toEqual(['staff'])
  })

  it('asks only the staff who acts', () => {
    expect(senders.filter(needsActor)).toEqual(['staff'])
  })

  it('knows a door when it sees one', () => {
    expect(['staff', 'kiosk'].every(isDoor)).toBe(true)
    expect(['admin', 'clock', '', '__proto__'].some(isDoor)).toBe(false)
  })
})
