/** Telephone numbers in stored form: E.164, with an extension as in a `tel:` link: +862168888888;ext=12. */

/** The number without its extension. */
export const mainNumber = (phone: string): string => phone.split(';')[0]!

/** For display: +862168888888-12. */
export const formatPhone = (phone: string): string => phone.replace(';ext=', '-')
