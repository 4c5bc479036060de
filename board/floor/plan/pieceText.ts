/** A piece of the day plan as one sentence, for its tooltip and for screen readers. */
import { formatPlate } from '#contract/plate.ts'
import type { Names } from '#kit/names.svelte.ts'
import { words } from '#kit/words.svelte.ts'
import type { Axis } from './axis.ts'
import { laneName } from './laneText.ts'
import type { Lane, Placed } from './lanes.ts'
import { carriedOver } from './loads.ts'

/** What is done: the operation, or the final check or the wash. */
export const pieceTitle = ({ step, operation }: Pick<Placed, 'step' | 'operation'>): string =>
  operation ? words.name(operation.title) : words.t(`common:step.${step as 'check' | 'wash'}`)

export function pieceText(piece: Placed, lane: Lane, axis: Axis, names: Names): string {
  const { order, stage, mark } = piece
  const state = stage === 'planned' ? (piece.isPlaced ? 'placed' : 'predicted') : stage
  const how = [
    words.t(`plan:piece.${state}`),
    stage === 'done' || mark === stage ? null : words.t(`common:mark.${mark}`),
    order.promiseAt === null ? null : words.t('plan:piece.promise', { at: names.when(order.promiseAt) }),
    stage !== 'done' && order.operations.some(({ state }) => state === 'proposed')
      ? words.t('promise:additional.open')
      : null,
    piece.isPinned ? words.t('plan:piece.pinned', { at: names.when(piece.operation!.startAt!) }) : null,
    carriedOver(piece, axis) && stage !== 'done'
      ? words.t('plan:piece.carried', { day: words.weekday(piece.end) })
      : null,
  ]
  const bay = names.bay(piece.bayId)
  // The lane already names one of the two.
  const besides =
    lane.subject.kind === 'bay'
      ? names.person(piece.technicianId)
      : bay === null
        ? null
        : words.t('plan:lane.bay', { number: bay })
  return words.t('plan:piece.label', {
    plate: formatPlate(order.plate),
    what: pieceTitle(piece),
    from: names.when(piece.start),
    to: names.when(piece.end),
    where: words.list([laneName(lane), besides].filter((part) => part !== null)),
    how: words.list(how.filter((part) => part !== null)),
  })
}
