/** The name of a lane. */
import { words } from '#kit/words.svelte.ts'
import { isolated } from '#words/isolated.ts'
import type { Lane, Subject } from './lanes.ts'

export function subjectName(subject: Subject): string {
  if (subject.kind === 'bay') return words.t('plan:lane.bay', { number: subject.bay.number })
  if (subject.kind === 'technician') return isolated(subject.person.name)
  return isolated(subject.team?.name ?? words.t('plan:noTeam'))
}

export const laneName = (lane: Lane): string => subjectName(lane.subject)
