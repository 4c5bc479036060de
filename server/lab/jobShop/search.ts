/**
 * A search for a short plan of a flexible job shop, which has an answer at once and a better one the longer it goes on. The
 * same shop, the same chance and the same number of steps give the same plan.
 *
 * Phases of tabu search, each from the best of the phases so far, shaken a little; how long a phase goes on without getting
 * anywhere follows Luby, Sinclair and Zuckerman (1993): mostly short, now and then long.
 */
import { firstPlan } from './first.ts'
import { Graph, NONE, type Saved } from './graph.ts'
import type { Choice, JobShop, PlannedStep } from './jobShop.ts'
import { Neighbourhood } from './neighbourhood.ts'

/** Before anything is improved, so many other beginnings are tried, with so much chance in them. */
const BEGINNINGS = 30
const BLUR = 0.5
/** The shortest phase, in steps without getting anywhere. */
const PATIENCE = 100
/** Of all operations, the share that is put elsewhere between phases, and how many at least. */
const SHAKEN = 0.1
const SHAKEN_AT_LEAST = 3

export class Search {
  #graph: Graph
  #random: () => number
  #neighbourhood: Neighbourhood
  #least: number
  #at = 0
  #best: Saved
  /** Where phases begin. */
  #base: Saved
  /** The best of this phase, and the step at which it was found. */
  #phase: Saved
  #foundAt = 0
  #phases = 1

  /** @param random from 0 to below 1 */
  constructor(shop: JobShop, random: () => number) {
    this.#graph = new Graph(shop)
    this.#random = random
    this.#neighbourhood = new Neighbourhood(this.#graph, random)
    this.#least = longestJob(shop)
    firstPlan(this.#graph, random, 0)
    this.#best = this.#base = this.#phase = this.#graph.save()
  }

  get makespan(): number {
    return this.#best.makespan
  }

  /** No plan can be shorter, since one job alone takes as long. */
  get isShortest(): boolean {
    return this.#best.makespan <= this.#least
  }

  /** The best plan so far: job by job, in the order of their operations. */
  get steps(): PlannedStep[] {
    const here = this.#graph.save()
    this.#graph.restore(this.#best)
    const steps = this.#graph.steps()
    this.#graph.restore(here)
    return steps
  }

  improve(steps: number): void {
    for (let i = 0; i < steps && !this.isShortest; i++) {
      this.#at++
      if (this.#at <= BEGINNINGS) this.#begin()
      else this.#step()
    }
  }

  #begin(): void {
    firstPlan(this.#graph, this.#random, BLUR)
    if (this.#graph.makespan < this.#best.makespan) this.#best = this.#base = this.#phase = this.#graph.save()
    if (this.#at === BEGINNINGS) this.#enter(this.#best)
  }

  #step(): void {
    const graph = this.#graph
    const goesOn = this.#neighbourhood.step(this.#at, this.#best.makespan)
    if (goesOn && graph.makespan < this.#phase.makespan) {
      this.#phase = graph.save()
      this.#foundAt = this.#at
      if (graph.makespan < this.#best.makespan) this.#best = this.#phase
    }
    if (goesOn && this.#at - this.#foundAt <= PATIENCE * luby(this.#phases)) return
    // As good is good enough: it leads away from where there is nothing more to be found.
    if (this.#phase.makespan <= this.#base.makespan) this.#base = this.#phase
    this.#phases++
    this.#enter(this.#base)
    this.#shake()
    this.#phase = graph.save()
  }

  #enter(saved: Saved): void {
    this.#graph.restore(saved)
    this.#neighbourhood.forget()
    this.#phase = saved
    this.#foundAt = this.#at
  }

  /** Puts some operations elsewhere, each among those that start when it does: no circle can come about. */
  #shake(): void {
    const graph = this.#graph
    const { size, firstChoice, choiceMachine, first, after, head } = graph
    const count = SHAKEN_AT_LEAST + this.#random() * size * SHAKEN
    for (let i = 0; i < count; i++) {
      const v = Math.floor(this.#random() * size)
      const choice = firstChoice[v]! + Math.floor(this.#random() * (firstChoice[v + 1]! - firstChoice[v]!))
      graph.remove(v)
      let x = NONE
      for (let y = first[choiceMachine[choice]!]!; y >= 0 && head[y]! < head[v]!; y = after[y]!) x = y
      graph.insert(v, choice, x)
      graph.time()
    }
  }
}

/** How long the longest job takes when each of its operations is done where it is quickest. */
function longestJob({ jobs }: JobShop): number {
  const quickest = (choices: readonly Choice[]) => Math.min(...choices.map(({ duration }) => duration))
  return jobs.reduce(
    (longest, job) =>
      Math.max(
        longest,
        job.reduce((sum, one) => sum + quickest(one), 0),
      ),
    0,
  )
}

/** 1 1 2 1 1 2 4 1 1 2 1 1 2 4 8 …, counted from 1. */
export function luby(i: number): number {
  const power = 2 ** Math.ceil(Math.log2(i + 1))
  return power === i + 1 ? power / 2 : luby(i + 1 - power / 2)
}
