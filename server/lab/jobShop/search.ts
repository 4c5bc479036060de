/**
 * Searches for a short plan of a flexible job shop. It has an answer at once and improves it as long as it runs. The same
 * shop, random numbers and number of steps give the same plan.
 *
 * It runs phases of tabu search, each from a slightly perturbed copy of the best phase's plan; the patience of a phase follows
 * Luby, Sinclair and Zuckerman (1993): mostly short, sometimes long.
 */
import { firstPlan } from './first.ts'
import { Graph, NONE, type Saved } from './graph.ts'
import type { Choice, JobShop, PlannedStep } from './jobShop.ts'
import { Neighbourhood } from './neighbourhood.ts'

/** The number of randomised first plans tried before the search, and their randomness. */
const BEGINNINGS = 30
const BLUR = 0.5
/** Patience of the shortest phase, in steps without improvement. */
const PATIENCE = 100
/** The share of operations moved between phases, and the minimum number. */
const SHAKEN = 0.1
const SHAKEN_AT_LEAST = 3

export class Search {
  #graph: Graph
  #random: () => number
  #neighbourhood: Neighbourhood
  #least: number
  #at = 0
  #best: Saved
  /** The plan from which phases start. */
  #base: Saved
  /** The best plan of this phase, and the step that found it. */
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

  /** Whether the makespan equals the longest job: no plan can be shorter. */
  get isShortest(): boolean {
    return this.#best.makespan <= this.#least
  }

  /** The best plan so far: by job, in the order of operations. */
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
    // Accept ties: they lead away from exhausted regions.
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

  /** Moves some operations, each among those that start at the same time, so that no cycle can arise. */
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

/** The duration of the longest job with each operation on its fastest machine. */
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

/** The Luby sequence, counted from 1: 1 1 2 1 1 2 4 1 1 2 1 1 2 4 8 … */
export function luby(i: number): number {
  const power = 2 ** Math.ceil(Math.log2(i + 1))
  return power === i + 1 ? power / 2 : luby(i + 1 - power / 2)
}
