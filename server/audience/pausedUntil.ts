import type { Order } from '#contract/entities/index.ts'
import { waitsOutside } from '#contract/outside.ts'

/** When work that waits for others outside is expected to go on (C9); null: it does not wait for them, or nobody has said. */
export const pausedUntil = ({ operations }: Order): number | null =>
  operations.find((one) => waitsOutside(one) !== null)?.pausedUntil ?? null
