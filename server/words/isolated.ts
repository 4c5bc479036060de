/** A value inside a text: a name, a plate, the customer's own words, in any script. */

/** Letters written from right to left: Hebrew, Arabic and their relatives. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
const ISOLATED = /\u2068[^\u2068\u2069]*\u2069/g

/**
 * The value between isolate characters if it has letters written from right to left: otherwise they would turn around the digits and
 * signs beside them. Other values stay as they are, because a text message with an isolate character takes twice the space.
 */
export const isolated = (value: string): string =>
  RIGHT_TO_LEFT.test(value.replace(ISOLATED, '')) ? `\u2068${value}\u2069` : value
