/** The scenarios on which moves are evaluated (C2). */
import { describe, expect, it } from 'vitest'
import { scenariosOf } from '#server/domain/planner/scenarios.ts'
import { problemOf } from '#server/domain/planner/problem.ts'
import { hardDay } from '../lab/plan/days.ts'

describe('C2 scenarios', () => {
  const problem = problemOf(hardDay(1, { bays: 60, technicians: 40, operations: 300 }))
  const scenarios = scenariosOf(problem)

  it('are deterministic, and differ from one another', () => {
    expect(scenariosOf(problem)).toEqual(scenarios)
    expect(new Set(scenarios.map((durations) => durations.join())).size).toBe(scenarios.length)
  })

  it('come in pairs: what lasts longer in one lasts shorter in the other', () => {
    for (let pair = 0; pair < scenarios.length; pair += 2)
      for (let task = 0; task < problem.tasks; task++) {
        const [one, other] = [scenarios[pair]![task]!, scenarios[pair + 1]![task]!]
        expect(Math.sqrt(one * other) / problem.duration[task]!).toBeCloseTo(1, 3)
      }
  })

  it('stay below the safe minutes four times out of five', () => {
    let below = 0
    for (const durations of scenarios)
      for (let task = 0; task < problem.tasks; task++) {
        const { likelyMinutes, safeMinutes } = problem.operations[task]!
        if (durations[task]! / problem.duration[task]! <= safeMinutes / likelyMinutes) below++
      }
    expect(below / (scenarios.length * problem.tasks)).toBeGreaterThan(0.76)
    expect(below / (scenarios.length * problem.tasks)).toBeLessThan(0.84)
  })
})
