/**
 * What the demo's people share: their screens, the plan of the day, and what they remember. Everything else they read from
 * their screens, so they also react to changes made at a real screen.
 */
import type { Answer, CommandName, PayloadInput } from '#contract/commands/index.ts'
import type { Operation, Order, Person } from '#contract/entities/index.ts'
import { fromLocal, workingTime } from '#contract/calendar.ts'
import type { Role } from '#contract/values.ts'
import { improvise, planDay, usualWork, type DayPlan, type DaySize, type PlannedCar, type PlannedWork } from './day.ts'
import type { Screen } from './screen.ts'
import type { Hand } from './session.ts'

export const MINUTE = 60_000
/** When the first customers come and the last ones leave, in minutes of the day. */
export const OPENING = { open: 460, close: 1080 }

interface Options {
  staff: Screen<'staff'>
  kiosk: Screen<'kiosk'>
  seed: number
  size: DaySize
}

/** Caches a result as long as its map is unchanged: a replica replaces its maps when they change. */
function memoized<M extends object, R>(make: (from: M) => R): (from: M) => R {
  let last: { from: M; result: R } | null = null
  return (from) => (last?.from === from ? last : (last = { from, result: make(from) })).result
}

/** Refusals that are nobody's mistake: the clock withdrew the notice or closed the alert just before. */
const overtaken: ReadonlySet<string> = new Set([
  ...['recordCall illegal_step', 'recordCall notice_not_found', 'acknowledgeAlert alert_not_found'],
])

export class Shop {
  readonly staff: Screen<'staff'>
  readonly kiosk: Screen<'kiosk'>
  readonly accepted = new Map<CommandName, number>()
  /** By command and code, such as `startOperation technician_busy`. */
  readonly refused = new Map<string, number>()
  /** Addresses of customers' pages, as printed on their slips. */
  readonly links: string[] = []
  onLink: (link: string) => void = () => {}
  /** House time of this round, milliseconds since 1970. */
  now = 0
  /** The same as a minute of the day. */
  minute = 0
  /** Working minutes since the last round. */
  passed = 0
  plan: DayPlan
  tomorrow: DayPlan

  // What the demo's people remember without recording it.
  readonly codes = new Map<PlannedCar, string>()
  readonly came = new Set<object>()
  readonly worked = new Map<string, number>()
  readonly reported = new Map<string, number>()
  readonly startAt = new Map<string, number>()
  readonly since = new Map<string, number>()
  readonly done = new Set<string>()
  /** Who checks or washes a car, by step and order. */
  readonly hands = new Map<string, string>()

  #seed: number
  #size: DaySize
  #day = -1
  #midnight = 0
  #cars = new Map<string, PlannedCar>()
  #hands = new Map<string, Promise<Hand>>()

  constructor({ staff, kiosk, seed, size }: Options) {
    this.staff = staff
    this.kiosk = kiosk
    this.#seed = seed
    this.#size = size
    this.tomorrow = planDay(seed, 0, size)
    this.plan = this.tomorrow
  }

  /** Starts a new day. @param midnight local, see `fromLocal` */
  wakeUp(midnight: number): void {
    this.#day++
    this.#midnight = midnight
    this.plan = this.tomorrow
    this.tomorrow = planDay(this.#seed, this.#day + 1, this.#size)
    for (const car of this.plan.cars) this.#cars.set(car.customer.plate, car)
  }

  get isFirstDay(): boolean {
    return this.#day === 0
  }
  /** Starts a round at house time `now`. */
  begin(now: number): void {
    this.passed = this.now === 0 ? 0 : workingTime(this.workshop, this.now, now) / MINUTE
    this.now = now
    this.minute = (now - this.at(0)) / MINUTE
  }

  /** The instant of a minute of this day or a later one. */
  at(minute: number, daysOn = 0): number {
    return fromLocal(this.#midnight + daysOn * 1440 * MINUTE + minute * MINUTE, this.workshop.timeZone)
  }
  /** 0 for Monday. */
  get weekday(): number {
    return (new Date(this.#midnight).getUTCDay() + 6) % 7
  }
  get spans() {
    return this.workshop.hours[this.weekday]!
  }
  get isOpen(): boolean {
    return this.spans.some(([from, until]) => this.minute >= from && this.minute < until)
  }
  get isClosed(): boolean {
    return this.minute >= Math.max(...this.spans.map(([, until]) => until))
  }

  get workshop() {
    return [...this.staff.replica.of('workshop').values()][0]!
  }
  /** Live orders, oldest first. */
  get orders(): readonly Order[] {
    return this.#orders(this.staff.replica.of('order'))
  }
  #orders = memoized((orders: ReadonlyMap<string, Order>) =>
    [...orders.values()].filter(({ closedAt }) => closedAt === null).sort((a, b) => a.number - b.number),
  )
  order(id: string): Order | undefined {
    return this.staff.replica.of('order').get(id)
  }
  /** Who can work on cars, sorted by name: with the foreman, as in the planner. */
  get technicians(): readonly Person[] {
    return this.#technicians(this.staff.replica.of('person'))
  }
  #technicians = memoized((people: ReadonlyMap<string, Person>) =>
    [...people.values()].filter(({ skills }) => skills.length > 0).sort((a, b) => (a.name < b.name ? -1 : 1)),
  )
  /** Whether a technician is on a break or has gone home. */
  isAway(technicianId: string): boolean {
    const index = this.technicians.findIndex(({ id }) => id === technicianId)
    const breaks = this.plan.breaks[index] ?? []
    return this.isClosed || breaks.some(({ from, until }) => this.minute >= from && this.minute < until)
  }
  /** Technicians at work, or at a check or a wash. */
  get busy(): ReadonlySet<string> {
    const busy = new Set<string>()
    for (const { id, operations } of this.orders) {
      for (const { state, technicianId } of operations) if (state === 'working') busy.add(technicianId!)
      for (const step of ['check', 'wash']) busy.add(this.hands.get(`${step} ${id}`) ?? '')
    }
    return busy
  }
  /** A person with this role; if nobody has it, anyone present. */
  whoIs(role: Role): string {
    const people = [...this.staff.replica.of('person').values()]
    return (people.find((person) => person.roles.includes(role)) ?? people[0]!).id
  }
  planOf(order: Order): PlannedCar {
    let plan = this.#cars.get(order.plate)
    if (!plan) this.#cars.set(order.plate, (plan = improvise(this.#seed, order.number, order.symptoms)))
    return plan
  }
  workOf(order: Order, operation: Operation): PlannedWork {
    const code = this.staff.replica.of('priceItem').get(operation.itemId ?? '')?.code ?? ''
    return this.planOf(order).work.find((work) => work.code === code) ?? usualWork(code)
  }
  itemIds(codes: readonly string[]): string[] {
    const items = [...this.staff.replica.of('priceItem').values()]
    return codes.flatMap((code) => items.find((item) => item.code === code)?.id ?? [])
  }

  /** Sends a command as a member of staff in their own session, and counts the result; null if it was refused. */
  act<N extends CommandName>(personId: string, name: N, payload: PayloadInput<N>): Promise<Answer<N> | null> {
    let hand = this.#hands.get(personId)
    if (!hand) this.#hands.set(personId, (hand = this.staff.handOf(personId)))
    return this.#count(
      name,
      hand.then((one) => one.send(name, payload)),
    )
  }
  /** The same at the kiosk. */
  touch<N extends CommandName>(name: N, payload: PayloadInput<N>): Promise<Answer<N> | null> {
    return this.#count(name, this.kiosk.send(name, payload))
  }
  async #count<N extends CommandName>(name: N, sent: ReturnType<Screen<'staff'>['send']>): Promise<Answer<N> | null> {
    const reply = await sent
    if (reply.ok) {
      await this.staff.shows(reply.seq)
      this.accepted.set(name, (this.accepted.get(name) ?? 0) + 1)
      return reply.answer as Answer<N>
    }
    const key = `${name} ${reply.code}`
    if (overtaken.has(key)) return null
    this.refused.set(key, (this.refused.get(key) ?? 0) + 1)
    return null
  }

  /** A check or a wash is done. */
  forget(name: string): void {
    this.since.delete(name)
    this.hands.delete(name)
  }
  /** True once `minutes` have passed since the first call with this name. */
  after(name: string, minutes: number): boolean {
    const since = this.since.get(name)
    if (since === undefined) this.since.set(name, this.now)
    return this.now - (since ?? this.now) >= minutes * MINUTE
  }
  /** True on the first call with this name. */
  once(name: string): boolean {
    const isNew = !this.done.has(name)
    this.done.add(name)
    return isNew
  }
}
