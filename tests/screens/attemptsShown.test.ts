import { expect, it } from 'vitest'
import type { Notice } from '#contract/entities/index.ts'
import { attemptsShown } from '#order/attemptsShown.ts'
import { aNotice, NOW } from '../support/factories.ts'

const attempt = (over: Partial<Notice['attempts'][number]>) => ({
  ...{ channel: 'sms' as const, at: NOW, result: 'unavailable' as const, detail: 'This channel is not set up.' },
  ...{ messageId: null, ...over },
})

it('B11.3 a channel that cannot be used is said once; what was tried is listed every time', () => {
  const failed = attempt({ channel: 'email', result: 'failed', detail: 'Timeout' })
  const latest = aNotice({ attempts: [attempt({}), failed] })
  const other = attempt({ detail: 'There is no address for this channel.' })
  const before = aNotice({ attempts: [attempt({}), failed, other] })
  const shown = attemptsShown([latest, before])
  expect(shown.get(latest.id)).toEqual(latest.attempts)
  expect(shown.get(before.id)).toEqual([failed, other])
})
