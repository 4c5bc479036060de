/** A quick first plan: places each operation where it ends soonest; the job with most remaining work goes first. */
import { NONE, type Graph } from './graph.ts'

/** @param random from 0 to 1; `blur` is the amount of randomness in the order, 0 for none */
export function firstPlan(graph: Graph, random: () => number, blur: number): void {
  const { size, machines, jobAfter, jobBefore, firstChoice, choiceMachine, choiceDuration } = graph
  const freeAt = new Float64Array(machines)
  const endOf = new Float64Array(size)
  /** From its start to the end of its job, at the fastest. */
  const left = new Float64Array(size)
  for (let i = size - 1; i >= 0; i--) {
    let least = Infinity
    for (let c = firstChoice[i]!; c < firstChoice[i + 1]!; c++) least = Math.min(least, choiceDuration[c]!)
    left[i] = least + (jobAfter[i]! < 0 ? 0 : left[jobAfter[i]!]!)
  }
  graph.first.fill(NONE)
  graph.last.fill(NONE)
  const ready: number[] = []
  for (let i = 0; i < size; i++) if (jobBefore[i]! < 0) ready.push(i)
  while (ready.length > 0) {
    let pick = 0
    let most = -Infinity
    for (const [at, i] of ready.entries()) {
      const urgency = left[i]! * (1 + blur * random())
      if (urgency > most) [most, pick] = [urgency, at]
    }
    const i = ready[pick]!
    const from = jobBefore[i]! < 0 ? 0 : endOf[jobBefore[i]!]!
    let best = -1
    let bestEnd = Infinity
    for (let c = firstChoice[i]!; c < firstChoice[i + 1]!; c++) {
      const end = Math.max(from, freeAt[choiceMachine[c]!]!) + choiceDuration[c]!
      if (end < bestEnd || (end === bestEnd && random() < 0.5)) [bestEnd, best] = [end, c]
    }
    const k = choiceMachine[best]!
    graph.insert(i, best, graph.last[k]!)
    freeAt[k] = endOf[i] = bestEnd
    if (jobAfter[i]! < 0) ready.splice(pick, 1)
    else ready[pick] = jobAfter[i]!
  }
  graph.time()
}
