/** The notification of new keys or of another person never comes: every node finds out at the next beat. */
import { expect, it } from 'vitest'
import { replaceKeys } from '#server/access/keys.ts'
import { Sessions } from '#server/access/sessions.ts'
import { connect, cookiesOf, next, openWorkshop } from '../support/testWorkshop.ts'

const workshop = await openWorkshop()
const { workshopId, ids } = workshop
const { sql } = workshop.database
const app = await workshop.serve({ beatEvery: 200 })
const [first, second] = ids.persons as [string, string]

it('a person who has been replaced on another node no longer acts', async () => {
  const headers = { cookie: cookiesOf(workshop, 'staff', first), 'X-Pitboard-View': 'staff' }
  const signedIn = async () =>
    ((await (await fetch(`${app.url}/api/session`, { headers })).json()) as { personId: string }).personId
  expect(await signedIn()).toBe(first)
  await new Sessions(sql).choose(workshopId, workshop.sessions.get(first)!, second)
  await expect.poll(signedIn, { timeout: 5000 }).toBe(second)
})

it('a revoked key puts its screens out and opens nothing, and the new one does', async () => {
  const headers = { cookie: cookiesOf(workshop, 'wall'), 'X-Pitboard-View': 'wall' }
  const status = async (cookie: string) =>
    (await fetch(`${app.url}/api/state`, { headers: { ...headers, cookie } })).status
  const wall = connect(app, workshop, 'wall', { options: { reconnection: false } })
  await next(wall, 'snapshot')
  expect(await status(headers.cookie)).toBe(200)
  const farewell = next(wall, 'farewell')
  const keys = await replaceKeys(sql, workshopId)
  expect(await farewell).toEqual({ code: 'keys_replaced' })
  expect(await status(headers.cookie)).toBe(401)
  expect(await status(cookiesOf({ ...workshop, keys }, 'wall'))).toBe(200)
})
