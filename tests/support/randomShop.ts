/** Random shops in every state a shop can be in, for properties of every plan. */
import type { WeeklyHours } from '#contract/calendar.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import type { ShopState } from '#server/domain/planner/shop.ts'
import {
  aBay,
  anOperation,
  anOrderIn,
  aPart,
  aPausedOperation,
  aPerson,
  aWorkingOperation,
  aWorkshop,
  DAY,
  HOUR,
  NOW,
  leaveUntil,
} from './factories.ts'
import type { BayKind } from '#contract/values.ts'
import type { Random } from './random.ts'

const kinds = ['lift', 'paint', 'electrical'] as const
const uses: BayKind[][] = [['lift'], ['paint'], ['electrical'], ['lift', 'electrical']]
const skills = ['mechanical', 'paint', 'electrical'] as const
const week = (...days: WeeklyHours[number][]): WeeklyHours => [...days, ...days, ...days, ...days].slice(0, 7)
const calendars: WeeklyHours[] = [
  aWorkshop().hours,
  week([[0, 1440]]),
  week([[300, 1430]], []),
  week([], [], [[600, 700]]),
]
const shifts: (WeeklyHours | null)[] = [null, null, week([[480, 960]]), week([[660, 1300]], [[480, 700]])]
const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe']

export function aShop(r: Random): ShopState {
  const maybe = <T>(p: number, value: T) => (r.chance(p) ? value : null)
  // Includes the nights when clocks change.
  const now = r.pick([NOW, Date.UTC(2026, 2, 28, 20), Date.UTC(2026, 9, 24, 20)]) + r.int(30) * HOUR + r.int(HOUR)
  const bays = Array.from({ length: r.int(6) }, (_, i) =>
    aBay({
      number: i + 1,
      uses: r.pick(uses),
      outOfService: maybe(0.2, { reason: '', since: now - HOUR, until: maybe(0.7, now + (r.int(60) - 10) * HOUR) }),
    }),
  )
  const persons = Array.from({ length: r.int(6) }, () =>
    aPerson({
      skills: r.chance(0.3) ? [...skills] : [r.pick(skills)],
      shift: r.pick(shifts),
      leave: leaveUntil(maybe(0.2, now + (r.int(60) - 10) * HOUR), now - 20 * HOUR),
    }),
  )
  const [busyBays, busyPeople] = [new Set<string>(), new Set<string>()]
  const operationOf = (): Operation => {
    const kind = r.int(3)
    const what = { bayKind: kinds[kind]!, skill: skills[kind]!, standardMinutes: 10 * (1 + r.int(40)) }
    const bay = bays.find((one) => one.uses.includes(what.bayKind) && !one.outOfService && !busyBays.has(one.id))
    const person = persons.find((one) => one.skills.includes(what.skill) && !busyPeople.has(one.id))
    const named = { bayId: bay?.id ?? null, technicianId: person?.id ?? null }
    if (r.chance(0.1)) return anOperation({ ...what, state: r.pick(['done', 'cancelled', 'proposed']) })
    if (bay && person && r.chance(0.4)) {
      busyBays.add(bay.id)
      busyPeople.add(person.id)
      return aWorkingOperation({ ...what, ...named, percent: r.int(100), percentAt: now - r.int(3) * HOUR })
    }
    if (bay && r.chance(0.2)) return aPausedOperation({ ...what, ...named })
    return anOperation({ ...what, ...(r.chance(0.3) && named) })
  }
  const orders = Array.from({ length: r.int(14) }, (_, number): Order => {
    let worksIn: string | null = null
    const operations = Array.from({ length: r.int(4) }, () => {
      const operation = operationOf()
      if (operation.state !== 'working') return operation
      // The car can only be in one place.
      if (worksIn !== null) return { ...operation, state: 'planned' as const, percent: 0 }
      worksIn = operation.bayId
      return operation
    })
    const parts = Array.from({ length: r.int(3) }, () =>
      aPart({
        operationId: operations.length > 0 ? maybe(0.6, r.pick(operations).id) : null,
        expectedAt: now + (r.int(80) - 10) * HOUR,
        arrivedAt: maybe(0.3, now),
      }),
    )
    const promiseAt = maybe(0.7, now + (r.int(40) - 5) * HOUR)
    const priority = r.chance(0.2) ? 'urgent' : 'normal'
    const state = worksIn === null ? r.pick(['quoted', 'authorised', 'waiting', 'checking'] as const) : 'working'
    return anOrderIn(state, { number, operations, parts, promiseAt, priority, bayId: worksIn })
  })
  const days = Array.from({ length: r.int(3) }, (_, i) => ({
    day: new Date(now + i * DAY).toISOString().slice(0, 10),
    spans: r.chance(0.5) ? [] : [[540, 800] as [number, number]],
    note: '',
  }))
  return {
    workshop: aWorkshop({ hours: r.pick(calendars), timeZone: r.pick(zones), days }),
    bays,
    persons,
    orders,
    now,
  }
}

/** The same, with some operations placed on the plan and some with an earlier plan. */
export function aPlacedShop(r: Random): ShopState {
  const shop = aShop(r)
  const fit = <T extends { id: string }>(list: readonly T[], fits: (one: T) => boolean) =>
    r.pick([...list.filter(fits).map(({ id }) => id), null])
  const orders = shop.orders.map((order) => ({
    ...order,
    waits: r.chance(0.2),
    operations: order.operations.map((one) => {
      const [bayId, technicianId] = [
        fit(shop.bays, ({ uses }) => uses.includes(one.bayKind)),
        fit(shop.persons, ({ skills }) => skills.includes(one.skill)),
      ]
      const start = shop.now + (r.int(40) - 4) * HOUR
      if (one.state === 'planned' && r.chance(0.3)) return { ...one, bayId, technicianId, startAt: start }
      if (technicianId === null || r.chance(0.5)) return one
      return { ...one, plan: { bayId, technicianId, start, end: start + HOUR } }
    }),
  }))
  return { ...shop, orders }
}
