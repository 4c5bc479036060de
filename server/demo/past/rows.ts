/** The rows of a made visit, as the commands would have left them. */
import type { InferSelectModel } from 'drizzle-orm'
import type { CommandName } from '#contract/commands/index.ts'
import { exampleFurnishing } from '#server/domain/workshop/example.ts'
import type * as schema from '#db/schema/index.ts'
import type { Random } from '#server/domain/planner/random.ts'
import { newOrder } from '#server/domain/order/newOrder.ts'
import type { Fact } from '#server/domain/rule.ts'
import { newCode, newId } from '#server/write/ids.ts'
import type { Visit } from './visit.ts'

type Table = typeof schema
export interface Rows {
  orders: InferSelectModel<Table['order']>[]
  operations: InferSelectModel<Table['operation']>[]
  arrivals: InferSelectModel<Table['arrival']>[]
  notices: InferSelectModel<Table['notice']>[]
  holds: InferSelectModel<Table['bayHold']>[]
  samples: InferSelectModel<Table['forecastSample']>[]
  facts: { at: number; command: CommandName; fact: Fact }[]
}

interface Place {
  workshopId: string
  number: number
  bays: readonly { id: string; uses: readonly string[] }[]
  random: Random
}

const commands: Record<string, CommandName> = {
  ...{ operationsAdded: 'addOperations', orderQuoted: 'quoteOrder', operationSentBack: 'failChecks' },
  ...{ progressCheckAsked: 'reviewOrder', progressCheckMissed: 'reviewOrder' },
  ...{ progressCheckAnswered: 'answerProgressCheck', promiseMoved: 'movePromise' },
}
const itemOf = new Map(exampleFurnishing.priceItems.map((item) => [item.code, item]))

/** Push services send no receipts. */
const resultOf = (by: 'sms' | 'push' | 'phone') => (by === 'push' ? ('handed_over' as const) : ('delivered' as const))

export function rowsOf(visit: Visit, { workshopId, number, bays, random }: Place): Rows {
  const { car, arrivedAt, quotedAt, authorisedAt, startedAt, finishedAt, readyAt, leftAt } = visit
  const { name, phone, language, plate, model } = car.customer
  const customer = { name, phone, email: null }
  const context = {
    newId,
    newCode,
    seq: 0,
    now: arrivedAt,
    clock: arrivedAt,
    actor: { device: 'kiosk', personId: null } as const,
    channels: [],
    roles: null,
    quoted: () => null,
  }
  const isDone = authorisedAt !== null
  const begun = newOrder(
    {
      number,
      state: 'arrived',
      plate,
      model,
      vehicleId: newId(),
      customer,
      channels: [],
      language,
      symptoms: [car.symptom],
      words: car.words,
    },
    context,
  )
  const { operations: _o, parts: _p, customer: _c, ...bare } = begun
  const orderId = begun.id
  const ticket = `A${String(((number - 1) % 999) + 1).padStart(3, '0')}`
  const order = {
    ...bare,
    ...{ workshopId, customerName: name, customerPhone: phone, customerEmail: null, waits: car.waits, wash: car.wash },
    ...({ ticket, state: isDone ? 'left' : 'declined', arrivedAt, quotedAt, authorisedAt, closedAt: leftAt } as const),
    ...(isDone && {
      promiseAt: visit.promiseAt,
      takenOverAt: authorisedAt,
      checkedAt: readyAt,
      readyAt,
      preparedAt: readyAt,
      settledAt: leftAt,
      noticeAt: visit.promiseAt - 3_600_000,
    }),
  }
  const operations = car.work.map(({ code, fails }, position) => {
    const item = itemOf.get(code)!
    return {
      ...{
        workshopId,
        id: newId(),
        orderId,
        position,
        itemId: null,
        title: item.title,
        bayKind: item.bayKind,
        skill: item.skill,
      },
      ...{
        standardMinutes: item.standardMinutes,
        likelyMinutes: item.standardMinutes,
        safeMinutes: item.standardMinutes,
      },
      ...{
        price: item.price,
        state: isDone ? ('done' as const) : ('cancelled' as const),
        bayId: null,
        technicianId: null,
      },
      ...{
        startAt: null,
        placedAt: null,
        plan: null,
        percent: isDone ? 100 : 0,
        percentAt: null,
        pauseReason: null,
        pausedUntil: null,
        testDrive: null,
        restedMinutes: 0,
        presentUntil: null,
      },
      ...{
        startedAt: isDone ? startedAt : null,
        finishedAt: isDone ? finishedAt : null,
        additional: false,
        safety: false,
      },
      ...{
        findings: '',
        foundAt: null,
        askedAt: null,
        decidedAt: null,
        approved: null,
        answeredOnPage: false,
        sentBack: fails === null ? 0 : 1,
      },
    }
  })
  const lift = bays.filter(({ uses }) => uses.includes(itemOf.get(car.work[0]!.code)?.bayKind ?? 'lift'))
  const bayId = random.pick(lift.length > 0 ? lift : bays).id
  return {
    orders: [order],
    operations,
    arrivals: [
      {
        ...{
          workshopId,
          id: newId(),
          at: arrivedAt,
          ticket,
          purpose: car.appointment ? 'appointment' : 'repair',
          from: car.at,
        },
        ...{ plate, language, words: car.words, orderId, closedAt: visit.takenAt },
        ...{
          takenAt: visit.takenAt,
          takenBy: null,
          desk: null,
          calledAt: null,
          toldMinutes: car.at === 'kiosk' ? 5 : null,
          reviewAt: null,
        },
      },
    ],
    notices: visit.messages.map(({ at, kind, readyAt: told, by }) => ({
      ...{
        workshopId,
        id: newId(),
        orderId,
        kind,
        state: by === null ? ('phone' as const) : resultOf(by),
        at,
        readyAt: told,
      },
      ...{ language, subject: '', body: '', values: null, channels: [], tryAt: null, calledBy: null, closedAt: leftAt },
      attempts: [
        {
          ...{ channel: by ?? 'sms', at, detail: '', messageId: null },
          result: by === null ? ('failed' as const) : resultOf(by),
        },
      ],
    })),
    holds: visit.holds.map(({ from, until, reason }) => ({
      workshopId,
      orderId,
      fromAt: from,
      untilAt: until,
      bayId,
      reason,
    })),
    // The made past had no plans, so nothing is learned from it.
    samples: visit.samples.map((sample) => ({
      workshopId,
      orderId,
      ...sample,
      plannedAt: null,
      done: null,
      waitsForPart: null,
    })),
    facts: visit.facts.map(({ at, name: fact, details }) => ({
      at,
      command: commands[fact]!,
      fact: { name: fact, orderId, ...details },
    })),
  }
}
