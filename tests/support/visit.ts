/** One car’s visit from the customer’s approval on: commands, passing time, and what came of them. */
import type { CommandName, Payload } from '#contract/commands/index.ts'
import type { Alert, Notice, Order, Workshop } from '#contract/entities/index.ts'
import type { Settings } from '#contract/settings.ts'
import type { AlertCause, UnschedulableReason } from '#contract/values.ts'
import type { Accepted, Actor } from '#server/domain/rule.ts'
import {
  aBay,
  anOperation,
  anOrderIn,
  aPerson,
  aPriceItem,
  aScope,
  aWorkshop,
  HOUR,
  NOW,
  staff,
  workAlone,
} from './factories.ts'
import { passUntil, theClock } from './memoryClock.ts'
import { MemoryServer } from './memoryServer.ts'

/** Every delay counts and is told at once, without asking, so that tests see what is said and not how long it is held. */
export const toldAtOnce: Partial<Settings> = {
  ...{ askBeforeDelayNotice: false, delayToleranceMinutes: 0, delayStandsMinutes: 0, undoSeconds: 0 },
}

interface Beginning {
  /** When the customer approves, which starts the visit. */
  at?: number
  promiseAt?: number
  /** Standard minutes of its one operation. */
  minutes?: number
  order?: Partial<Order>
  workshop?: Partial<Workshop>
  settings?: Partial<Settings>
}

/** A command's payload, without the order's id. */
type Rest<N extends CommandName> = Omit<Payload<N>, 'orderId'> & { orderId?: string }

export class Visit {
  readonly server: MemoryServer
  readonly id: string
  readonly bay = aBay()
  readonly person = aPerson()
  readonly item = aPriceItem({ standardMinutes: 30 })

  constructor({ at = NOW, promiseAt = at + 5 * HOUR, minutes = 60, ...over }: Beginning = {}) {
    const operation = anOperation({ standardMinutes: minutes, bayId: this.bay.id, technicianId: this.person.id })
    const order = anOrderIn('quoted', { promiseAt, quotedAt: at, ...over.order, operations: [operation] })
    const settings = { ...workAlone, ...toldAtOnce, ...over.settings }
    this.id = order.id
    this.server = new MemoryServer(
      aScope({
        workshop: aWorkshop({ ...over.workshop, settings }),
        bays: [this.bay],
        persons: [this.person],
        priceItems: [this.item],
        orders: [order],
      }),
    )
    this.server.now = at
    this.does('authoriseOrder', { wash: false })
    this.does('takeOverCar', {})
  }

  get order(): Order {
    return this.server.all.orders.get(this.id)!
  }
  get operationId(): string {
    return this.order.operations[0]!.id
  }
  /** All notices ever created, in order. */
  get notices(): Notice[] {
    return [...this.server.all.notices.values()]
  }
  /** Kind and announced time of all notices sent or being sent. */
  get sent(): [Notice['kind'], number | null][] {
    return this.notices.filter(({ state }) => state !== 'asking').map(({ kind, readyAt }) => [kind, readyAt])
  }
  get alerts(): Alert[] {
    return [...this.server.all.alerts.values()].filter(({ closedAt }) => closedAt === null)
  }
  get causes(): AlertCause[] {
    return this.alerts.map(({ cause }) => cause).sort()
  }
  /** The open alert of a cause; throws if there is none. */
  alert(cause: AlertCause): Alert {
    const alert = this.alerts.find((one) => one.cause === cause)
    if (!alert) throw new Error(`There is no alert ${cause}, only ${this.causes.join() || 'none'}`)
    return alert
  }

  /** Lets time pass; everything due is reviewed at its own time, and notices are not delivered. */
  until(at: number): this {
    passUntil(this.server, at)
    return this
  }

  /** Executes a command, which must be accepted. */
  does<N extends CommandName>(name: N, rest: Rest<N>, actor: Actor = staff(this.person.id)): Accepted<N> {
    const decision = this.server.execute(name, this.#whole(rest), actor)
    if (!decision.ok) throw new Error(`${name} was refused: ${decision.code}`)
    return decision
  }

  /** The code with which a command is refused; null if it is accepted. */
  refusal<N extends CommandName>(name: N, rest: Rest<N>, actor: Actor = staff(this.person.id)): string | null {
    const decision = this.server.execute(name, this.#whole(rest), actor)
    return decision.ok ? null : decision.code
  }

  #whole = <N extends CommandName>(rest: Rest<N>) => {
    const needsOrder = !('noticeId' in rest || 'alertId' in rest || 'settings' in rest || 'hours' in rest)
    const isAboutBay = 'bayId' in rest && !('was' in rest)
    return (needsOrder && !isAboutBay ? { orderId: this.id, ...rest } : rest) as Payload<N>
  }

  /** The forecast of the whole shop, as the planner would record it. */
  forecasts(forecastAt: number): this {
    this.does(
      'recordForecasts',
      {
        seq: 0,
        forecasts: [{ orderId: this.id, forecastAt, safeForecastAt: forecastAt, unschedulable: null, work: [] }],
      },
      theClock,
    )
    return this
  }

  /** Its work cannot be scheduled, as the planner would record it. */
  isStuck(reason: UnschedulableReason): this {
    const unschedulable = { operationId: this.operationId, reason }
    const forecasts = [{ orderId: this.id, forecastAt: null, safeForecastAt: null, unschedulable, work: [] }]
    this.does('recordForecasts', { seq: 0, forecasts }, theClock)
    return this
  }

  starts(): this {
    this.does('startOperation', { operationId: this.operationId })
    return this
  }
  pauses(reason: Payload<'pauseOperation'>['reason'] = 'technician'): this {
    this.does('pauseOperation', { operationId: this.operationId, reason })
    return this
  }
  finishes(): this {
    this.does('finishOperation', { operationId: this.operationId })
    return this
  }
  /** The work is done and checked; nobody has prepared the car yet. */
  isDone(): this {
    if (this.order.state === 'waiting' || this.order.state === 'paused') this.starts()
    this.finishes().does('passChecks', {})
    return this
  }
  /** From started work to ready and prepared for collection. */
  isReady(): this {
    this.isDone().does('prepareCar', {})
    return this
  }
  answers(
    answer: Payload<'answerProgressCheck'>['answer'],
    more: Partial<Pick<Payload<'answerProgressCheck'>, 'laterMinutes' | 'reason'>> = {},
  ): this {
    const was = { answeredAt: this.order.progressCheck?.answeredAt ?? null }
    this.does('answerProgressCheck', { answer, laterMinutes: null, reason: null, words: '', was, ...more })
    return this
  }
  movesPromise(promiseAt: number, customerKnows = true): this {
    this.does('movePromise', { promiseAt, reason: 'The customer asked for it', customerKnows })
    return this
  }
  sets(settings: Partial<Settings>): this {
    this.does('changeSettings', { settings })
    return this
  }
}

/** Time of the day in Shanghai, on the day of `NOW` or some days later. */
export const clock = (time: string, daysLater = 0): number =>
  Date.parse(`2026-11-${String(3 + daysLater).padStart(2, '0')}T${time}:00+08:00`)
