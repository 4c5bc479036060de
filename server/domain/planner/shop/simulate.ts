/**
 * The whole shop, run forward (AL, B5): when the work of each car is done, were everybody to go on as agreed. One quick pass
 * from moment to moment, no search: whatever can begin begins, the front of the queue first. Pure.
 *
 * A bay takes one car, a technician one operation, a car stands in one place. Operations of a car follow one another in their
 * order, those begun first and where they are. Bay and technician that the foreman has named are kept while they can be had.
 * Work goes on in the technician's hours within the opening hours. A car stays in a bay that its next work needs, unless that
 * waits for a part; else it makes room. Checks and the wash take no time here but as operations.
 */
import { forecastOf, toMinute } from '../../forecast.ts'
import { chooserAt, namedBay, namedHands } from './choose.ts'
import { Heap } from './heap.ts'
import { Line } from './line.ts'
import { placesOf, type BayPlace, type Hands, type Places } from './places.ts'
import { queueOf, type Car, type ShopState, type Simulated, type Task, type Wait } from './shop.ts'

type Happening = { at: number } & (
  { car: Car; bay: BayPlace | null; hands: Hands } | { ready: Car } | { back: BayPlace | Hands }
)

/** By order, for every order that has a forecast. */
export function simulate(shop: ShopState): Map<string, Simulated> {
  const { now, workshop } = shop
  const run = new Run(shop)
  run.toItsEnd()
  for (const { order, tasks, running } of run.queue) {
    const one = run.result.get(order.id)!
    if (tasks.length > 0 || running > 0) one.why ??= 'too_far'
    if (one.why !== null) continue
    const own = one.work.reduce((latest, { end }) => Math.max(latest, end), now)
    // Two at one car are quicker than one after the other, but nothing is built on that.
    one.finishAt = Math.max(toMinute(own), forecastOf(order, workshop, now) ?? 0)
  }
  return run.result
}

class Run {
  readonly queue: readonly Car[]
  readonly result = new Map<string, Simulated>()
  #places: Places
  #coming = new Heap<Happening>()
  #line = new Line()
  #now: number

  constructor(shop: ShopState) {
    this.#now = shop.now
    this.#places = placesOf(shop)
    this.queue = queueOf(shop, this.#places)
    for (const place of [...this.#places.bays.values(), ...this.#places.hands.values()])
      if (place.backAt > 0 && place.backAt < Infinity) this.#coming.push({ at: place.backAt, back: place })
    for (const car of this.queue) this.#goOn(car)
    // Only now is it known which bays are worked in.
    for (const car of this.queue) if (car.running === 0) this.#rest(car, this.#standsIn(car), this.#now)
  }

  toItsEnd(): void {
    for (let at = this.#now; at < Infinity;) {
      const choose = this.#line.length > 0 ? chooserAt(this.#places, at) : null
      if (choose)
        this.#line.take((car) => {
          const choice = choose(car)
          if (choice) this.#begin(car, car.tasks[0]!, choice.bay, choice.hands, at, choice.end)
          return choice !== null
        })
      at = Math.min(this.#coming.first?.at ?? Infinity, this.#line.length > 0 ? this.#nextShift(at) : Infinity)
      while (this.#coming.first && this.#coming.first.at <= at) this.#happens(this.#coming.pop()!)
    }
  }

  /** What is worked on goes on where, and by whom, it is. */
  #goOn(car: Car): void {
    this.result.set(car.order.id, { finishAt: null, why: null, work: [] })
    for (const task of car.tasks.filter(({ operation }) => operation.state === 'working')) {
      const hands = namedHands(task, this.#now)
      const bay = this.#places.bays.get(task.operation.bayId ?? '') ?? null
      const end = hands?.isFree ? hands.hours.add(this.#now, task.duration) : null
      if (hands && end !== null) this.#begin(car, task, bay, hands, this.#now, end)
    }
  }

  /** The bay a car stands in, unless another is worked on there, or keeps it. */
  #standsIn({ order: { bayId } }: Car): BayPlace | null {
    const bay = this.#places.bays.get(bayId ?? '')
    return bay?.isFree ? bay : null
  }

  /** Nothing of the car is worked on any more: what becomes of its next work, and of the bay it stands in. */
  #rest(car: Car, bay: BayPlace | null, at: number): void {
    car.restsSince = at
    const task = car.tasks[0]
    const why = task ? this.#places.hindranceOf(task) : null
    if (why !== null) this.result.get(car.order.id)!.why = why
    const next = why === null ? task : undefined
    if (bay && next && stays(next, bay, at)) car.keeps = bay
    if (bay) {
      bay.isFree = car.keeps === null && bay.backAt <= at
      bay.freeSince = at
    }
    if (!next) return
    if (next.partsAt > at) this.#coming.push({ at: next.partsAt, ready: car })
    else this.#line.add(car)
  }

  #begin(car: Car, task: Task, bay: BayPlace | null, hands: Hands, at: number, end: number): void {
    car.tasks.splice(car.tasks.indexOf(task), 1)
    car.running++
    car.keeps = null
    if (bay) bay.isFree = false
    hands.isFree = false
    this.result.get(car.order.id)!.work.push({
      ...{ operationId: task.operation.id, bayId: bay?.id ?? null, technicianId: hands.id, start: at, end },
      waitedFor: at > this.#now ? this.#waitOf(car, task, bay, hands, at) : null,
    })
    this.#coming.push({ at: end, car, bay, hands })
  }

  /** Work begins when something has happened: what came last is what it waited for. */
  #waitOf(car: Car, task: Task, bay: BayPlace | null, hands: Hands, at: number): Wait {
    if (car.restsSince === at) return { for: 'operation' }
    if (task.partsAt === at) return { for: 'part', partId: task.partId! }
    if (bay?.freeSince === at) return { for: 'bay', isBack: bay.backAt === at }
    if (hands.freeSince === at) return { for: 'technician', isOnShift: hands.backAt === at }
    return this.#places.opening.opensAt(at) ? { for: 'opening' } : { for: 'technician', isOnShift: true }
  }

  #happens(happening: Happening): void {
    const { at } = happening
    if ('ready' in happening) return this.#line.add(happening.ready)
    const free = 'back' in happening ? happening.back : happening.hands
    free.isFree = true
    free.freeSince = at
    if ('back' in happening) return
    happening.car.running--
    if (happening.car.running === 0) this.#rest(happening.car, happening.bay, at)
  }

  #nextShift(at: number): number {
    return Math.min(...this.#places.shifts.map((hours) => hours.nextStart(at) ?? Infinity))
  }
}

/** What has begun is not taken apart again; other work keeps a bay only if nothing but hands is missing. */
function stays(task: Task, bay: BayPlace, at: number): boolean {
  if (bay.backAt > at || bay.kind !== task.operation.bayKind) return false
  return task.hasBegun || (task.partsAt <= at && (namedBay(task, at) ?? bay) === bay)
}
