/**
 * A discrete-event simulation of the whole shop (AL, B5, C2): when, where and by whom each task is done. At each event, every
 * task that can start does, in the given order. One `Run` is reused thousands of times without allocating. Pure.
 *
 * A bay holds one car, a technician does one operation, a car is in one place. A car's operations run in order; those already
 * started go first and stay where they are. The bay and technician assigned by the foreman are kept while available. Work with
 * a start time does not start earlier and then goes first: nothing starts in its place that would not be done by then. Work runs
 * in the technician's shift within opening hours. A car stays in its bay if its next work needs that bay and is not waiting for
 * a part; otherwise it leaves. Work takes a bay that is mainly for other work only if that leaves enough of them. A car that stands in a bay for its estimate or its customer's answer keeps it until then. Final check and wash are tasks
 * like any other (`finishing.ts`). What a progress report adds (B10) comes last.
 *
 * Longer than other files: one pass over shared arrays, called thousands of times a second. Its steps all read and write the
 * state of the same run, and splitting it would cost more than it explains.
 */
import { EventQueue } from './eventQueue.ts'
import { MainUses } from './mainUses.ts'
import { ReadyTasks } from './readyTasks.ts'
import { NONE, type Problem } from './problem.ts'
import { Reservations } from './reservations.ts'

/** What the start of a task waited for last, which is what determined it. */
export const WAITED = {
  nothing: 0,
  operation: 1,
  part: 2,
  bay: 3,
  technician: 4,
  opening: 5,
  place: 6,
  answer: 7,
} as const

/** The priority of a task at an instant; the lowest value goes first. */
export type DispatchingRule = (task: number, at: number) => number

/** Starting a task costs this many times as much as finding that it cannot start. */
export const STEPS_PER_TASK = 40

export class Run {
  /** By task; `NaN` if it cannot be scheduled. */
  readonly start: Float64Array
  readonly end: Float64Array
  readonly bay: Int32Array
  readonly technician: Int32Array
  readonly waited: Uint8Array
  /** Start order, 0 = first; tasks that never start come last. */
  readonly startRank: Int32Array
  /** By car: when it is ready, QC and wash included; `Infinity`: never. */
  readonly finish: Float64Array
  /** The cost of the run: one step for each check of a task, `STEPS_PER_TASK` for each task. */
  steps = 0

  #problem: Problem
  #events: EventQueue
  #readyTasks: ReadyTasks
  #reservations: Reservations
  #mainUses: MainUses
  // Event numbers: end of a task, then, from these offsets: car ready for its next task, bay back, technician back, start time reached.
  #carReady: number
  #bayBack: number
  #technicianBack: number
  #wake: number

  #started = 0
  #running: Int32Array
  #left: Int32Array
  #idleSince: Float64Array
  /** The bay a car occupies while it waits for its next task. */
  #heldBay: Int32Array
  #bayFree: Uint8Array
  #bayFreeSince: Float64Array
  #technicianFree: Uint8Array
  #technicianFreeSince: Float64Array

  #isOpen: Uint8Array
  #endByShift: Float64Array
  // The choice for the current task.
  #chosenBay = NONE
  #chosenTechnician = NONE
  #chosenEnd = 0

  constructor(problem: Problem) {
    const { tasks, cars, bays, technicians, shifts } = problem
    this.#problem = problem
    this.start = new Float64Array(tasks)
    this.end = new Float64Array(tasks)
    this.bay = new Int32Array(tasks)
    this.technician = new Int32Array(tasks)
    this.waited = new Uint8Array(tasks)
    this.startRank = new Int32Array(tasks)
    this.finish = new Float64Array(cars)
    this.#carReady = tasks
    this.#bayBack = this.#carReady + cars
    this.#technicianBack = this.#bayBack + bays.length
    this.#wake = this.#technicianBack + technicians.length
    this.#events = new EventQueue(this.#wake + tasks)
    this.#readyTasks = new ReadyTasks(problem)
    this.#reservations = new Reservations(problem, (task) => this.#readyAt(task))
    this.#mainUses = new MainUses(problem, (task) => !Number.isNaN(this.start[task]!))
    this.#running = new Int32Array(cars)
    this.#left = new Int32Array(cars)
    this.#idleSince = new Float64Array(cars)
    this.#heldBay = new Int32Array(cars)
    this.#bayFree = new Uint8Array(bays.length)
    this.#bayFreeSince = new Float64Array(bays.length)
    this.#technicianFree = new Uint8Array(technicians.length)
    this.#technicianFreeSince = new Float64Array(technicians.length)
    this.#isOpen = new Uint8Array(shifts.length)
    this.#endByShift = new Float64Array(shifts.length)
  }

  /** @param order by task, lowest first @param rule replaces `order`, re-evaluated at every dispatch */
  go(order: Float64Array, rule: DispatchingRule | null = null): void {
    this.#reset(order)
    const events = this.#events
    const readyTasks = this.#readyTasks
    let nextShift = this.#nextShift(this.#problem.now)
    for (let at = this.#problem.now; at < Infinity;) {
      if (readyTasks.needsDispatch && this.#anyShiftOpen(at)) {
        if (rule) readyTasks.sort((task) => rule(task, at))
        this.#dispatch(at)
      }
      const then = Math.min(events.next, readyTasks.length > 0 ? nextShift : Infinity)
      if (then === nextShift && then < Infinity) {
        readyTasks.recheckAll()
        nextShift = this.#nextShift(then)
      } else if (then > nextShift) nextShift = this.#nextShift(then)
      at = then
      while (events.next <= at && at < Infinity) this.#handleEvent(events.pop(), at)
    }
  }

  #reset(order: Float64Array): void {
    const { now, bays, technicians, cars, firstTask, isWorking, startAt, standsIn, occupiedUntil } = this.#problem
    this.start.fill(NaN)
    this.end.fill(Infinity)
    this.bay.fill(NONE)
    this.technician.fill(NONE)
    this.waited.fill(WAITED.nothing)
    this.startRank.fill(this.#carReady)
    this.#started = 0
    this.steps = this.#carReady * STEPS_PER_TASK
    this.#running.fill(0)
    this.#heldBay.fill(NONE)
    this.#events.clear()
    this.#readyTasks.clear(order)
    this.#reservations.clear()
    for (let bay = 0; bay < bays.length; bay++) {
      const freeAt = Math.max(bays[bay]!.backAt, occupiedUntil[bay]!)
      this.#bayFree[bay] = Number(freeAt === 0)
      this.#bayFreeSince[bay] = 0
      if (freeAt > 0 && freeAt < Infinity) this.#events.push(freeAt, this.#bayBack + bay)
    }
    for (let technician = 0; technician < technicians.length; technician++) {
      const { backAt } = technicians[technician]!
      this.#technicianFree[technician] = Number(backAt === 0)
      this.#technicianFreeSince[technician] = 0
      if (backAt > 0) this.#events.push(backAt, this.#technicianBack + technician)
    }
    for (let task = 0; task < startAt.length; task++)
      if (startAt[task]! > now) this.#events.push(startAt[task]!, this.#wake + task)
    for (let car = 0; car < cars; car++) {
      this.finish[car] = Infinity
      this.#left[car] = firstTask[car + 1]! - firstTask[car]!
      for (let task = firstTask[car]!; task < firstTask[car + 1]!; task++) if (isWorking[task]) this.#resume(task)
    }
    // Only now is it known which bays are in use.
    for (let car = 0; car < cars; car++) {
      if (this.#running[car]! > 0) continue
      const bay = standsIn[car]!
      this.#carIdle(car, bay >= 0 && this.#bayFree[bay] ? bay : NONE, now)
    }
  }

  /** Work in progress continues in its bay with its technician. */
  #resume(task: number): void {
    const { now, technician, technicians, duration, worksIn } = this.#problem
    const own = technician[task]!
    if (own < 0 || !this.#technicianFree[own]) return
    const end = technicians[own]!.hours.add(now, duration[task]!)
    if (end !== null) this.#begin(task, worksIn[task]!, own, now, end)
  }

  /** The first task of a car that has not started. */
  #nextTask(car: number): number {
    if (this.#left[car] === 0) return NONE
    const { firstTask } = this.#problem
    let task = firstTask[car]!
    while (!Number.isNaN(this.start[task]!)) task++
    return task
  }

  /** When the car will be available for its task, as far as known; `Infinity` while unknown. */
  #readyAt(task: number): number {
    const { car, firstTask, partsAt } = this.#problem
    const own = car[task]!
    if (this.#running[own] === 0 || this.#nextTask(own) !== task) return Infinity
    let at = partsAt[task]!
    for (let before = firstTask[own]!; before < firstTask[own + 1]!; before++)
      if (!Number.isNaN(this.start[before]!)) at = Math.max(at, this.end[before]!)
    return at
  }

  /** The car has no work in progress: decides whether it holds its bay, and makes its next task ready. */
  #carIdle(car: number, bay: number, at: number): void {
    const { unschedulable, partsAt, startAt, bays, release } = this.#problem
    this.#idleSince[car] = at
    const task = this.#nextTask(car)
    const isToDo = task >= 0 && unschedulable[task] === null
    this.finish[car] = task >= 0 ? Infinity : this.#readyAfter(car, at)
    if (bay >= 0) {
      if (isToDo && this.#staysInBay(task, bay, at)) this.#heldBay[car] = bay
      else if (bays[bay]!.backAt <= at) {
        this.#bayFree[bay] = 1
        this.#readyTasks.recheckForBay(bay)
      }
      if (this.#heldBay[car] === bay) this.#bayFree[bay] = 0
      this.#bayFreeSince[bay] = at
    }
    if (!isToDo) return
    const ready = Math.max(partsAt[task]!, startAt[task]!, release[car]!)
    if (ready > at) this.#events.push(ready, this.#carReady + car)
    else this.#readyTasks.add(task, this.#heldBay[car]! >= 0)
  }

  /** With no work left the car is ready at once, even at closing time. */
  #readyAfter(car: number, at: number): number {
    const { now, opening, slip } = this.#problem
    if (slip[car] === 0) return at
    return opening.add(now, Math.max(0, opening.between(now, at) + slip[car]!)) ?? Infinity
  }

  /** Started work keeps its bay; other work only if nothing but a technician is missing. */
  #staysInBay(task: number, bay: number, at: number): boolean {
    const { bays, kind, baysOf, hasBegun, partsAt, startAt, bay: placed } = this.#problem
    if (bays[bay]!.backAt > at || kind[task]! < 0) return false
    if (placed[task] !== bay && !baysOf[kind[task]!]!.includes(bay)) return false
    if (hasBegun[task]) return true
    const named = this.#namedBay(task, at)
    return partsAt[task]! <= at && startAt[task]! <= at && (named < 0 || named === bay)
  }

  /** The assigned bay; `NONE` while it is out of service. */
  #namedBay(task: number, at: number): number {
    const { bay, bays } = this.#problem
    const named = bay[task]!
    return named >= 0 && bays[named]!.backAt <= at ? named : NONE
  }
  /** The assigned technician; `NONE` while they are absent. */
  #namedTechnician(task: number, at: number): number {
    const { technician, technicians } = this.#problem
    const named = technician[task]!
    return named >= 0 && technicians[named]!.backAt <= at ? named : NONE
  }

  #begin(task: number, bay: number, technician: number, at: number, end: number): void {
    const car = this.#problem.car[task]!
    this.#running[car]!++
    this.#left[car]!--
    this.#heldBay[car] = NONE
    if (bay >= 0) this.#bayFree[bay] = 0
    if (technician >= 0) this.#technicianFree[technician] = 0
    this.start[task] = at
    this.end[task] = end
    this.bay[task] = bay
    this.technician[task] = technician
    this.startRank[task] = this.#started++
    this.waited[task] = at > this.#problem.now ? this.#waitOf(task, bay, technician, at) : WAITED.nothing
    this.#events.push(end, task)
    this.#reservations.started(task)
  }

  /** A task starts at an event, and that event is what it waited for. */
  #waitOf(task: number, bay: number, technician: number, at: number): number {
    const { car, partsAt, startAt, release, opening } = this.#problem
    if (this.#idleSince[car[task]!] === at) return WAITED.operation
    if (partsAt[task] === at) return WAITED.part
    if (startAt[task] === at) return WAITED.place
    if (release[car[task]!] === at) return WAITED.answer
    if (bay >= 0 && this.#bayFreeSince[bay] === at) return WAITED.bay
    if (technician >= 0 && this.#technicianFreeSince[technician] === at) return WAITED.technician
    return opening.opensAt(at) ? WAITED.opening : WAITED.technician
  }

  #handleEvent(what: number, at: number): void {
    if (what < this.#carReady) {
      const technician = this.technician[what]!
      if (technician >= 0) {
        this.#technicianFree[technician] = 1
        this.#technicianFreeSince[technician] = at
        this.#readyTasks.recheckForTechnician(technician)
      }
      const own = this.#problem.car[what]!
      this.#running[own]!--
      if (this.#running[own] === 0) this.#carIdle(own, this.bay[what]!, at)
    } else if (what < this.#bayBack) {
      const own = what - this.#carReady
      this.#readyTasks.add(this.#nextTask(own), this.#heldBay[own]! >= 0)
    } else if (what < this.#technicianBack) {
      const bay = what - this.#bayBack
      this.#bayFree[bay] = 1
      this.#bayFreeSince[bay] = at
      this.#readyTasks.recheckAll()
    } else if (what < this.#wake) {
      const technician = what - this.#technicianBack
      this.#technicianFree[technician] = 1
      this.#technicianFreeSince[technician] = at
      this.#readyTasks.recheckAll()
    } else this.#readyTasks.recheckAll()
  }

  #anyShiftOpen(at: number): boolean {
    const { shifts } = this.#problem
    let anyone = false
    for (let shift = 0; shift < shifts.length; shift++) {
      const isOpen = shifts[shift]!.isOpen(at)
      this.#isOpen[shift] = Number(isOpen)
      if (isOpen) anyone = true
    }
    return anyone
  }

  #nextShift(at: number): number {
    let next = Infinity
    for (const hours of this.#problem.shifts) next = Math.min(next, hours.nextStart(at) ?? Infinity)
    return next
  }

  /** Starts every task that can start at `at`. */
  #dispatch(at: number): void {
    const readyTasks = this.#readyTasks
    for (let task = readyTasks.first(); task >= 0; task = readyTasks.first()) {
      this.steps++
      if (this.#choose(task, at)) {
        readyTasks.take()
        this.#begin(task, this.#chosenBay, this.#chosenTechnician, at, this.#chosenEnd)
      } else readyTasks.skip()
    }
  }

  #choose(task: number, at: number): boolean {
    const { car: carOf, kind } = this.#problem
    const car = carOf[task]!
    const isPlaceless = kind[task]! < 0
    let bay = this.#heldBay[car]!
    if (bay < 0 && !isPlaceless) {
      bay = this.#namedBay(task, at)
      if (bay >= 0 ? !this.#bayFree[bay] : !this.#isAnyFree(task)) return false
    }
    if (!this.#chooseTechnician(task, at)) return false
    if (isPlaceless) {
      this.#chosenBay = bay
      return true
    }
    this.#chosenBay = bay >= 0 ? bay : this.#freeBay(task, at)
    return this.#chosenBay >= 0 && (bay < 0 || !this.#reservations.blocksBay(bay, task, at, this.#chosenEnd))
  }

  #isAnyFree(task: number): boolean {
    const { baysOf, kind } = this.#problem
    const list = baysOf[kind[task]!]!
    for (let i = 0; i < list.length; i++) if (this.#bayFree[list[i]!]) return true
    // No bay becomes free during a dispatch, so the rest of the group need not be checked.
    this.#readyTasks.skipGroup()
    return false
  }

  /** The bay the car is in, else the one of the last plan, else the one with the fewest uses. Ties go to the one free the longest. */
  #freeBay(task: number, at: number): number {
    const { baysOf, kind, car, standsIn, lastBay } = this.#problem
    const list = baysOf[kind[task]!]!
    const [here, last] = [standsIn[car[task]!]!, lastBay[task]!]
    let free = NONE
    for (let i = 0; i < list.length; i++) {
      const bay = list[i]!
      if (!this.#bayFree[bay] || this.#reservations.blocksBay(bay, task, at, this.#chosenEnd)) continue
      if (bay === here) return bay
      if (this.#mainUses.keeps(bay, task, this.#chosenEnd, this.#bayFree)) continue
      if (bay === last) free = bay
      else if (free !== last || last < 0) if (free < 0 || this.#comesBefore(bay, free)) free = bay
    }
    return free
  }

  #comesBefore(a: number, b: number): boolean {
    const { bays } = this.#problem
    const more = bays[a]!.uses.length - bays[b]!.uses.length
    return more < 0 || (more === 0 && this.#bayFreeSince[a]! < this.#bayFreeSince[b]!)
  }

  /** The assigned technician, else the one who finishes first. Ties go to the last plan's, then to the one with the fewest skills. */
  #chooseTechnician(task: number, at: number): boolean {
    const { technicians, techniciansFor, skill, lastTechnician, duration, opening } = this.#problem
    if (skill[task]! < 0) {
      this.#chosenTechnician = NONE
      this.#chosenEnd = opening.add(at, duration[task]!) ?? Infinity
      return this.#isOpen[0] === 1 && this.#chosenEnd < Infinity
    }
    const named = this.#namedTechnician(task, at)
    const list = techniciansFor[skill[task]!]!
    const endByShift = this.#endByShift.fill(NaN)
    let best = NONE
    let bestEnd = Infinity
    let isAnyFree = named >= 0
    for (let i = 0; i < (named >= 0 ? 1 : list.length); i++) {
      const technician = named >= 0 ? named : list[i]!
      const { shift, hours, skills } = technicians[technician]!
      if (!this.#technicianFree[technician] || !this.#isOpen[shift]) continue
      isAnyFree = true
      if (Number.isNaN(endByShift[shift]!)) endByShift[shift] = hours.add(at, duration[task]!) ?? Infinity
      const end = endByShift[shift]!
      if (end === Infinity || end > bestEnd || this.#reservations.blocksTechnician(technician, task, at, end)) continue
      if (end < bestEnd || technician === lastTechnician[task]) {
        best = technician
        bestEnd = end
      } else if (best !== lastTechnician[task] && skills.length < technicians[best]!.skills.length) best = technician
    }
    if (!isAnyFree) this.#readyTasks.skipGroup()
    this.#chosenTechnician = best
    this.#chosenEnd = bestEnd
    return best >= 0
  }
}
