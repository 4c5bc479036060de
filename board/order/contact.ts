/** Editing how to reach a customer (B6.1), and the text to read out on the telephone. Pure. */
import type { Channel } from '#contract/values.ts'

/** Adds a channel as the last choice, or removes it if it was chosen. */
export const toggled = (chosen: readonly Channel[], channel: Channel): Channel[] =>
  chosen.includes(channel) ? chosen.filter((one) => one !== channel) : [...chosen, channel]

/** The text of a notice without its links, which nobody reads out. */
export const spoken = (body: string): string =>
  body
    .split('\n')
    .filter((line) => !/\{\{\s*link\s*\}\}/.test(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
