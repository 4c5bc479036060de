/** The browser's copy of its session, when answers of the server cross. */
import { afterEach, expect, it, vi } from 'vitest'
import { Session } from '../../board/kit/session.svelte.ts'
import { uuid } from '../support/factories.ts'

afterEach(() => vi.unstubAllGlobals())

it('keeps the person just selected when the answer to an earlier request comes late', async () => {
  const waiting: ((personId: string | null) => void)[] = []
  vi.stubGlobal('fetch', () => {
    const { promise, resolve } = Promise.withResolvers<Response>()
    waiting.push((personId) => resolve(Response.json({ device: 'staff', personId, commands: [] })))
    return promise
  })
  const session = new Session()
  const loaded = session.load()
  const chosen = session.choose(uuid(7))
  const [first, second, put] = waiting
  put!(uuid(7))
  expect(await chosen).toBe(true)
  first!(null)
  second!(null)
  await loaded
  expect(session.personId).toBe(uuid(7))
  session.close()
})

it('allows every command until the server answers, then those it names, also while it is unreachable', async () => {
  const { promise, resolve } = Promise.withResolvers<Response>()
  vi.stubGlobal('fetch', () => promise)
  const session = new Session()
  expect(session.allows('settleOrder')).toBe(true)
  resolve(Response.json({ device: 'staff', personId: null, commands: ['finishWash'] }))
  await vi.waitUntil(() => session.isKnown)
  expect(session.allows('settleOrder')).toBe(false)
  expect(session.allows('finishWash')).toBe(true)

  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('unreachable')))
  await session.load()
  expect(session.allows('settleOrder')).toBe(false)
  expect(session.allows('finishWash')).toBe(true)
  session.close()
})
