/** Whether a message the customer did not get can go out once more. */
import type { Notice } from '#contract/entities/index.ts'
import { channels } from '#contract/values.ts'

/** B11.3: false if every channel it was tried on is not set up: it would come back to the desk at once. */
export function isWorthSendingAgain({ attempts }: Pick<Notice, 'attempts'>): boolean {
  const sent = attempts.filter(({ channel }) => (channels as readonly string[]).includes(channel))
  return sent.length === 0 || sent.some(({ detail }) => detail !== 'not_set_up')
}
