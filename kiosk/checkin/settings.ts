/** The kiosk's times and limits; times in real milliseconds (never house time). */

/** Untouched for this long, the kiosk asks whether anyone is still there. */
export const WARN_AFTER = 45_000
/** The countdown of that question; at its end everything is wiped. */
export const WIPE_AFTER_WARNING = 15_000
/** How long the ticket stays after the last touch. */
export const TICKET_STAYS = 30_000
/** How long an unsent check-in keeps the kiosk before it is free for the next customer. */
export const SENDING_STAYS = 180_000
/** Wrong entries of the last four digits before the kiosk continues without them. */
export const LAST4_TRIES = 3
/** How long to wait for the lookup of a car before continuing as if it were unknown. */
export const IDENTIFY_WITHIN = 5_000
/** After this time, the kiosk says that the connection is slow. */
export const SLOW_AFTER = 3_000
/** A tap this soon after a page has turned was meant for the previous page. */
export const PAGE_SETTLES = 350
/** A second tap on the same picture this soon counts as the same tap. */
export const SAME_TAP_WITHIN = 350
/** After a call for staff that has failed, the button says so for this long. */
export const CALL_RESTS = 60_000

/** B6.1 asks how to reach the customer: digits of a telephone number. */
export const PHONE_DIGITS_MIN = 6
export const PHONE_DIGITS_MAX = 15
export const NAME_MAX = 40
export const WORDS_MAX = 300
export const CODE_MAX = 12
export const FREE_PLATE_MAX = 12
