/** Which PINs and passwords are refused. Without schemas, so that screens can use it. */

/** Characters of a password. */
export const LEAST_PASSWORD = 10

/** Whether a PIN is among the first that anybody tries: one digit, a run up or down, a pair repeated, a year of birth. */
export function isWeakPin(typed: string): boolean {
  const digits = [...typed].map(Number)
  const steps = new Set(digits.slice(1).map((digit, i) => (digit - digits[i]! + 10) % 10))
  const isRun = steps.size === 1 && [0, 1, 9].includes([...steps][0]!)
  return isRun || /^(\d{2})\1+$/.test(typed) || /^(19|20)\d\d$/.test(typed)
}
