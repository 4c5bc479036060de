/**
 * The final check (C5) and the wash (C7) as work like any other: in a bay for it and by a person with the skill, one car at a
 * time. A shop without such a bay checks and washes cars in the yard; without the skill, anyone does. Pure.
 */
import { workingTime } from '#contract/calendar.ts'
import { bayKinds, skills } from '#contract/values.ts'
import type { Places } from './places.ts'
import type { PlannedOperation, PlannedOrder, ShopState, Step } from './shop.ts'

const MINUTE = 60_000
const NOWHERE = -1

export interface Finishing {
  step: Exclude<Step, 'operation'>
  operation: PlannedOperation
  /** Index of the bay kind and of the skill; -1: none is needed. */
  kind: number
  skill: number
  /** Milliseconds of opening hours left. */
  duration: number
  hasBegun: boolean
}

interface Stage {
  step: Finishing['step']
  use: 'inspection' | 'wash'
  kind: number
  skill: number
  minutes: number
  /** Cars being served now, and the milliseconds left. */
  underWay: ReadonlyMap<string, number>
}

/** What is left to do for a car after its work, in order. */
export function finishingOf(shop: ShopState, places: Places): (order: PlannedOrder) => Finishing[] {
  const { checkMinutes, washMinutes } = shop.workshop.settings
  const check = stageOf(shop, places, 'check', checkMinutes)
  const wash = stageOf(shop, places, 'wash', washMinutes)
  return (order) => {
    const isWashed = order.wash || order.state === 'quoted'
    const stages = order.state === 'washing' ? [wash] : isWashed ? [check, wash] : [check]
    return stages.flatMap((stage) => {
      const left = stage.underWay.get(order.id)
      const duration = left ?? stage.minutes * MINUTE
      if (duration <= 0) return []
      const { step, kind, skill } = stage
      return [{ step, kind, skill, duration, hasBegun: left !== undefined, operation: asOperation(stage, order) }]
    })
  }
}

function stageOf(shop: ShopState, places: Places, step: Finishing['step'], minutes: number): Stage {
  const use = step === 'check' ? 'inspection' : 'wash'
  const bays = places.bays.filter(({ uses, backAt }) => uses.includes(use) && backAt < Infinity)
  const people = places.technicians.filter((one) => one.skills.includes(use))
  const open = (all: readonly { backAt: number }[]) => all.filter(({ backAt }) => backAt === 0).length
  return {
    ...{ step, use, minutes },
    kind: bays.length > 0 ? bayKinds.indexOf(use) : NOWHERE,
    skill: people.length > 0 ? skills.indexOf(use) : NOWHERE,
    underWay: underWay(
      shop,
      step,
      Math.min(bays.length > 0 ? open(bays) : Infinity, people.length > 0 ? open(people) : Infinity),
    ),
  }
}

/**
 * The cars being checked or washed now. A wash that was said to begin (C7) takes its place since then. Where nobody says when they
 * begin, the first in line do, as many as there are places and people, each since it came or since the one before it was done.
 */
function underWay({ orders, workshop, now }: ShopState, step: Finishing['step'], places: number): Map<string, number> {
  const isCheck = step === 'check'
  const minutes = isCheck ? workshop.settings.checkMinutes : workshop.settings.washMinutes
  const leftSince = (since: number) =>
    Math.max(0, minutes * MINUTE - (since === 0 ? 0 : workingTime(workshop, since, now)))
  if (!isCheck && orders.some(({ washStartedAt }) => washStartedAt !== null))
    return new Map(
      orders.flatMap(({ id, state, washStartedAt }) =>
        state === 'washing' && washStartedAt !== null ? [[id, leftSince(washStartedAt)]] : [],
      ),
    )
  const line = orders.flatMap((order) => {
    if (order.state !== (isCheck ? 'checking' : 'washing')) return []
    const came = isCheck ? Math.max(...order.operations.map((one) => one.finishedAt ?? 0)) : (order.checkedAt ?? 0)
    return [{ order, came }]
  })
  line.sort((a, b) => a.came - b.came || a.order.number - b.order.number)
  const done = orders
    .flatMap((order) => (isCheck ? order.checkedAt : order.wash ? order.readyAt : null) ?? [])
    .sort((a, b) => b - a)
  const left = new Map<string, number>()
  for (const [i, { order, came }] of line.slice(0, Math.min(places, line.length)).entries()) {
    const since = Math.max(came, done[places - 1 - i] ?? 0)
    left.set(order.id, leftSince(since))
  }
  return left
}

const asOperation = ({ step, use, minutes }: Stage, order: PlannedOrder): PlannedOperation => ({
  ...{ id: `${order.id} ${step}`, bayKind: use, skill: use, likelyMinutes: minutes, safeMinutes: minutes },
  ...{ state: 'planned', bayId: null, technicianId: null, startAt: null, percent: 0, percentAt: null },
  ...{ plan: step === 'check' ? order.checkPlan : order.washPlan, safety: false, sentBack: 0, finishedAt: null },
})
