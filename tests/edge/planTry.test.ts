/** C2 trying a move before it is made: permissions, validation and limits. */
import { describe, expect, it } from 'vitest'
import type { Refusal } from '#contract/errors.ts'
import { moveAnswer, type MoveQuestion } from '#contract/questions.ts'
import { viewNames, languages, type ViewName } from '#contract/values.ts'
import { TRIES_AT_ONCE, TRIES_PER_SECOND } from '#server/http/api.ts'
import { newId } from '#server/write/ids.ts'
import { openWorkshop, waitingOrder, type TestWorkshop } from '../support/testWorkshop.ts'
import { no, onlooker } from './onlooker.ts'

const workshop = await openWorkshop()
let now = 0
const app = await workshop.serve({ monotonic: () => now })
const { undisturbedBy } = await onlooker(app, workshop)
const { id: orderId, operations } = await waitingOrder(workshop, '沪T30001')
const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId })
const question: MoveQuestion = {
  ...{ orderId, operationId: operations[0]!.id },
  ...{ bayId: workshop.ids.bays[1]!, technicianId: workshop.ids.persons[1]!, startAt: null },
}

const headersOf = (view: ViewName) => ({
  ...{ 'Content-Type': 'application/json', 'X-Pitboard-View': view },
  ...(view === 'customer'
    ? { Authorization: `Bearer ${token}` }
    : { Cookie: `pitboard_${view}=${workshop.keys[view]}` }),
})
async function ask(body: unknown, headers: Record<string, string> = {}, view: ViewName = 'staff') {
  const response = await fetch(`${app.url}/api/plan/try`, {
    ...{ method: 'POST', headers: { ...headersOf(view), ...headers } },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as unknown }
}
/** Advances time before each case, so that the rate limit does not interfere. */
const calmly: typeof ask = (...args) => {
  now += 1000
  return ask(...args)
}

describe('C2 POST /api/plan/try', () => {
  it('is answered by the planner, and changes nothing', async () => {
    const { status, body } = await undisturbedBy(() => calmly(question))
    expect(status).toBe(200)
    const { bayId, technicianId } = question
    const answer = moveAnswer.strict().parse(body)
    expect(answer).toMatchObject({ isRefused: false, blockers: [], work: { bayId, technicianId } })
    expect(answer.work!.end - answer.work!.start).toBe(45 * 60_000)
    expect((await workshop.order(orderId)).operations[0]).toMatchObject({
      bayId: null,
      technicianId: null,
      startAt: null,
    })
  })

  it('a forbidden move is answered with what forbids it', async () => {
    const wash = workshop.ids.bays.at(-1)!
    const refused = { isRefused: true, work: null, effects: [], savedMinutes: 0 }
    for (const [over, kind] of [
      [{ bayId: wash }, 'wrong_bay_kind'],
      [{ bayId: newId() }, 'wrong_bay_kind'],
      [{ technicianId: newId() }, 'skill_missing'],
    ] as const)
      expect(moveAnswer.parse((await calmly({ ...question, ...over })).body)).toMatchObject({
        ...refused,
        blockers: [{ kind }],
      })
  })

  it.each(viewNames.filter((view) => view !== 'staff'))('is refused for the view %s', async (view) => {
    for (const body of [question, {}])
      expect(await undisturbedBy(() => calmly(body, {}, view))).toEqual({ status: 403, body: no('not_allowed') })
  })

  it('is refused without an access key, and for foreign origins', async () => {
    expect(await calmly(question, { Cookie: '' })).toMatchObject({ status: 401, body: { code: 'no_key' } })
    const foreign = await calmly(question, { Origin: 'https://elsewhere.example' })
    expect(foreign).toMatchObject({ status: 403, body: { code: 'wrong_origin' } })
  })

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['no JSON', 'orderId=1'],
    ['a list', []],
    ['a field too few', { ...question, startAt: undefined }],
    ['a field too many', { ...question, was: null }],
    ['an id that is none', { ...question, orderId: "' or 1=1 --" }],
    ['a time before all times', { ...question, startAt: 0 }],
    ['a time with a fraction', { ...question, startAt: Date.now() + 0.5 }],
    ['a prototype', JSON.stringify(question).replace('{', '{"__proto__":{"polluted":1},')],
  ])('%s is a bad payload, with the message in each language', async (_what, body) => {
    for (const language of languages)
      expect(await undisturbedBy(() => calmly(body, { 'X-Pitboard-Language': language }))).toEqual({
        status: 400,
        body: no('bad_payload', language),
      })
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('more than 4 kB is too large', async () => {
    const { status, body } = await calmly({ ...question, bayId: 'x'.repeat(5000) })
    expect([status, (body as Refusal).code]).toEqual([413, 'too_large'])
  })

  it('an unknown order, one of another workshop, or an operation not on it is not found', async () => {
    const next: TestWorkshop = await openWorkshop()
    const theirs = await waitingOrder(next, '沪T30002')
    for (const over of [{ orderId: newId() }, { orderId: theirs.id, operationId: theirs.operations[0]!.id }])
      expect(await calmly({ ...question, ...over })).toEqual({ status: 404, body: no('order_not_found') })
    expect(await calmly({ ...question, operationId: newId() })).toEqual({
      status: 409,
      body: no('operation_not_found'),
    })
  })

  it('is limited per address, and does not delay commands', async () => {
    now += 60_000
    const all = await Promise.all(Array.from({ length: TRIES_AT_ONCE + 5 }, () => ask(question)))
    expect(all.filter(({ status }) => status === 200)).toHaveLength(TRIES_AT_ONCE)
    expect(all.filter(({ status }) => status === 429)).toHaveLength(5)
    expect(await ask({})).toEqual({ status: 429, body: no('too_many_requests') })
    const state = await fetch(`${app.url}/api/state`, { headers: headersOf('staff') })
    expect(state.status).toBe(200)
    now += 1000
    const later = await Promise.all(Array.from({ length: TRIES_PER_SECOND + 1 }, () => ask(question)))
    expect(later.filter(({ status }) => status === 200)).toHaveLength(TRIES_PER_SECOND)
  })
})
