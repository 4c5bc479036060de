/** How a customer is reached, while it is being changed (B6.1), and what is read out on the telephone. Pure. */
import type { Channel } from '#contract/values.ts'

/** Touched once a channel comes last among the chosen, touched again it is chosen no more. */
export const toggled = (chosen: readonly Channel[], channel: Channel): Channel[] =>
  chosen.includes(channel) ? chosen.filter((one) => one !== channel) : [...chosen, channel]

/** The text of a notice without its lines for the eye: nobody reads out the address of a page. */
export const spoken = (body: string): string =>
  body
    .split('\n')
    .filter((line) => !/\{\{\s*link\s*\}\}/.test(line))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
