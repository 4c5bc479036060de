/** A wall-mounted screen stays awake, whatever the browser does with its wake lock. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { keepAwake } from '../../board/kit/wakeLock.ts'

/** The locks the browser has given, and whether it gives one. */
let locks: { released: boolean; release: () => Promise<void> }[]
let gives: boolean
let page: EventTarget & { visibilityState: string }

beforeEach(() => {
  vi.useFakeTimers()
  ;[locks, gives] = [[], true]
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  vi.stubGlobal('document', page)
  vi.stubGlobal('navigator', { wakeLock: { request } })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

async function request() {
  if (!gives) throw new Error('Refused.')
  const lock = { released: false, release: async () => void (lock.released = true) }
  locks.push(lock)
  return lock
}
const held = () => locks.filter(({ released }) => !released).length
const wait = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000)

it('a lock that the browser takes back or refuses while the page is visible is asked for again', async () => {
  const rest = keepAwake()
  await wait(0)
  expect(held()).toBe(1)
  locks[0]!.released = true
  await wait(15)
  expect(held()).toBe(1)

  gives = false
  locks[1]!.released = true
  await wait(60)
  expect(held()).toBe(0)
  gives = true
  await wait(15)
  expect(held()).toBe(1)
  await wait(600)
  expect(locks).toHaveLength(3)

  rest()
  await wait(60)
  expect(held()).toBe(0)
})

it('a hidden page asks for none, and for one as soon as it is shown', async () => {
  page.visibilityState = 'hidden'
  const rest = keepAwake()
  await wait(60)
  expect(locks).toEqual([])
  page.visibilityState = 'visible'
  page.dispatchEvent(new Event('visibilitychange'))
  await wait(0)
  expect(held()).toBe(1)
  rest()
})
