/** Why an attempt to send a notice came to nothing, where the reason is ours and not the provider's answer. */
const attemptReasons = [
  'not_set_up',
  'no_address',
  'number_not_textable',
  'no_device',
  'no_wechat_account',
  'not_needed',
  'no_answer',
  'server_stopped',
  'not_recorded',
  'answer_not_kept',
] as const
export type AttemptReason = (typeof attemptReasons)[number]

/** An attempt's `detail` is one of these or what the provider answered. */
export const isAttemptReason = (detail: string): detail is AttemptReason =>
  (attemptReasons as readonly string[]).includes(detail)
