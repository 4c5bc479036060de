/** The life of a notice (B11, B11.3): its states and transitions, by fact. */
import type { CommandName } from '../commands/index.ts'
import type { NoticeState } from '../values.ts'
import { allows, allowsCommand, type Life } from './life.ts'

const reached = ['sending', 'phone'] as const
const open = ['asking', ...reached] as const

export const noticeSteps = {
  // While the adviser has not approved it, a delay message follows the forecast.
  noticeProposed: { by: [], begins: true, from: ['asking'], to: ['asking'] },
  noticeDecided: { by: ['sendNotice'], begins: true, from: ['asking', 'phone', 'withdrawn'], to: reached },
  noticeWithdrawn: { by: ['withdrawNotice'], from: open, to: ['withdrawn'] },
  attemptBegun: { by: ['beginAttempt'], from: ['sending'], to: ['sending'] },
  attemptPutOff: { by: ['beginAttempt'], from: ['sending'], to: ['sending'] },
  attemptLost: { by: ['beginAttempt'], from: ['sending'], to: ['phone'] },
  // A late result still counts: the customer has been informed.
  attemptRecorded: {
    by: ['recordAttempt'],
    from: ['sending', 'phone', 'handed_over', 'delivered', 'withdrawn'],
    to: ['sending', 'phone', 'handed_over', 'delivered', 'withdrawn'],
  },
  // A message that was handed over and did not arrive goes by the next channel, or is phoned.
  receiptRecorded: {
    by: ['recordReceipt'],
    from: ['sending', 'phone', 'handed_over', 'delivered', 'withdrawn'],
    to: ['sending', 'phone', 'delivered', 'withdrawn'],
  },
  customerCalled: { by: ['recordCall'], from: ['phone'], to: ['phone', 'delivered'] },
  // The adviser has told a customer who waits on site.
  customerSpokenTo: { by: ['recordCall'], from: ['asking'], to: ['asking', 'delivered'] },
} as const satisfies Life<NoticeState>

export type NoticeFact = keyof typeof noticeSteps

/** Whether the fact may happen to a notice in this state. */
export const noticeAllows = (state: NoticeState, fact: NoticeFact): boolean =>
  allows<NoticeState>(noticeSteps[fact], state)

/** Whether the table allows the command for a notice in this state. */
export const noticeAllowsCommand = (state: NoticeState, command: CommandName): boolean =>
  allowsCommand<NoticeState>(noticeSteps, state, command)
