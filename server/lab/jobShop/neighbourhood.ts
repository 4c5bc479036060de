/**
 * One step of a tabu search over plans of a flexible job shop: moves a critical operation to the place with the shortest
 * estimated plan; recently left places are tabu.
 * After Mastrolilli and Gambardella (2000), Effective neighbourhood functions for the flexible job shop problem; moves on one
 * machine after Balas and Vazacopoulos (1998), Guided local search with shifting bottleneck for job shop scheduling.
 */
import { NONE, type Graph } from './graph.ts'

/** The number of critical operations, at most, that counts towards the tabu tenure. */
const MOST_COUNTED = 30

export class Neighbourhood {
  #graph: Graph
  #random: () => number
  /** By operation and machine: the step until which the move is tabu. */
  #until: Int32Array
  /** Heads or tails of the operations a move passes. */
  #passed: Int32Array
  // The best move so far: estimated makespan, number of ties, and what goes where.
  #length = 0
  #ties = 0
  #operation = NONE
  #choice = NONE
  #behind = NONE

  /** @param random from 0 to below 1 */
  constructor(graph: Graph, random: () => number) {
    this.#graph = graph
    this.#random = random
    this.#until = new Int32Array(graph.size * graph.machines)
    this.#passed = new Int32Array(graph.size)
  }

  /** Clears the tabu list: the search continues from another plan. */
  forget(): void {
    this.#until.fill(0)
  }

  /**
   * Makes the best move, even if it lengthens the plan. False if there is none.
   * @param at the number of the step, increasing
   * @param best the shortest makespan so far: a tabu move that promises less is allowed
   */
  step(at: number, best: number): boolean {
    const graph = this.#graph
    const { machine, choiceMachine, firstChoice, machines, head, duration, tail, makespan } = graph
    const until = this.#until
    this.#length = Infinity
    this.#operation = NONE
    let critical = 0
    for (let v = 0; v < graph.size; v++) {
      if (head[v]! + duration[v]! + tail[v]! !== makespan) continue
      critical++
      for (let c = firstChoice[v]!; c < firstChoice[v + 1]!; c++) {
        const k = choiceMachine[c]!
        const limit = until[v * machines + k]! > at ? best - 1 : Infinity
        if (k === machine[v]) this.#along(v, c, limit)
        else this.#elsewhere(v, c, limit)
      }
    }
    const v = this.#operation < 0 ? this.#any(critical) : this.#operation
    if (v < 0) return false
    const left = v * machines + machine[v]!
    const choices = firstChoice[v + 1]! - firstChoice[v]!
    until[left] = at + 1 + choices + Math.floor((0.3 + 0.7 * this.#random()) * Math.min(critical, MOST_COUNTED))
    graph.remove(v)
    graph.insert(v, this.#choice, this.#behind)
    return graph.time()
  }

  #consider(v: number, c: number, x: number, length: number): void {
    if (length > this.#length) return
    if (length < this.#length) this.#ties = 0
    else if (this.#random() * (this.#ties + 1) >= 1) return void this.#ties++
    this.#ties++
    this.#length = length
    this.#operation = v
    this.#choice = c
    this.#behind = x
  }

  /** If every move is tabu: puts a critical operation on any of its machines, as early as possible. */
  #any(critical: number): number {
    const { size, makespan, head, duration, tail, firstChoice, choiceMachine, first, after, jobAfter } = this.#graph
    let nth = Math.floor(this.#random() * critical)
    for (let v = 0; v < size; v++) {
      if (head[v]! + duration[v]! + tail[v]! !== makespan || nth-- > 0) continue
      const choices = firstChoice[v + 1]! - firstChoice[v]!
      if (choices < 2) return NONE
      const own = this.#graph.machine[v]!
      let c = firstChoice[v]! + Math.floor(this.#random() * choices)
      if (choiceMachine[c] === own) c = c + 1 < firstChoice[v + 1]! ? c + 1 : firstChoice[v]!
      let x = NONE
      for (let y = first[choiceMachine[c]!]!; y >= 0 && head[y]! < head[v]! && y !== jobAfter[v]; y = after[y]!) x = y
      this.#choice = c
      this.#behind = x
      return v
    }
    return NONE
  }

  /** Moves to another machine: every position that cannot create a cycle. */
  #elsewhere(v: number, c: number, limit: number): void {
    const { jobBefore, jobAfter, head, tail, duration, first, after, choiceMachine, choiceDuration } = this.#graph
    const a = jobBefore[v]!
    const b = jobAfter[v]!
    const from = a < 0 ? 0 : head[a]! + duration[a]!
    const to = b < 0 ? 0 : tail[b]! + duration[b]!
    const p = choiceDuration[c]!
    const least = p + to
    if (from + least > limit || from + least > this.#length) return
    const headBefore = a < 0 ? -1 : head[a]!
    const endAfter = b < 0 ? Infinity : head[b]! + duration[b]!
    let x = NONE
    let y = first[choiceMachine[c]!]!
    let starts = from
    // An operation that ends before our predecessor starts cannot follow it.
    while (y >= 0 && (y === a || head[y]! + duration[y]! <= headBefore)) {
      x = y
      y = after[y]!
    }
    if (x >= 0 && head[x]! + duration[x]! > starts) starts = head[x]! + duration[x]!
    while (starts + least <= limit && starts + least <= this.#length) {
      const rest = y < 0 ? 0 : tail[y]! + duration[y]!
      const length = starts + p + (rest > to ? rest : to)
      if (length <= limit) this.#consider(v, c, x, length)
      if (y < 0 || y === b || head[y]! >= endAfter) return
      const end = head[y]! + duration[y]!
      if (end > starts) starts = end
      x = y
      y = after[y]!
    }
  }

  /** Moves on the same machine, within its critical block. */
  #along(v: number, c: number, limit: number): void {
    const { jobBefore, jobAfter, head, tail, duration, before, after, makespan } = this.#graph
    const passed = this.#passed
    const a = jobBefore[v]!
    const b = jobAfter[v]!
    const p = duration[v]!
    const from = a < 0 ? 0 : head[a]! + duration[a]!
    const to = b < 0 ? 0 : tail[b]! + duration[b]!
    if (from + p + to > limit) return
    const endAfter = b < 0 ? Infinity : head[b]! + duration[b]!
    const headBefore = a < 0 ? -1 : head[a]!

    // Later: the operations it passes start earlier.
    let ends = before[v]! < 0 ? 0 : head[before[v]!]! + duration[before[v]!]!
    for (let x = after[v]!; x >= 0 && x !== b && head[x]! < endAfter; x = after[x]!) {
      if (head[x]! + duration[x]! + tail[x]! !== makespan) break
      const job = jobBefore[x]!
      const own = job < 0 ? 0 : head[job]! + duration[job]!
      passed[x] = own > ends ? own : ends
      ends = passed[x]! + duration[x]!
      if (ends + p + to > this.#length) break
      const y = after[x]!
      let rest = y < 0 ? 0 : tail[y]! + duration[y]!
      rest = rest > to ? rest : to
      let length = (from > ends ? from : ends) + p + rest
      rest += p
      for (let z = x; z !== v; z = before[z]!) {
        const next = jobAfter[z]!
        const its = next < 0 ? 0 : tail[next]! + duration[next]!
        if (its > rest) rest = its
        rest += duration[z]!
        if (passed[z]! + rest > length) length = passed[z]! + rest
      }
      if (length <= limit) this.#consider(v, c, x, length)
    }

    // Earlier: the operations it passes start later and have less behind them.
    let remains = after[v]! < 0 ? 0 : tail[after[v]!]! + duration[after[v]!]!
    for (let y = before[v]!; y >= 0 && y !== a && head[y]! + duration[y]! > headBefore; y = before[y]!) {
      if (head[y]! + duration[y]! + tail[y]! !== makespan) break
      const next = jobAfter[y]!
      const its = next < 0 ? 0 : tail[next]! + duration[next]!
      passed[y] = its > remains ? its : remains
      remains = passed[y]! + duration[y]!
      if (from + p + remains > this.#length) break
      const x = before[y]!
      let starts = x < 0 ? 0 : head[x]! + duration[x]!
      if (from > starts) starts = from
      let length = starts + p + (to > remains ? to : remains)
      starts += p
      for (let z = y; z !== v; z = after[z]!) {
        const job = jobBefore[z]!
        const own = job < 0 ? 0 : head[job]! + duration[job]!
        if (own > starts) starts = own
        starts += duration[z]!
        if (starts + passed[z]! > length) length = starts + passed[z]!
      }
      if (length <= limit) this.#consider(v, c, x, length)
    }
  }
}
