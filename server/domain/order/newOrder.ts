/** A new repair order. */
import type { Operation, Order } from '#contract/entities/index.ts'
import type { orderSteps } from '#contract/lives/order.ts'
import type { Language, Symptom } from '#contract/values.ts'
import type { Context } from '../rule.ts'

interface Beginning {
  number: number
  state: (typeof orderSteps)['appointmentBooked' | 'carArrived']['to'][number]
  plate: string
  model: string | null
  vehicleId: string
  customer: Order['customer']
  channels: Order['channels']
  language: Language
  symptoms: Symptom[]
  words: string
  operations?: Operation[]
}

/** Everything not given is null, empty or false. */
export function newOrder(beginning: Beginning, context: Context): Order {
  return {
    id: context.newId(),
    pauseReason: null,
    cancelReason: null,
    ticket: null,
    code: null,
    hasPush: false,
    hasWechat: false,
    waits: false,
    wash: false,
    priority: 'normal',
    bayId: null,
    adviserId: null,
    takenOverBy: null,
    appointmentAt: null,
    bookedAt: null,
    arrivedAt: null,
    quotedAt: null,
    authorisedAt: null,
    takenOverAt: null,
    homeSince: null,
    checkedAt: null,
    washStartedAt: null,
    readyAt: null,
    preparedAt: null,
    noticeReleasedBy: null,
    settledAt: null,
    closedAt: null,
    promiseAt: null,
    forecastAt: null,
    safeForecastAt: null,
    forecastChangedAt: null,
    checkPlan: null,
    washPlan: null,
    unschedulable: null,
    progressCheck: null,
    noticeAt: null,
    informed: null,
    toTell: null,
    pageAnswer: null,
    additionalOffer: null,
    reviewAt: null,
    operations: [],
    parts: [],
    ...beginning,
  }
}
