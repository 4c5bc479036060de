/** What accepting the planner's suggestions is worth: the demo's day twice, once as it comes and once with a foreman who accepts (AL, C2). */
import { beforeAll, describe, expect, it } from 'vitest'
import { readOrders, summaryLines } from '#server/demo/summary.ts'
import { openStage } from './stage.ts'

/** A whole day of the seed that the demo shows, with plans looked for all day, as `npm run demo -- --once` has it. */
async function dayWith(accept: boolean) {
  const { app, day, shop, database, workshopId, close } = await openStage({ seed: 4, plansApart: 0, accept })
  await day({ hurryUntil: Infinity })
  await app.meetDeadlines()
  const lines = summaryLines(shop, await readOrders(database.sql, workshopId))
  const accepted = await database.sql<{ actor: { door: string; personId: string | null } }[]>`
    select actor from journal where workshop_id = ${workshopId} and command = 'acceptSuggestions'`
  await close()
  const late = Number(/^Lateness: (\d+) minutes/m.exec(lines.join('\n'))![1])
  return { late, lines, actors: accepted.map(({ actor }) => actor), foreman: shop.whoIs('foreman') }
}

describe('a demo day in which the foreman accepts what the planner suggests', () => {
  let asItComes: Awaited<ReturnType<typeof dayWith>>
  let accepting: typeof asItComes
  beforeAll(async () => {
    asItComes = await dayWith(false)
    accepting = await dayWith(true)
  }, 1_200_000)

  it('ends less late than the same day left as it comes', () => {
    expect(asItComes.late).toBeGreaterThan(0)
    expect(accepting.late).toBeLessThan(asItComes.late)
  })

  it('accepts at the staff door, as the foreman, by the command that people use; nobody does on the other', () => {
    expect(asItComes.actors).toEqual([])
    expect(accepting.actors.length).toBeGreaterThan(0)
    for (const actor of accepting.actors) expect(actor).toEqual({ door: 'staff', personId: accepting.foreman })
    const count = accepting.actors.length
    expect(accepting.lines).toContain(`Moves:    ${count} ${count === 1 ? 'suggestion' : 'suggestions'} accepted`)
  })
})
