/** The kit's pure parts: house clock, night, lobby chime, outbox. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Reply, Envelope } from '#contract/commands/index.ts'
import { maskPlate } from '#contract/plate.ts'
import type { LobbyOrder } from '#contract/views/lobby.ts'
import { HouseClock } from '../../board/kit/houseClock.ts'
import { marginOf } from '../../board/kit/margin.ts'
import { keepTrying } from '../../board/kit/keepTrying.ts'
import { isNight } from '../../board/kit/night.ts'
import { Outbox, uuid } from '../../board/kit/outbox.ts'
import { words } from '../../board/kit/words.svelte.ts'
import { callKeys, callsAt, newSince, readyIds, shownAt } from '../../board/lobby/news.ts'
import { z } from 'zod'
import { speak } from './support/speak.ts'
import { aWorkshop, HOUR, MINUTE, NOW, uuid as id } from '../support/factories.ts'

describe('S11 house clock', () => {
  it('is null until the server has sent a time', () => {
    expect(new HouseClock().now(5)).toBeNull()
  })

  it('advances at the workshop’s speed between two beats', () => {
    const clock = new HouseClock()
    clock.set(NOW, 1000, 60)
    expect(clock.now(3000)).toBe(NOW + 2 * MINUTE)
  })

  it('waits for the server when it ran slightly ahead, and never runs backwards', () => {
    const clock = new HouseClock()
    clock.set(NOW, 0, 1)
    expect(clock.now(3000)).toBe(NOW + 3000)
    clock.set(NOW + 1000, 3000, 1)
    expect(clock.now(3000)).toBe(NOW + 3000)
    expect(clock.now(4000)).toBe(NOW + 3000)
    expect(clock.now(6000)).toBe(NOW + 4000)
  })

  it('is set back when it was clearly wrong', () => {
    const clock = new HouseClock()
    clock.set(NOW + HOUR, 0, 1)
    clock.now(0)
    clock.set(NOW, 1000, 1)
    expect(clock.now(1000)).toBe(NOW)
  })

  it('is not set back by an old change, but set forward by a newer one', () => {
    const clock = new HouseClock()
    clock.set(NOW, 0, 1)
    clock.atLeast(NOW - HOUR, 1000)
    expect(clock.now(1000)).toBe(NOW + 1000)
    clock.atLeast(NOW + HOUR, 2000)
    expect(clock.now(2000)).toBe(NOW + HOUR)
  })
})

describe('S8 a file that a screen loads later', () => {
  const told: string[] = []
  const loading = (fails: number, isWanted?: () => boolean) => {
    vi.useFakeTimers()
    vi.stubGlobal('dispatchEvent', ({ type }: Event) => told.push(type))
    let tries = 0
    return keepTrying(() => (++tries > fails ? Promise.resolve(tries) : Promise.reject(new Error('502'))), isWanted)
  }
  afterEach(() => {
    told.length = 0
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('is loaded again until it comes; the page says that it is missing, and then that it is there', async () => {
    const loaded = loading(3)
    await vi.advanceTimersByTimeAsync(8_000)
    expect(await loaded).toBe(4)
    expect(told).toEqual([...Array(3).fill('pitboard:missing'), 'pitboard:complete'])
  })

  it('that comes at once changes nothing on the page', async () => {
    expect(await loading(0)).toBe(1)
    expect(told).toEqual([])
  })

  it('that is no longer wanted is left alone, and no longer missing', async () => {
    let isWanted = true
    const loaded = loading(Infinity, () => isWanted)
    await vi.advanceTimersByTimeAsync(3_000)
    isWanted = false
    await vi.advanceTimersByTimeAsync(2_000)
    expect(await loaded).toBeNull()
    expect(told.at(-1)).toBe('pitboard:complete')
  })
})

describe('the language of a screen', () => {
  it('is the one chosen last, even if the texts of another arrive later', async () => {
    let come: (texts: object) => void = () => undefined
    const late = new Promise<object>((done) => (come = done))
    const files = { 'words/zh-Hans/odd.ts': () => late, 'words/zh-Hant/odd.ts': async () => ({}) }
    await words.speak('en', files)
    const first = words.turnTo('zh-Hans')
    expect(await words.turnTo('zh-Hant')).toBe(true)
    come({})
    expect(await first).toBe(false)
    expect(words.language).toBe('zh-Hant')
    await words.turnTo('en')
  })
})

describe('night', () => {
  const { hours, timeZone } = aWorkshop()
  // NOW is Tuesday 10:00; open 8–12 and 13–18.
  it.each([
    ['in the morning', 10, false],
    ['during the lunch break', 12.5, false],
    ['shortly before opening', 7.5, false],
    ['shortly after closing', 18.5, false],
    ['in the evening', 19, true],
    ['before dawn', 4, true],
  ])('%s', (_, hour, dark) => {
    expect(isNight({ hours: hours, timeZone, days: [] }, NOW + (hour - 10) * HOUR)).toBe(dark)
  })

  it('is all day on a closed day, and late in the evening without opening hours', () => {
    expect(isNight({ hours: hours, timeZone, days: [] }, NOW + 5 * 24 * HOUR)).toBe(true)
    const never = hours.map(() => [])
    expect(isNight({ hours: never, timeZone, days: [] }, NOW)).toBe(false)
    expect(isNight({ hours: never, timeZone, days: [] }, NOW + 13 * HOUR)).toBe(true)
  })
})

describe('the lobby’s news', () => {
  const order = (orderId: string, stage: LobbyOrder['stage']): LobbyOrder => ({
    ...{ id: orderId, ticket: 'A001', plate: maskPlate('沪A7K382'), stage, since: NOW },
  })
  const [a, b] = [id(), id()]

  it('are the cars that have become ready since the last look, none on the first look', () => {
    const before = readyIds([order(a, 'ready'), order(b, 'in_progress')])
    const now = readyIds([order(a, 'ready'), order(b, 'ready')])
    expect(newSince(before, now)).toEqual([b])
    expect(newSince(now, now)).toEqual([])
    expect(newSince(null, now)).toEqual([])
  })

  it('S14 are shown once the touch that calls to the desk or to a car cannot be taken back', () => {
    const touched = (stage: LobbyOrder['stage']) => ({ ...order(a, stage), since: NOW })
    const stages = (stage: LobbyOrder['stage'], undoSeconds = 10) =>
      [NOW + 9999, NOW + 10_000].map((now) => shownAt([touched(stage)], now, undoSeconds)[0]!.stage)
    expect(stages('ready')).toEqual(['in_progress', 'ready'])
    expect(stages('see_desk')).toEqual(['in_progress', 'see_desk'])
    expect(stages('ready', 0)).toEqual(['ready', 'ready'])
    expect(stages('waiting')).toEqual(['waiting', 'waiting'])
  })

  it('B1.2 are calls to a desk, newest first, for three minutes; another call of the same person is news again', () => {
    const call = (arrivalId: string, calledAt: number, desk = 2) => ({ id: arrivalId, ticket: 'A017', desk, calledAt })
    const calls = [call(a, NOW), call(b, NOW + 60_000)]
    const shown = (now: number) => callsAt(calls, now).map(({ id }) => id)
    expect(shown(NOW + 60_000)).toEqual([b, a])
    expect(shown(NOW + 180_000 - 1)).toEqual([b, a])
    expect(shown(NOW + 180_000)).toEqual([b])
    const again = callKeys([call(a, NOW + 90_000, 3), call(b, NOW + 60_000)])
    expect(newSince(callKeys(calls), again)).toHaveLength(1)
  })
})

describe('S1 outbox', () => {
  const outboxOf = () => {
    const carried: { envelope: Envelope; answer: (reply: Reply) => void }[] = []
    return { carried, outbox: new Outbox((envelope, answer) => carried.push({ envelope, answer })) }
  }
  const accepted = { ok: true, seq: 4, answer: {} } as Reply
  const finishWash = { orderId: id() }

  it('keeps a command until there is a connection, and settles its promise with the answer', async () => {
    const { outbox, carried } = outboxOf()
    const reply = outbox.send('finishWash', finishWash, false, 0)
    expect(carried).toHaveLength(0)
    outbox.resend(0, true)
    expect(carried[0]!.envelope).toMatchObject({ name: 'finishWash', payload: finishWash })
    carried[0]!.answer(accepted)
    expect(await reply).toBe(accepted)
    expect(outbox.size).toBe(0)
  })

  it('sends again under the same id after a reconnect; a second answer changes nothing', async () => {
    const { outbox, carried } = outboxOf()
    const reply = outbox.send('finishWash', finishWash, true, 0)
    outbox.resend(50, true)
    expect(carried.map(({ envelope }) => envelope.id)).toEqual([carried[0]!.envelope.id, carried[0]!.envelope.id])
    carried[1]!.answer(accepted)
    carried[0]!.answer({ ...accepted, seq: 5 } as Reply)
    expect(await reply).toBe(accepted)
  })

  it('on a live connection, resends only what has waited ten seconds', () => {
    const { outbox, carried } = outboxOf()
    void outbox.send('finishWash', finishWash, true, 0)
    outbox.resend(9_999, false)
    expect(carried).toHaveLength(1)
    outbox.resend(10_000, false)
    expect(carried).toHaveLength(2)
  })

  it('sends again under the same id after "database unavailable", until another answer comes', async () => {
    const { outbox, carried } = outboxOf()
    const reply = outbox.send('finishWash', finishWash, true, 0)
    const unavailable = { ok: false, code: 'database_unavailable', message: '' } as Reply
    for (const second of [1, 2]) {
      carried.at(-1)!.answer(unavailable)
      outbox.resend(second * 1000, false)
      expect(carried).toHaveLength(second + 1)
    }
    carried.at(-1)!.answer(accepted)
    expect(await reply).toBe(accepted)
    expect(new Set(carried.map(({ envelope }) => envelope.id)).size).toBe(1)
    outbox.resend(60_000, true)
    expect(carried).toHaveLength(3)
  })

  it('takes "too many requests" for an answer only to a command sent once', async () => {
    const { outbox, carried } = outboxOf()
    const refused = { ok: false, code: 'too_many_requests', message: '' } as Reply
    const reply = outbox.send('finishWash', finishWash, true, 0)
    carried[0]!.answer(refused)
    expect(await reply).toBe(refused)
    const twice = outbox.send('finishWash', finishWash, true, 0)
    outbox.resend(1000, true)
    carried[2]!.answer(refused)
    expect(outbox.size).toBe(1)
    outbox.resend(2000, false)
    carried[3]!.answer(accepted)
    expect(await twice).toBe(accepted)
  })

  it('settles every command with a refusal when the connection has ended for good', async () => {
    const { outbox } = outboxOf()
    const reply = outbox.send('finishWash', finishWash, false, 0)
    outbox.refuseAll('link_ended', 'Over.')
    expect(await reply).toEqual({ ok: false, code: 'link_ended', message: 'Over.' })
  })

  it('makes UUIDs that differ', () => {
    const ids = Array.from({ length: 1000 }, uuid)
    for (const each of ids) expect(z.uuid().safeParse(each).success).toBe(true)
    expect(new Set(ids).size).toBe(1000)
  })
})

describe('times on screens', () => {
  /** Monday, 30 November 2026, 08:00 UTC. */
  const now = Date.UTC(2026, 10, 30, 8)
  const at = (...[year, month, day, hour]: [number, number, number, number]) => Date.UTC(year, month - 1, day, hour)

  it.each<[string, number, string]>([
    ['today', at(2026, 11, 30, 18), '18:00'],
    ['the coming Wednesday', at(2026, 12, 2, 18), 'Wed 18:00'],
    ['last Wednesday', at(2026, 11, 25, 18), '25 Nov 18:00'],
    ['later this year', at(2026, 12, 24, 18), 'Thu 24 Dec'],
    ['last month', at(2026, 10, 2, 18), 'Fri 2 Oct'],
    ['next year', at(2027, 1, 27, 18), '27 Jan 2027'],
  ])('name the day without doubt: %s', (_what, time, text) => expect(words.when(time, now)).toBe(text))

  it('an appointment of another year names the year', () => {
    expect(words.dateTime(at(2027, 1, 27, 18), now)).toBe('27 Jan 2027, 18:00')
    expect(words.dateTime(at(2026, 12, 2, 18), now)).toBe('Wed 2 Dec, 18:00')
  })

  it.each([
    [45, '45 min'],
    [150, '150 min'],
    [235, '4 hr'],
    [912, '15 hr'],
    [4300, '3 days'],
  ])('a duration at a glance has no decimals: %i minutes', (minutes, text) => expect(words.roughly(minutes)).toBe(text))
})

describe('texts in Chinese', () => {
  afterEach(() => speak('en'))

  it.each([
    ['zh-Hans', '1 小时 25 分钟', '2 天 3 小时', '8 秒', '45 分钟'],
    ['zh-Hant', '1 小時 25 分鐘', '2 天 3 小時', '8 秒', '45 分鐘'],
  ] as const)('have a space between figures and characters, in %s', async (language, short, long, age, roughly) => {
    await speak(language)
    expect([words.duration(85), words.duration(3060), words.age(8000), words.roughly(45)]).toEqual([
      short,
      long,
      age,
      roughly,
    ])
  })

  it.each([
    ['en', 'A, B'],
    ['zh-Hans', 'A、B'],
    ['zh-Hant', 'A、B'],
  ] as const)('have their own comma in lists, in %s', async (language, text) => {
    await speak(language)
    expect(words.list(['A', 'B'])).toBe(text)
  })
})

describe('the margin of a wall-mounted screen', () => {
  it.each<[string, number]>([
    ['', 0],
    ['?margin=5', 0.05],
    ['?lang=en&margin=2.5', 0.025],
    ['?margin=90', 0.15],
    ['?margin=-3', 0],
    ['?margin=wide', 0],
  ])('%s', (search, share) => expect(marginOf(search)).toBe(share))
})
