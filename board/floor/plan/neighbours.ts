/** Moving between pieces by arrow keys, in reading order. Pure. */
import type { Lane, Placed } from './lanes.ts'

/** The piece that an arrow, Home or End leads to from `id`; null: `id` is the last one in that direction. */
export function neighbour(lanes: readonly Lane[], id: string, key: string): string | null {
  const l = lanes.findIndex(({ blocks }) => blocks.some((block) => block.id === id))
  if (l < 0) return null
  const { blocks } = lanes[l]!
  const i = blocks.findIndex((block) => block.id === id)
  switch (key) {
    case 'ArrowRight':
      return (blocks[i + 1] ?? lanes.slice(l + 1).find(hasAny)?.blocks[0])?.id ?? null
    case 'ArrowLeft':
      return (blocks[i - 1] ?? lanes.slice(0, l).findLast(hasAny)?.blocks.at(-1))?.id ?? null
    case 'ArrowDown':
      return nearest(lanes.slice(l + 1).find(hasAny), blocks[i]!)
    case 'ArrowUp':
      return nearest(lanes.slice(0, l).findLast(hasAny), blocks[i]!)
    case 'Home':
      return blocks[0]!.id
    case 'End':
      return blocks.at(-1)!.id
    default:
      return null
  }
}

const hasAny = ({ blocks }: Lane) => blocks.length > 0
const middle = ({ start, end }: Placed) => (start + end) / 2

function nearest(lane: Lane | undefined, to: Placed): string | null {
  if (!lane) return null
  return lane.blocks.reduce((a, b) => (Math.abs(middle(b) - middle(to)) < Math.abs(middle(a) - middle(to)) ? b : a)).id
}
