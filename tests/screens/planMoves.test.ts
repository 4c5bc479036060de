import { describe, expect, it, vi } from 'vitest'
import type { MoveAnswer, MoveQuestion } from '#contract/questions.ts'
import { defaultSettings } from '#contract/settings.ts'
import { aimAt, behindLast, placementOn, unfit } from '../../board/floor/plan/aiming.ts'
import { axisOf } from '../../board/floor/plan/axis.ts'
import { blocksOf } from '../../board/floor/plan/blocks.ts'
import { lanesOf, subjectsOf } from '../../board/floor/plan/lanes.ts'
import { Trial } from '../../board/floor/carry/trial.svelte.ts'
import { Undo } from '../../board/staff/moving/undo.svelte.ts'
import { gainOf, judged, verdictsOf } from '../../board/floor/carry/verdicts.ts'
import {
  aBay,
  aDoneOperation,
  anOperation,
  anOrder,
  aPerson,
  aProposedOperation,
  aWorkingOperation,
  aWorkshop,
  DAY,
  HOUR,
  MINUTE,
  NOW,
} from '../support/factories.ts'

const axis = axisOf(aWorkshop(), NOW)
const at = (hour: number, day = 0) => NOW + day * DAY + (hour - 10) * HOUR
const bay = aBay()
const piece = (from: number, to: number) =>
  anOperation({ bayId: bay.id, plan: { bayId: bay.id, technicianId: null, start: from, end: to } })
const laneWith = (...operations: ReturnType<typeof anOperation>[]) =>
  lanesOf(
    subjectsOf('bay', [bay], [], []),
    blocksOf([anOrder({ state: 'waiting', operations })], axis, NOW, defaultSettings),
  )[0]!
const NEAR = 5 * MINUTE

describe('C2 the meaning of a drop on a lane', () => {
  const aim = (lane: ReturnType<typeof laneWith>, time: number) => aimAt(lane, time, 'mine', axis, NOW, NEAR)

  it('at or before now: as soon as its turn comes', () => {
    expect(aim(laneWith(), at(9))).toEqual({ start: NOW, startAt: null })
    expect(aim(laneWith(), NOW + 4 * MINUTE)).toEqual({ start: NOW, startAt: null })
  })

  it('later: at a full five minutes, and never outside opening hours', () => {
    expect(aim(laneWith(), at(11) + 2 * MINUTE)).toEqual({ start: at(11), startAt: at(11) })
    expect(aim(laneWith(), at(12.5))).toEqual({ start: at(13), startAt: at(13) })
    expect(aim(laneWith(), at(20))).toEqual({ start: at(8, 1), startAt: at(8, 1) })
  })

  it('right after the last piece: as soon as its turn comes; between two pieces: at that time', () => {
    const last = laneWith(piece(at(10), at(11)))
    expect(aim(last, at(11) + 3 * MINUTE)).toEqual({ start: at(11), startAt: null })
    const between = laneWith(piece(at(10), at(11)), piece(at(11), at(12)))
    expect(aim(between, at(11) - 3 * MINUTE)).toEqual({ start: at(11), startAt: at(11) })
    expect(behindLast(between, 'mine', NOW)).toBe(at(12))
  })

  it('a bay lane keeps the technician, a technician lane the bay; a team lane picks the member with the skill and the least work', () => {
    const operation = anOperation({ bayId: bay.id, technicianId: 'somebody' })
    expect(placementOn(laneWith(), operation, at(11), axis)).toEqual({
      ...{ bayId: bay.id, technicianId: 'somebody', startAt: at(11) },
    })
    const [busy, free, other] = [
      aPerson({ name: 'Anna' }),
      aPerson({ name: 'Tom' }),
      aPerson({ name: 'Li', skills: ['paint'] }),
    ]
    const his = anOperation({
      ...{ technicianId: busy.id },
      plan: { bayId: bay.id, technicianId: busy.id, start: at(10), end: at(11) },
    })
    const blocks = blocksOf([anOrder({ state: 'waiting', operations: [his] })], axis, NOW, defaultSettings)
    const [technician] = lanesOf([{ kind: 'technician', person: busy }], blocks)
    expect(placementOn(technician!, operation, null, axis)).toEqual({
      ...{ bayId: bay.id, technicianId: busy.id, startAt: null },
    })
    const [team] = lanesOf([{ kind: 'team', team: null, persons: [busy, free, other] }], blocks)
    expect(placementOn(team!, operation, null, axis).technicianId).toBe(free.id)
  })

  it('names a reason why the work cannot go there without asking the planner', () => {
    const order = anOrder({ state: 'waiting' })
    const on = (over: Parameters<typeof aBay>[0]) => ({ kind: 'bay' as const, bay: aBay(over) })
    expect(unfit(on({}), order, anOperation())).toBeNull()
    expect(unfit(on({ uses: ['paint'] }), order, anOperation())).toBe('wrong_bay_kind')
    const outOfService = { reason: '', since: NOW, until: at(11) }
    expect(unfit(on({ outOfService }), order, anOperation())).toBe('bay_out_of_service')
    expect(unfit(on({}), order, aWorkingOperation())).toBe('in_work')
    expect(unfit(on({}), order, aDoneOperation())).toBe('in_work')
    expect(unfit(on({}), order, aProposedOperation())).toBe('not_authorised')
    expect(unfit(on({}), anOrder({ state: 'quoted' }), anOperation())).toBe('not_authorised')
    const painter = aPerson({ skills: ['paint'] })
    expect(unfit({ kind: 'technician', person: painter }, order, anOperation())).toBe('skill_missing')
  })
})

describe('AL the effect of a move on the promises', () => {
  // Monday to Saturday 8–18.
  const workshop = aWorkshop({ hours: [...Array.from({ length: 6 }, () => [[480, 1080]] as [number, number][]), []] })
  const effect = (orderId: string, from: number | null, to: number | null, promiseAt: number | null = at(12)) => ({
    ...{ orderId, promiseAt, from, to },
  })
  const effects = [
    effect('moved', at(10), at(11)),
    effect('better', at(14), at(13)),
    effect('saved', at(13), at(12)),
    effect('worse', at(13), at(14)),
    effect('broken', at(11), at(12.5)),
    effect('lost', at(11), null),
    effect('open', at(11), at(15), null),
  ]

  it('orders broken before worse before saved, with minutes', () => {
    expect(judged(effects, workshop).map(({ orderId, isLate }) => [orderId, isLate])).toEqual([
      ['lost', Infinity],
      ['broken', 30],
      ['worse', 120],
      ['saved', 0],
      ['better', 60],
      ['moved', 0],
      ['open', 0],
    ])
    expect(verdictsOf(effects, workshop).get('lost')).toBe('broken')
    expect(verdictsOf(effects, workshop).get('saved')).toBe('saved')
  })

  it('C2 sums what is less late and what is later, in opening hours and without weights', () => {
    // 17:00 until 09:00 the next day: two opening hours; 13:00 instead of 12:00.
    const overnight = effect('overnight', at(9, 1), at(17), at(17))
    expect(gainOf([overnight, effect('broken', at(12), at(13)), effect('lost', at(11), null)], workshop)).toEqual({
      less: 120,
      more: 60,
    })
  })
})

describe('C2 trying a move before the drop', () => {
  const question = (startAt: number): MoveQuestion => ({
    ...{ orderId: 'o', operationId: 'p', bayId: null, technicianId: null, startAt },
  })
  const answer = (startAt: number | null) => ({ at: startAt }) as MoveAnswer

  it('asks one question at a time, the newest next, and returns an answer only for its own question', async () => {
    vi.useFakeTimers()
    const asked: { startAt: number | null; done: (answer: MoveAnswer | null) => void }[] = []
    const trial = new Trial((q) => new Promise((done) => asked.push({ startAt: q.startAt, done })))
    trial.about(question(1))
    await vi.advanceTimersByTimeAsync(0)
    trial.about(question(2))
    trial.about(question(3))
    await vi.advanceTimersByTimeAsync(500)
    expect(asked.map(({ startAt }) => startAt)).toEqual([1])
    asked[0]!.done(answer(1))
    await vi.advanceTimersByTimeAsync(500)
    expect(asked.map(({ startAt }) => startAt)).toEqual([1, 3])
    expect(trial.answer).toBeNull()
    expect(trial.latest).toEqual(answer(1))
    asked[1]!.done(answer(3))
    await vi.advanceTimersByTimeAsync(0)
    expect(trial.answer).toEqual(answer(3))
    trial.about(question(3))
    await vi.advanceTimersByTimeAsync(500)
    expect(asked).toHaveLength(2)
    trial.about(null)
    expect(trial.latest).toBeNull()
    vi.useRealTimers()
  })

  it('asks in a browser that cannot combine abort signals, and gives up after five seconds', async () => {
    vi.useFakeTimers()
    vi.stubGlobal('AbortSignal', { any: undefined, timeout: undefined })
    const signals: AbortSignal[] = []
    vi.stubGlobal('fetch', (_: string, { signal }: { signal: AbortSignal }) => {
      signals.push(signal)
      return new Promise((_, fail) => signal.addEventListener('abort', () => fail(new Error('Aborted.'))))
    })
    const trial = new Trial()
    trial.about(question(1))
    await vi.advanceTimersByTimeAsync(4_900)
    expect([signals.length, trial.isAnswered]).toEqual([1, false])
    await vi.advanceTimersByTimeAsync(200)
    expect(trial.isAnswered).toBe(true)
    trial.about(question(2))
    await vi.advanceTimersByTimeAsync(100)
    trial.about(null)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('leaves a gap between two questions, and counts silence as an answer', async () => {
    vi.useFakeTimers()
    const asked: number[] = []
    const trial = new Trial((q) => {
      asked.push(q.startAt!)
      return Promise.resolve(null)
    })
    for (let n = 0; n < 10; n++) {
      trial.about(question(n))
      await vi.advanceTimersByTimeAsync(10)
    }
    await vi.advanceTimersByTimeAsync(100)
    expect(asked.length).toBeLessThanOrEqual(3)
    expect(asked.at(-1)).toBe(9)
    expect(trial.isAnswered).toBe(true)
    expect(trial.answer).toBeNull()
    vi.useRealTimers()
  })
})

describe('C2 undo', () => {
  const nowhere = { bayId: null, technicianId: null, startAt: null }
  const there = { ...nowhere, bayId: 'b' }
  const put = (n: number) => ({ orderId: `o${n}`, operationId: `p${n}`, was: nowhere, to: { ...there, startAt: n } })
  const ok = { ok: true }
  const no = { ok: false }
  const still = () => true

  it('S13 sends the old placement against the new one; keeps ten moves, last one first', async () => {
    const undo = new Undo()
    for (let n = 1; n <= 12; n++) undo.moved([put(n)])
    expect(undo.count).toBe(10)
    const carryOut = vi.fn().mockResolvedValue(ok)
    await undo.back(carryOut, still)
    expect(carryOut).toHaveBeenCalledWith({
      ...{ orderId: 'o12', operationId: 'p12' },
      ...{ was: { bayId: 'b', technicianId: null, startAt: 12 }, to: nowhere },
    })
    expect(undo.last!.steps[0]!.orderId).toBe('o11')
  })

  it('undoes the moves of suggestions together, and reports those it could not', async () => {
    const undo = new Undo()
    const moves = [1, 2].map((n) => ({ orderId: `o${n}`, operationId: `p${n}`, was: nowhere, to: there }))
    undo.accepted([{ moves }] as never)
    const carryOut = vi.fn().mockResolvedValueOnce(no).mockResolvedValueOnce(ok)
    expect(await undo.back(carryOut, still)).toMatchObject({ undone: 1, steps: moves })
    expect(undo.count).toBe(0)
    expect(await undo.back(carryOut, still)).toBeNull()
  })

  describe('for one drop that unassigned the work and drove the car out', () => {
    const unassigned = { orderId: 'o', operationId: 'p', was: there, to: nowhere }
    const drivenOut = { orderId: 'o', operationId: null, was: { bayId: 'b' }, to: { bayId: null } }
    const back = async (isStill: Parameters<Undo['back']>[1], ...replies: object[]) => {
      const undo = new Undo()
      undo.moved([unassigned, drivenOut])
      const carryOut = vi.fn()
      for (const reply of replies) carryOut.mockResolvedValueOnce(reply)
      const { undone } = (await undo.back(carryOut, isStill))!
      return { undone, sent: carryOut.mock.calls.map(([step]) => (step as { operationId: string | null }).operationId) }
    }

    it('undoes all steps, last one first', async () =>
      expect(await back(still, ok, ok)).toEqual({ undone: 2, sent: [null, 'p'] }))

    it('S13 leaves the rest unchanged when a step is refused', async () =>
      expect(await back(still, no)).toEqual({ undone: 0, sent: [null] }))

    it('S13 first tries the step whose state has changed since', async () =>
      expect(await back(({ operationId }) => operationId === null, no)).toEqual({ undone: 0, sent: ['p'] }))
  })
})
