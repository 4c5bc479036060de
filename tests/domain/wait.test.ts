import { describe, expect, it } from 'vitest'
import { waitMinutes } from '#server/domain/arrival/wait.ts'
import type { Actor } from '#server/domain/rule.ts'
import { anArrival, aPerson, aScope, DAY, MINUTE, NOW, staff } from '../support/factories.ts'
import { accepted } from './decide.ts'

const zone = 'Asia/Shanghai'
/** Served today, each for so long. */
const served = (minutes: number, takenAt = NOW - 60 * MINUTE) =>
  anArrival({ takenAt, closedAt: takenAt + minutes * MINUTE })
const today = [served(8), served(10), served(60)]
const waiting = () => anArrival()
const atDesk = () => anArrival({ takenAt: NOW - MINUTE })

describe('B1.2 the wait told at arrival', () => {
  it('is not known before three people have been served today, or without an adviser', () => {
    expect(waitMinutes([served(8), served(10), waiting()], 1, zone, NOW)).toBeNull()
    expect(waitMinutes([served(8), served(10), served(60, NOW - DAY), waiting()], 1, zone, NOW)).toBeNull()
    expect(waitMinutes([...today, waiting()], 0, zone, NOW)).toBeNull()
  })

  it('is none while an adviser is free', () => {
    expect(waitMinutes(today, 1, zone, NOW)).toBe(0)
    expect(waitMinutes([...today, atDesk()], 2, zone, NOW)).toBe(0)
  })

  it('is the time of those ahead, half of today’s at most, shared among the advisers, in steps of five minutes', () => {
    expect(waitMinutes([...today, atDesk()], 1, zone, NOW)).toBe(10)
    expect(waitMinutes([...today, atDesk(), waiting(), waiting()], 1, zone, NOW)).toBe(30)
    expect(waitMinutes([...today, atDesk(), atDesk(), waiting(), waiting()], 2, zone, NOW)).toBe(15)
  })

  it('counts one person a desk: more that are open have been forgotten there', () => {
    expect(waitMinutes([...today, atDesk(), atDesk(), atDesk(), waiting()], 1, zone, NOW)).toBe(20)
  })

  it('is said at the kiosk and kept with the arrival; the desk says nothing', () => {
    const persons = [aPerson({ roles: ['adviser'] })]
    const scope = () => aScope({ persons, arrivals: [...today, atDesk()] })
    const come = (actor: Actor) => {
      const enquiry = { purpose: 'enquiry', plate: null, language: 'en', words: '' } as const
      const { answer, put } = accepted('recordArrival', enquiry, scope(), { actor })
      return [answer.waitMinutes, put.arrival![0]!.toldMinutes]
    }
    expect(come({ device: 'kiosk', personId: null })).toEqual([10, 10])
    expect(come(staff(persons[0]!.id))).toEqual([null, null])
  })
})
