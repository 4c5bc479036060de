/** Buttons ask before they are offered: the session's commands, and the state; and no command leaves a staff screen without asking. */
import { globSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CommandName } from '#contract/commands/index.ts'
import { Allowed } from '../../board/staff/allowed.svelte.ts'
import type { Sender } from '../../board/staff/sender.svelte.ts'
import { anOperation, anOrder, aNotice, aWorkingOperation } from '../support/factories.ts'

const sessionOf = (...commands: CommandName[]) =>
  new Allowed({ session: { allows: (name) => commands.includes(name) } })

describe('a command is allowed if the session may send it and the state allows it', () => {
  const operation = anOperation({ bayId: null })
  const working = aWorkingOperation()
  const order = anOrder({ state: 'working', operations: [operation, working] })

  it('for an order and its operations', () => {
    const allowed = sessionOf('finishOperation', 'settleOrder')
    expect(allowed.may('settleOrder')).toBe('settleOrder')
    expect(allowed.forOrder('settleOrder', order)).toBeNull()
    expect(allowed.forOrder('finishOperation', order)).toBe('finishOperation')
    expect(allowed.forOperation('finishOperation', order, working)).toBe('finishOperation')
    expect(allowed.forOperation('finishOperation', order, operation)).toBeNull()
    expect(sessionOf().forOrder('finishOperation', order)).toBeNull()
    expect(sessionOf().forOperation('finishOperation', order, working)).toBeNull()
  })

  it('B11 for a notice', () => {
    const allowed = sessionOf('recordCall', 'withdrawNotice')
    expect(allowed.forNotice('recordCall', aNotice({ state: 'phone' }))).toBe('recordCall')
    expect(allowed.forNotice('recordCall', aNotice({ state: 'sending' }))).toBeNull()
    expect(allowed.forNotice('withdrawNotice', aNotice({ state: 'asking' }))).toBe('withdrawNotice')
    expect(allowed.forNotice('sendNotice', aNotice({ state: 'asking' }))).toBeNull()
  })
})

describe('no staff screen sends a command without asking', () => {
  it('the sender takes only what Allowed has given', () => {
    const send = (sender: Sender) => {
      // @ts-expect-error: a plain name has not been asked for
      void sender.send('order', 'settleOrder', { orderId: '1' })
    }
    expect(send).toBeTypeOf('function')
  })

  it('nothing goes around the sender, and nothing else claims to have asked', () => {
    const sources = globSync('board/{staff,order,desk,floor,setup}/**/*.{ts,svelte}')
    expect(sources.length).toBeGreaterThan(100)
    const having = (pattern: RegExp) => sources.filter((path) => pattern.test(readFileSync(path, 'utf8')))
    expect(having(/\blive\??\.send\b/)).toEqual(['board/staff/sender.svelte.ts'])
    expect(having(/\bas (unknown as )?(AllowedCommand|never|any)\b/)).toEqual(['board/staff/allowed.svelte.ts'])
  })
})

describe('what is allowed is known without the schemas', () => {
  afterEach(() => {
    vi.doUnmock('zod')
    vi.resetModules()
  })

  it('so screens do not load zod for it', async () => {
    vi.resetModules()
    vi.doMock('zod', () => {
      throw new Error('zod was loaded')
    })
    expect(await import('#contract/allowed.ts')).toHaveProperty('whyNot')
    await expect(import('#contract/commands/index.ts')).rejects.toThrow()
  })
})
