/** What an attempt's `detail` says: a reason of our own in the screen's language, or the provider's answer as it came. */
import { isAttemptReason } from '#contract/attempts.ts'
import { words } from './words.svelte.ts'

export const attemptText = (detail: string): string =>
  isAttemptReason(detail) ? words.t(`common:attempt.${detail}`) : detail
