import type { Ended } from './connection.ts'
import { words } from './words.svelte.ts'

const told = ['keys_replaced', 'device_revoked', 'no_key', 'link_ended', 'wrong_origin', 'not_allowed'] as const

/** Why the server let the screen go, and what cures it. */
export function endedText(ended: Ended): string {
  return words.t(`common:ended.${told.find((code) => code === ended) ?? 'other'}`, { origin: location.origin })
}
