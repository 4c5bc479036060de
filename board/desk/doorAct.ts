/** What one touch does for a person at the door (B1.2). Pure. */
import type { Arrival } from '#contract/entities/index.ts'

/**
 * Takes the person, calls them once more to this desk, or takes them over from a colleague or to another desk. Null: they are
 * already with this person, who has not called them to a desk.
 */
export function doorAct(
  { takenAt, takenBy, desk }: Pick<Arrival, 'takenAt' | 'takenBy' | 'desk'>,
  actorId: string | null,
  ownDesk: number | null,
): 'take' | 'again' | 'over' | null {
  if (takenAt === null) return 'take'
  if (takenBy === null || takenBy !== actorId) return 'over'
  if (desk === null) return null
  return desk === ownDesk ? 'again' : 'over'
}
