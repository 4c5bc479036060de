/** Hard days of a large workshop, by seed: too much work, tight promises, technicians with several skills. */
import { defaultSettings } from '#contract/settings.ts'
import { fromLocal } from '#contract/calendar.ts'
import { bayKinds, type BayKind, type Skill } from '#contract/values.ts'
import type { PlannedOperation, PlannedOrder, ShopState } from '#server/domain/planner/shop.ts'
import { Hours } from '#server/domain/planner/hours.ts'
import { randomOf } from '#server/domain/planner/random.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const zone = 'Asia/Shanghai'
/** A Tuesday, 8:00: the workshop has just opened. */
const MORNING = fromLocal(Date.UTC(2026, 10, 3, 8), zone)

/** The distribution of bays and work over the kinds, in percent. */
const share: Record<BayKind, number> = {
  ...{ lift: 50, electrical: 12, alignment: 8, body: 12, paint: 10, inspection: 5, wash: 3 },
}
const skillOf = (kind: BayKind): Skill => (kind === 'lift' ? 'mechanical' : kind)

export interface Size {
  bays: number
  technicians: number
  operations: number
  /** Every car is checked and washed after its work. */
  finishes?: boolean
}

/** One inspector for 100 operations, one washer for 60: each car, of 2.5 operations, takes ten minutes of one and twenty of the other. */
const finishersFor = (operations: number): BayKind[] => [
  ...Array.from({ length: Math.ceil(operations / 100) }, () => 'inspection' as const),
  ...Array.from({ length: Math.ceil(operations / 60) }, () => 'wash' as const),
]

export function hardDay(seed: number, { bays, technicians, operations, finishes = false }: Size): ShopState {
  const random = randomOf(20_000 + seed)
  let made = 0
  const id = () => `00000000-0000-7000-8000-${(++made).toString(16).padStart(12, '0')}`
  const kindAt = (percent: number): BayKind => {
    let sum = 0
    return bayKinds.find((kind) => (sum += share[kind]) > percent) ?? 'lift'
  }
  const spread = (count: number) => Array.from({ length: count }, (_, i) => kindAt(((i + 0.5) / count) * 100))
  // The people and places that check and wash every car come on top.
  const finishers = finishes ? finishersFor(operations) : []
  const persons = [...spread(technicians), ...finishers].map((kind, i) => {
    const own = skillOf(kind)
    const second = skillOf(kindAt(random.whole(0, 99)))
    const skills = random.chance(0.6) && second !== own ? [own, second] : [own]
    const span: [number, number][] =
      i % 3 === 1
        ? [
            [480, 720],
            [780, 960],
          ]
        : i % 3 === 2
          ? [
              [600, 720],
              [780, 1080],
            ]
          : []
    const shift = span.length > 0 ? Array.from({ length: 7 }, () => span) : null
    return {
      id: id(),
      skills,
      shift,
      leave: random.chance(0.04)
        ? [{ id: id(), kind: 'other' as const, from: MORNING, until: MORNING + 4 * HOUR }]
        : [],
    }
  })
  const hours = Array.from({ length: 7 }, (_, day): [number, number][] =>
    day === 6
      ? []
      : [
          [480, 720],
          [780, 1080],
        ],
  )
  const workshop = {
    timeZone: zone,
    hours,
    days: [],
    settings: finishes ? defaultSettings : { ...defaultSettings, checkMinutes: 0 },
  }
  const { checkMinutes, washMinutes } = workshop.settings
  const finishing = checkMinutes + (finishes ? washMinutes : 0)
  const opening = new Hours(workshop, null, MORNING)
  // The workshop is staffed for its work, in the same proportions.
  const deck = random.shuffled(spread(operations))
  const orders: PlannedOrder[] = []
  let left = operations
  while (left > 0) {
    const count = Math.min(left, random.whole(1, 4))
    left -= count
    orders.push(anOrder(count))
  }
  return {
    workshop,
    bays: [...spread(bays - finishers.length), ...finishers].map((kind, i) => ({
      id: id(),
      number: i + 1,
      uses: [kind],
      outOfService: null,
      place: null,
      retiredAt: null,
    })),
    persons,
    orders,
    now: MORNING,
  }

  function anOrder(count: number): PlannedOrder {
    const work = Array.from({ length: count }, (): PlannedOperation => {
      const kind = deck.pop()!
      const likelyMinutes = 5 * Math.round(Math.exp(1.2 + 2.4 * random.next()) + 2)
      return {
        ...{ id: id(), bayKind: kind, skill: skillOf(kind), likelyMinutes, state: 'planned', bayId: null },
        ...{
          safeMinutes: Math.round(likelyMinutes * 1.25),
          technicianId: null,
          startAt: null,
          plan: null,
          percent: 0,
          percentAt: null,
          finishedAt: null,
        },
        ...{ safety: random.chance(0.06), sentBack: random.chance(0.04) ? 1 : 0 },
      }
    })
    const own = work.reduce((sum, { likelyMinutes }) => sum + likelyMinutes, 0)
    const parts = random.chance(0.12)
      ? [{ id: id(), operationId: work.at(-1)!.id, arrivedAt: null, expectedAt: MORNING + random.whole(1, 6) * HOUR }]
      : []
    const room = own * (1.1 + 2 * random.next()) + (parts.length > 0 ? 300 : 0) + finishing
    const number = orders.length + 1
    return {
      ...{
        id: id(),
        number,
        model: null,
        state: 'waiting',
        priority: random.chance(0.08) ? 'urgent' : 'normal',
        bayId: null,
      },
      ...{
        waits: random.chance(0.2),
        wash: finishes,
        ...{ readyAt: null, checkPlan: null, washPlan: null },
        appointmentAt: null,
        quotedAt: null,
        arrivedAt: MORNING - random.whole(1, 2000) * MINUTE,
        authorisedAt: MORNING - MINUTE,
        checkedAt: null,
        washStartedAt: null,
        progressCheck: null,
      },
      promiseAt: Math.ceil(opening.add(MORNING, room * MINUTE)! / (15 * MINUTE)) * 15 * MINUTE,
      ...{ operations: work, parts },
    }
  }
}
