/** The worth of the planner's suggestions: the same demo day with and without a foreman who accepts them (AL, C2). */
import { beforeAll, describe, expect, it } from 'vitest'
import { readOrders, summaryLines } from '#server/demo/summary.ts'
import { openStage } from './stage.ts'

/** A whole day with a fifth more cars than usual, when moves pay. It searches for suggestions only where they are accepted. */
async function dayWith(accept: boolean) {
  const searchesApart = accept ? 0 : Infinity
  const { app, day, shop, database, workshopId, close } = await openStage({
    ...{ seed: 2, cars: 48, plansApart: 0, searchesApart, accept },
  })
  await day({ hurryUntil: Infinity })
  await app.meetDeadlines()
  const lines = summaryLines(shop, await readOrders(database.sql, workshopId))
  const accepted = await database.sql<{ actor: { device: string; personId: string | null } }[]>`
    select actor from journal where workshop_id = ${workshopId} and command = 'acceptSuggestions'`
  await close()
  const late = Number(/^Lateness: (\d+) minutes/m.exec(lines.join('\n'))![1])
  return { late, lines, actors: accepted.map(({ actor }) => actor), foreman: shop.whoIs('foreman') }
}

describe('a demo day in which the foreman accepts the planner’s suggestions', () => {
  let asItComes: Awaited<ReturnType<typeof dayWith>>
  let accepting: typeof asItComes
  beforeAll(async () => {
    asItComes = await dayWith(false)
    accepting = await dayWith(true)
  }, 1_200_000)

  it('has less lateness than the same day without accepting', () => {
    expect(asItComes.late).toBeGreaterThan(0)
    expect(accepting.late).toBeLessThan(asItComes.late)
  })

  it('accepts on a staff screen, as the foreman, by the ordinary command; nobody does on the other day', () => {
    expect(asItComes.actors).toEqual([])
    expect(accepting.actors.length).toBeGreaterThan(0)
    for (const actor of accepting.actors) expect(actor).toEqual({ device: 'staff', personId: accepting.foreman })
    const count = accepting.actors.length
    expect(accepting.lines).toContain(`Moves:    ${count} ${count === 1 ? 'suggestion' : 'suggestions'} accepted`)
  })
})
