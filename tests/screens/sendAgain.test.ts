/** When the desk may send a message again that the customer did not get. */
import { expect, it } from 'vitest'
import type { Attempt } from '#contract/entities/index.ts'
import { isWorthSendingAgain } from '../../board/desk/sendAgain.ts'
import { NOW } from '../support/factories.ts'

const tried = (channel: Attempt['channel'], detail: string): Attempt => ({
  ...{ channel, detail, at: NOW, result: 'unavailable', messageId: null },
})

it('B11.3 a message is not sent again where no channel is set up, however often the desk has phoned', () => {
  const nothingSetUp = [tried('push', 'not_set_up'), tried('sms', 'not_set_up'), tried('phone', 'no_answer')]
  expect(isWorthSendingAgain({ attempts: nothingSetUp })).toBe(false)
  expect(isWorthSendingAgain({ attempts: [...nothingSetUp, tried('email', 'mailbox full')] })).toBe(true)
  expect(isWorthSendingAgain({ attempts: [tried('phone', 'no_answer')] })).toBe(true)
})
