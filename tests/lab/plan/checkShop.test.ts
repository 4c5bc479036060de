/** The checker of shop plans finds every kind of fault. */
import { expect, it } from 'vitest'
import type { ShopState } from '#server/domain/planner/shop.ts'
import { faultsOfShop, type PlannedPiece } from '#server/lab/plan/checkShop.ts'
import {
  aBay,
  anOperation,
  anOrderIn,
  aPart,
  aPerson,
  aWorkingOperation,
  aWorkshop,
  HOUR,
  MINUTE,
  NOW,
  leaveUntil,
} from '../../support/factories.ts'

// Tuesday 10:00; open 8–12 and 13–18.
const [lift, paint, down] = [
  aBay(),
  aBay({ number: 2, uses: ['paint'] }),
  aBay({ number: 3, outOfService: { reason: '', since: NOW, until: NOW + 4 * HOUR } }),
]
const [chen, wu, away, painter] = [
  aPerson(),
  aPerson(),
  aPerson({ leave: leaveUntil(NOW + 5 * HOUR) }),
  aPerson({ skills: ['paint'] }),
]
const begun = aWorkingOperation({ bayId: lift.id, technicianId: chen.id })
const first = anOperation({ standardMinutes: 30 })
const second = anOperation({ standardMinutes: 90, startAt: NOW + 95 * MINUTE })
const one = anOrderIn('working', { operations: [begun], bayId: lift.id })
const two = anOrderIn('waiting', {
  operations: [first, second],
  parts: [aPart({ operationId: first.id, expectedAt: NOW + 60 * MINUTE })],
})
const shop: ShopState = {
  ...{ workshop: aWorkshop(), bays: [lift, paint, down], persons: [chen, wu, away, painter], now: NOW },
  orders: [one, two],
}
const piece = (operationId: string, bayId: string, technicianId: string, start: number, end: number): PlannedPiece => ({
  ...{ operationId, bayId, technicianId, start: NOW + start * MINUTE, end: NOW + end * MINUTE },
})
const good = [
  piece(begun.id, lift.id, chen.id, 0, 60),
  piece(first.id, lift.id, wu.id, 60, 90),
  // Spans the lunch hour.
  piece(second.id, lift.id, wu.id, 95, 245),
]
const with_ = (at: number, over: Partial<PlannedPiece>) => good.map((own, i) => (i === at ? { ...own, ...over } : own))
const at = (start: number, end: number) => ({ start: NOW + start * MINUTE, end: NOW + end * MINUTE })

it('finds no fault in a valid plan', () => expect(faultsOfShop(shop, good)).toEqual([]))

it.each<[string, PlannedPiece[], RegExp]>([
  ['work left out', good.slice(0, 2), /is missing/],
  ['only its predecessor left out', [good[0]!, good[2]!], /is missing.* before it is not/],
  ['repeated work', [...good, good[1]!], /is planned twice/],
  ['unknown work', [...good, { ...good[1]!, operationId: 'x' }], /no open operation x/],
  ['a bay of another kind', with_(2, { bayId: paint.id }), /is for paint and not lift/],
  ['no bay', with_(2, { bayId: null }), /which does not exist/],
  ['a bay out of service', with_(2, { bayId: down.id }), /while it is out of service/],
  ['a technician without the skill', with_(2, { technicianId: painter.id }), /without the skill mechanical/],
  ['an absent technician', with_(2, { technicianId: away.id }), /is away/],
  ['an unknown technician', with_(2, { technicianId: 'x' }), /who does not exist/],
  ['too short a time', with_(2, at(95, 185)), /worked on for 30 minutes and not for 90/],
  ['a start while it is closed', with_(2, at(150, 270)), /not at work/],
  ['a start in the past', with_(0, at(-60, 0)), /starts in the past/],
  ['a start before its fixed time', with_(2, at(90, 240)), /before its fixed time/],
  ['a start before its parts', with_(1, at(40, 70)), /have arrived/],
  ['a broken sequence within a car', with_(2, at(80, 230)), /before .* has ended/],
  ['two cars in a bay', with_(0, at(0, 70)), /in the same bay/],
  ['a technician at two cars', with_(0, { technicianId: wu.id, ...at(0, 70) }), /in the same technician/],
  ['started work continued by another technician', with_(0, { technicianId: wu.id }), /does not continue/],
  ['started work continued later', with_(0, at(1, 61)), /does not continue/],
])('finds %s', (_what, plan, fault) => expect(faultsOfShop(shop, plan).join(' ')).toMatch(fault))
