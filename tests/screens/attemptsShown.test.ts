import { expect, it } from 'vitest'
import type { Notice } from '#contract/entities/index.ts'
import { attemptsShown } from '#order/attemptsShown.ts'
import { aNotice, NOW } from '../support/factories.ts'

import { attemptText } from '#kit/attemptText.ts'
import { speak } from './support/speak.ts'

it.each([
  ['en', 'This channel is not set up.'],
  ['zh-Hans', '此渠道尚未设置。'],
  ['zh-Hant', '此管道尚未設定。'],
] as const)('B11.3 a reason of our own is said in the language of the screen: %s', async (language, text) => {
  await speak(language)
  expect([attemptText('not_set_up'), attemptText('HTTP 500 busy')]).toEqual([text, 'HTTP 500 busy'])
})

const attempt = (over: Partial<Notice['attempts'][number]>) => ({
  ...{ channel: 'sms' as const, at: NOW, result: 'unavailable' as const, detail: 'not_set_up' },
  ...{ messageId: null, ...over },
})

it('B11.3 a channel that cannot be used is said once; what was tried is listed every time', () => {
  const failed = attempt({ channel: 'email', result: 'failed', detail: 'Timeout' })
  const latest = aNotice({ attempts: [attempt({}), failed] })
  const other = attempt({ detail: 'no_address' })
  const before = aNotice({ attempts: [attempt({}), failed, other] })
  const shown = attemptsShown([latest, before])
  expect(shown.get(latest.id)).toEqual(latest.attempts)
  expect(shown.get(before.id)).toEqual([failed, other])
})
