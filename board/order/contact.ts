/** Editing how to reach a customer (B6.1). Pure. */
import type { Channel } from '#contract/values.ts'

/** Adds a channel as the last choice, or removes it if it was chosen. */
export const toggled = (chosen: readonly Channel[], channel: Channel): Channel[] =>
  chosen.includes(channel) ? chosen.filter((one) => one !== channel) : [...chosen, channel]
