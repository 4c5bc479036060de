/** The kiosk's own times and limits, in real milliseconds (never house time). */

/** Without a touch this long, the kiosk asks whether anybody is still there. */
export const WARN_AFTER = 45_000
/** The countdown of that question; at its end everything is wiped. */
export const WIPE_AFTER_WARNING = 15_000
/** How long the ticket stays after the last touch. */
export const TICKET_STAYS = 30_000
/** How long a check-in that cannot be sent yet keeps the kiosk before it is free for the next customer. */
export const SENDING_STAYS = 180_000
/** Wrong last-four-digits tries before the kiosk goes on without them. */
export const LAST4_TRIES = 3
/** How long the kiosk waits to hear whether a car is known before it goes on as if it were not. */
export const IDENTIFY_WITHIN = 5_000
/** Sending takes this long before the kiosk says that the connection is slow. */
export const SLOW_AFTER = 3_000
/** A tap this soon after a page has turned belongs to the page before: fingers that tap twice skip nothing. */
export const PAGE_SETTLES = 350
/** A second tap on the same picture this soon is the same tap. */
export const SAME_TAP_WITHIN = 350
/** A person has been called: the button rests this long before it calls again. */
export const CALL_RESTS = 60_000

/** House rule B6.1 asks how the customer is to be reached: digits of a telephone number. */
export const PHONE_DIGITS_MIN = 6
export const PHONE_DIGITS_MAX = 15
export const NAME_MAX = 40
export const WORDS_MAX = 300
export const CODE_MAX = 12
export const FREE_PLATE_MAX = 12
