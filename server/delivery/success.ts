/** Whether a gateway's answer says that it took the message. Many answer 200 and put their refusal into the body. */
import type { SuccessRule } from '../terminal/sms.ts'

export function saysSuccess(body: string, { path, words }: SuccessRule): boolean {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return false
  }
  for (const key of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return words.includes(String(value))
}
