/** The workshop itself: its resources and basic data. */
import type { Workshop } from '#contract/entities/index.ts'
import { newBay } from '../bay/bay.ts'
import { isOffered, newPriceItem } from '../money/priceItem.ts'
import { newPerson } from '../staff/person.ts'
import { asStored } from '../phone.ts'
import { refuse, type Rule } from '../rule.ts'
import { zoneName } from './zoneName.ts'

/** Adds bays, people and price items. Refuses `duplicate_number` for a bay number or price item code in use. */
export const furnishWorkshop: Rule<'furnishWorkshop'> = {
  needs: () => ({ everything: true, workshopAlerts: true }),
  decide({ workshop, ...scope }, payload, { newId }) {
    const isExample = payload.isExample
    if (repeats([...scope.bays.values(), ...payload.bays].map(({ number }) => number)))
      return refuse('duplicate_number')
    if (repeats([...[...scope.priceItems.values()].filter(isOffered), ...payload.priceItems].map(({ code }) => code)))
      return refuse('duplicate_number')
    if (repeats(payload.teams.map(({ key }) => key))) return refuse('duplicate_number')
    const teamIds = new Map(payload.teams.map(({ key }) => [key, newId()]))
    if (payload.persons.some(({ team }) => team !== null && !teamIds.has(team))) return refuse('not_found')

    const bay = payload.bays.map((one) => ({ id: newId(), ...one, ...newBay }))
    const person = payload.persons.map(({ team: key, ...one }) => ({
      id: newId(),
      ...one,
      teamId: key === null ? null : teamIds.get(key)!,
      ...newPerson,
    }))
    const leads = (key: string) =>
      payload.persons.findIndex((one) => one.team === key && one.roles.includes('team_leader'))
    const team = payload.teams.map(({ key, name }) => ({
      ...{ id: teamIds.get(key)!, name },
      leaderId: person[leads(key)]?.id ?? null,
    }))
    const priceItem = payload.priceItems.map((one) => ({ id: newId(), ...one, ...newPriceItem }))
    const added = bay.length + team.length + person.length + priceItem.length
    if (added === 0 && isExample === workshop.isExample) return refuse('nothing_to_change')
    const facts = [
      {
        name: 'workshopFurnished',
        isExample,
        bays: bay.length,
        teams: team.length,
        persons: person.length,
        priceItems: priceItem.length,
      },
    ]
    return {
      ok: true,
      answer: {},
      facts,
      put: { workshop: [{ ...workshop, isExample }], bay, team, person, priceItem },
    }
  },
}

const repeats = (list: readonly (string | number)[]) => new Set(list).size < list.length

/** Changing the time zone moves opening hours and everything computed from them. Refuses `bad_time_zone`, `bad_phone`. */
export const changeWorkshop: Rule<'changeWorkshop'> = {
  needs: () => ({ allLiveOrders: true, openArrivals: true, workshopAlerts: true }),
  decide({ workshop, orders, arrivals }, payload) {
    const timeZone = zoneName(payload.timeZone)
    if (timeZone === null) return refuse('bad_time_zone')
    const stored = asStored(payload, payload.country)
    if (!stored) return refuse('bad_phone')
    const next: Workshop = { ...workshop, ...stored, timeZone }
    const fields = Object.keys(payload) as (keyof typeof payload)[]
    const differing = fields.filter((field) => JSON.stringify(workshop[field]) !== JSON.stringify(next[field]))
    if (differing.length === 0) return refuse('nothing_to_change')
    const facts = [{ name: 'workshopChanged', fields: differing }]
    return {
      ok: true,
      answer: {},
      facts,
      put: { workshop: [next], order: [...orders.values()], arrival: [...arrivals.values()] },
    }
  },
}

/** Removes the example's data. Closed records stay. */
export const clearExample: Rule<'clearExample'> = {
  needs: () => ({ everything: true, allLiveOrders: true, workshopAlerts: true }),
  needsThen: (_payload, { orders }) => ({ vehiclesOfOrders: [...orders.keys()] }),
  decide(scope) {
    const { workshop } = scope
    if (!workshop.isExample) return refuse('nothing_to_change')
    const vehicle = [...scope.vehicles.values()].map(({ id }) => id)
    const gone = (kind: 'order' | 'arrival' | 'bay' | 'notice', ids: Iterable<string>) =>
      [...ids].map((subjectId) => ({ kind, subjectId, dueAt: null }))
    return {
      ok: true,
      answer: {},
      facts: [{ name: 'exampleCleared', orders: scope.orders.size }],
      put: { workshop: [{ ...workshop, isExample: false }] },
      deadlines: [
        ...gone('order', scope.orders.keys()),
        ...gone('arrival', scope.arrivals.keys()),
        ...gone('bay', scope.bays.keys()),
        ...gone('notice', scope.notices.keys()),
      ],
      drop: {
        order: [...scope.orders.keys()],
        notice: [...scope.notices.keys()],
        // Alerts about the workshop itself stay open.
        alert: [...scope.alerts.values()]
          .filter(({ orderId, bayId, arrivalId }) => orderId ?? bayId ?? arrivalId)
          .map(({ id }) => id),
        arrival: [...scope.arrivals.keys()],
        bay: [...scope.bays.keys()],
        team: [...scope.teams.keys()],
        person: [...scope.persons.keys()],
        standIn: [...scope.standIns.keys()],
        priceItem: [...scope.priceItems.keys()],
        suggestion: [...scope.suggestions.keys()],
        vehicle,
      },
    }
  },
}
