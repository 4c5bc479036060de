/** A record of demo days: the counts, the shop at 13:30 of each day, when its cars were ready, and what plans came to. */
import type { Sql } from 'postgres'
import { pino } from 'pino'
import type { Bay, Order, Person, Workshop } from '#contract/entities/index.ts'
import { countsOf, readHistory, type Counts } from '#server/demo/counts/counts.ts'
import { foreseenAt, instantsOf, type Foreseen } from '#server/demo/counts/forecasts.ts'
import { openDemo } from '#server/demo/demo.ts'
import { deck } from '#server/demo/jobs.ts'
import { openThrowaway } from '#server/demo/throwaway.ts'
import type { PlanOutcome } from '#server/domain/forecast/experience.ts'
import type { PlannedOrder, ShopState } from '#server/domain/planner/shop.ts'
import { readOutcomes } from '#server/read/experience.ts'

export interface RecordedDay {
  shop: ShopState
  /** The cars due that day, with what the board forecast for them. */
  foreseen: Foreseen[]
  /** Likely minutes by operation before its work began, as release 0.2 kept them: reports of progress change them now. */
  before: Record<string, number>
  /** Orders of which something came up later that no forecast can know: work found, a part missing, a failed check. */
  surprised: string[]
}

type Looked = Omit<RecordedDay, 'foreseen'>

export interface Recorded {
  seed: number
  counts: Counts
  days: RecordedDay[]
  outcomes: PlanOutcome[]
}

/** Runs the demo for as many working days, as fast as the machine can. */
export async function record(seed: number, days: number): Promise<Recorded> {
  const database = await openThrowaway(10)
  try {
    const demo = await openDemo({
      ...{ database, log: pino({ level: 'silent' }), host: '127.0.0.1', port: 0, name: 'Replay', timeZone: 'UTC' },
      ...{ speed: 60, seed, cars: deck.length, bays: 14, plansApart: 0, searchesApart: Infinity },
    })
    const { app, workshopId } = demo
    const from = app.now()
    for (let day = 0; day < days; day++) await demo.day({ hurryUntil: Infinity })
    await app.meetDeadlines()
    const until = app.now()
    await demo.close()
    const history = await readHistory(database.sql, workshopId, from)
    const shops = await shopsAt(database.sql, workshopId, instantsOf(history.workshop!, from, until))
    return {
      ...{ seed, counts: countsOf(history, from) },
      days: shops.map((day) => ({ ...day, foreseen: foreseenAt(history, day.shop.now) })),
      outcomes: await readOutcomes(database.sql, workshopId, until),
    }
  } finally {
    await database.close()
  }
}

/** The shop as it was at each of these instants, from the journal. */
async function shopsAt(sql: Sql, workshopId: string, instants: readonly number[]): Promise<Looked[]> {
  const kinds = {
    workshop: new Map<string, Workshop>(),
    bay: new Map<string, Bay>(),
    person: new Map<string, Person>(),
  }
  const orders = new Map<string, Order>()
  const minutes = new Map<string, number>()
  const shops: Looked[] = []
  const ends = new Map<string, number>()
  const look = (before: number) => {
    for (const now of instants.slice(shops.length)) {
      if (now >= before) return
      const shop = {
        ...{ workshop: [...kinds.workshop.values()][0]!, now, bays: [...kinds.bay.values()] },
        ...{ persons: [...kinds.person.values()], orders: [...orders.values()] },
      }
      const present = shop.orders.flatMap(({ operations }) => operations.map(({ id }) => id))
      shops.push({ shop, before: Object.fromEntries(present.map((id) => [id, minutes.get(id)!])), surprised: [] })
    }
  }
  const rows = sql<{ at: string; put: { [K in keyof typeof kinds]?: { id: string }[] } & { order?: Order[] } }[]>`
    select at, put from journal where workshop_id = ${workshopId} order by seq`
  for await (const some of rows.cursor(500))
    for (const { at, put } of some) {
      look(Date.parse(at))
      for (const [kind, map] of Object.entries(kinds))
        for (const one of put[kind as keyof typeof kinds] ?? []) map.set(one.id, one as never)
      for (const { id, startedAt, likelyMinutes } of (put.order ?? []).flatMap(({ operations }) => operations))
        if (startedAt === null || !minutes.has(id)) minutes.set(id, likelyMinutes)
      for (const order of put.order ?? []) ends.set(order.id, incidents(order))
      for (const order of put.order ?? [])
        // Entries of earlier releases do not have the field.
        if (order.closedAt === null && (order.homeSince ?? null) === null) orders.set(order.id, order)
        else orders.delete(order.id)
    }
  look(Infinity)
  const isSurprised = (order: Incidents) => ends.get(order.id)! > incidents(order)
  return shops.map((one) => ({ ...one, surprised: one.shop.orders.filter(isSurprised).map(({ id }) => id) }))
}

type Incidents = Pick<PlannedOrder, 'id' | 'operations' | 'parts'>

const incidents = ({ operations, parts }: Incidents): number =>
  operations.length + parts.length + operations.reduce((sum, { sentBack }) => sum + sentBack, 0)
