/** Who drives and the kilometres known, for a card (C9): `Tom Baker · 12,034 → 12,041 km`. */
import type { Operation } from '#contract/entities/index.ts'
import { words } from '#kit/words.svelte.ts'

export function testDriveText({ testDrive }: Operation, nameOf: (id: string | null) => string | null): string {
  if (!testDrive) return ''
  const { driverId, kmOut, kmIn } = testDrive
  const from = kmOut === null ? '' : words.number(kmOut)
  const to = kmIn === null ? '' : words.number(kmIn)
  const key = from && to ? 'driven' : from ? 'from' : to ? 'to' : null
  return words.line([nameOf(driverId), key && words.t(`order:testDrive.${key}`, { from, to })])
}
