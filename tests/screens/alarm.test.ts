/** AL: limits of the alarm sound: how often it sounds, for how long, and how long it can be muted. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { ShownAlert } from '../../board/kit/alerts.ts'
import { Alarm } from '../../board/kit/alarm.svelte.ts'
import { Chime } from '../../board/lobby/chime.svelte.ts'
import { RINGS_APART } from '../../board/wall/alerts.ts'
import { HOUR, MINUTE, NOW } from '../support/factories.ts'

const SECOND = 1_000
/** When it rang (real ms), and how long each tone lasted (s). */
let rang: number[]
let sounded: number[]
let stored: Map<string, string>
let alarm: Alarm
/** Whether the browser allows sound, and the page’s audio contexts. */
let allowed: boolean
let contexts: Sound[]

beforeEach(() => {
  vi.useFakeTimers({ now: NOW })
  ;[rang, sounded, stored, contexts, allowed] = [[], [], new Map(), [], true]
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  })
  vi.stubGlobal('AudioContext', Sound)
})
afterEach(() => {
  alarm.close()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** An audio context that plays once it is allowed to. */
class Sound {
  resumed = 0
  onstatechange: (() => void) | null = null
  constructor() {
    contexts.push(this)
  }
  get state() {
    return allowed ? 'running' : 'suspended'
  }
  destination = {}
  get currentTime() {
    return performance.now() / SECOND
  }
  resume = () => {
    this.resumed += 1
    return allowed ? Promise.resolve() : new Promise<void>(() => undefined)
  }
  close = () => Promise.resolve()
  createGain() {
    const gain = { setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} }
    return { gain, connect: (next: unknown) => next }
  }
  createOscillator() {
    const from = this.currentTime
    return {
      frequency: {},
      connect: (next: unknown) => next,
      start() {},
      stop: (at: number) => sounded.push(at - from),
    }
  }
}

const anAlarm = (id: string, over: Partial<ShownAlert> = {}): ShownAlert => ({
  ...{ id, severity: 'alarm', since: NOW, level: 0, acknowledgedAt: null },
  ...over,
})

/** Creates the alarm as a screen does, with sound enabled and an empty first look. */
async function switchedOn(apart: number, muteMinutes?: number): Promise<void> {
  alarm = new Alarm({
    ...{ apart, rang: () => rang.push(Date.now() - NOW) },
    ...(muteMinutes !== undefined && { muteMinutes: () => muteMinutes }),
  })
  await alarm.wake()
  alarm.update([])
}

it('AL an alarm that comes while the browser blocks sound is heard once it is allowed, unless acknowledged', async () => {
  const allow = (now: boolean) => {
    allowed = now
    for (const context of contexts) context.onstatechange?.()
  }
  allow(false)
  alarm = new Alarm({ apart: MINUTE, rang: () => rang.push(Date.now() - NOW) })
  void alarm.wake()
  await vi.advanceTimersByTimeAsync(SECOND)
  alarm.update([])
  expect(alarm.blocked).toBe(true)
  alarm.update([anAlarm('a')])
  vi.advanceTimersByTime(SECOND)
  expect(rang).toEqual([])
  allow(true)
  expect(alarm.blocked).toBe(false)
  expect(rang).toEqual([2 * SECOND])
  // Acknowledged before sound was allowed: silent.
  allow(false)
  vi.advanceTimersByTime(MINUTE)
  alarm.update([anAlarm('a'), anAlarm('b')])
  alarm.update([])
  allow(true)
  expect(rang).toHaveLength(1)
})

it('AL sound that the browser suspends later is resumed, at once and for each alarm; the mark shows, and the alarm is heard', async () => {
  await switchedOn(MINUTE)
  const [context] = contexts as [Sound]
  const before = context.resumed
  allowed = false
  context.onstatechange?.()
  expect(alarm.blocked).toBe(true)
  expect(context.resumed).toBe(before + 1)
  alarm.update([anAlarm('a')])
  expect(context.resumed).toBe(before + 2)
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(rang).toEqual([])
  allowed = true
  context.onstatechange?.()
  expect(alarm.blocked).toBe(false)
  expect(rang).toEqual([SECOND])
})

it('B1.2 a chime that the browser blocked is heard once it is allowed within a minute, and not later', async () => {
  const allow = (now: boolean) => {
    allowed = now
    for (const context of contexts) context.onstatechange?.()
  }
  const chime = new Chime()
  await chime.wake()
  allow(false)
  chime.ring()
  vi.advanceTimersByTime(59 * SECOND)
  expect(sounded).toEqual([])
  allow(true)
  expect(sounded).toHaveLength(2)
  allow(false)
  chime.ring()
  vi.advanceTimersByTime(61 * SECOND)
  allow(true)
  expect(sounded).toHaveLength(2)
  chime.close()
})

it('AL an alarm sounds once and briefly, however long it stays open, and again when it escalates', async () => {
  await switchedOn(MINUTE)
  alarm.update([anAlarm('a')])
  for (let i = 0; i < 100; i++) {
    vi.advanceTimersByTime(5 * SECOND)
    alarm.update([anAlarm('a'), anAlarm('warning', { severity: 'warning' })])
  }
  vi.advanceTimersByTime(8 * HOUR)
  expect(rang).toEqual([0])
  expect(sounded.length).toBeGreaterThan(0)
  expect(Math.max(...sounded)).toBeLessThan(3)
  alarm.update([anAlarm('a', { level: 1 })])
  expect(rang).toHaveLength(2)
})

it('AL a burst of alarms makes one sound a minute, and none once all are acknowledged', async () => {
  await switchedOn(MINUTE)
  const open: ShownAlert[] = []
  for (let i = 0; i < 150; i++) {
    open.push(anAlarm(`flood ${i}`))
    alarm.update(open)
    vi.advanceTimersByTime(SECOND)
  }
  expect(rang).toEqual([0, MINUTE, 2 * MINUTE])
  // One more sound is due after the gap, but the alarms are acknowledged by then.
  alarm.update(open.map((one) => ({ ...one, acknowledgedAt: NOW })))
  vi.advanceTimersByTime(HOUR)
  expect(rang).toHaveLength(3)
})

it('AL muted, it is silent for the time set and no longer; alarms from that time sound afterwards if still open', async () => {
  await switchedOn(5 * SECOND, 30)
  alarm.mute()
  expect(alarm.mutedFor).toBe(30)
  alarm.update([anAlarm('a')])
  vi.advanceTimersByTime(30 * MINUTE - SECOND)
  expect(rang).toEqual([])
  expect(alarm.mutedFor).toBe(1)
  vi.advanceTimersByTime(SECOND)
  expect(alarm.mutedFor).toBe(0)
  expect(rang).toEqual([30 * MINUTE])

  alarm.mute()
  alarm.update([anAlarm('a'), anAlarm('b')])
  alarm.unmute()
  vi.advanceTimersByTime(5 * SECOND)
  expect(rang).toHaveLength(2)
  alarm.mute()
  alarm.update([anAlarm('a'), anAlarm('b'), anAlarm('c')])
  alarm.update([])
  vi.advanceTimersByTime(HOUR)
  expect(rang).toHaveLength(2)
})

it('AL the mute never exceeds the time set, whatever was stored and however the clock is set back', async () => {
  stored.set('pitboard.muted', String(NOW + 365 * 24 * HOUR))
  await switchedOn(5 * SECOND, 30)
  expect(alarm.mutedFor).toBe(30)
  alarm.update([anAlarm('a')])
  vi.advanceTimersByTime(10 * MINUTE)
  vi.setSystemTime(NOW - 24 * HOUR)
  vi.advanceTimersByTime(SECOND)
  expect(alarm.mutedFor).toBe(30)
  vi.advanceTimersByTime(30 * MINUTE)
  expect(alarm.mutedFor).toBe(0)
  expect(rang).toHaveLength(1)
})

it('AL a reloaded page stays muted for the time left; an alarm without a mute limit, as on the wall, cannot be muted', async () => {
  await switchedOn(5 * SECOND, 30)
  alarm.mute()
  vi.advanceTimersByTime(20 * MINUTE)
  alarm.close()
  await switchedOn(5 * SECOND, 30)
  expect(alarm.mutedFor).toBe(10)
  alarm.close()
  await switchedOn(MINUTE)
  alarm.mute()
  alarm.update([anAlarm('a')])
  expect(alarm.mutedFor).toBe(0)
  expect(rang).toHaveLength(1)
})

it('AL a screen that was just switched on does not ring for alerts already open', async () => {
  alarm = new Alarm({ apart: RINGS_APART, rang: () => rang.push(Date.now() - NOW) })
  await alarm.wake()
  alarm.update([anAlarm('a')])
  vi.advanceTimersByTime(HOUR)
  expect(rang).toEqual([])
})
