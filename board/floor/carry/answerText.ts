/** The planner's answer to a move as sentences: the effect on this car, on others, and what prevents the move. */
import type { Effect, Order } from '#contract/entities/index.ts'
import { givenPromise } from '#contract/progress.ts'
import type { MoveAnswer } from '#contract/questions.ts'
import { words, type Key, type Params } from '#kit/words.svelte.ts'
import type { Names } from '#kit/names.svelte.ts'
import { judge, judged, type Judged } from './verdicts.ts'

export interface Line {
  tone: 'good' | 'bad' | 'plain'
  text: string
}

/** Lines about other cars; the rest are only counted. */
export const MOST = 4

/** The planner's answer: this car first, then the others, broken promises first. */
export function linesOf(names: Names, order: Order, operationId: string, answer: MoveAnswer): Line[] {
  const lines: Line[] = answer.blockers.map((one) => ({
    tone: answer.isRefused ? 'bad' : 'plain',
    text: blockerText(names, order, operationId, one),
  }))
  if (answer.isRefused) return lines
  return [...own(names, order, answer), ...lines, ...others(names, order.id, answer.effects)]
}

function own(names: Names, order: Order, { effects }: MoveAnswer): Line[] {
  const effect = effects.find(({ orderId }) => orderId === order.id)
  const at = effect ? effect.to : order.forecastAt
  const lines: Line[] = []
  if (at !== null) {
    const promiseAt = givenPromise(order) ?? order.promiseAt
    const times = { at: names.when(at), promise: promiseAt === null ? '' : names.when(promiseAt) }
    const isLate = promiseAt !== null && at > promiseAt
    lines.push({
      tone: isLate ? 'bad' : 'good',
      text: words.t(promiseAt === null ? 'plan:answer.ready' : 'plan:answer.readyPromise', times),
    })
  }
  const line = effect && ownLine(judge(effect, names.calendar))
  return line ? [...lines, line] : lines
}

/** The effect on the car's own promise; null when there is nothing to say. */
export function ownLine({ verdict, wasLate, isLate }: Judged): Line | null {
  switch (verdict) {
    case 'saved':
      return { tone: 'good', text: words.t('plan:answer.ownSaved', { time: words.duration(wasLate) }) }
    case 'broken':
      return isLate === Infinity
        ? null
        : { tone: 'bad', text: words.t('plan:answer.ownBroken', { time: words.duration(isLate) }) }
    case 'better':
      return wasLate === Infinity
        ? null
        : { tone: 'good', text: words.t('plan:answer.ownBetter', { time: words.duration(wasLate - isLate) }) }
    case 'worse':
      return isLate === Infinity
        ? null
        : { tone: 'bad', text: words.t('plan:answer.ownWorse', { time: words.duration(isLate - wasLate) }) }
    case 'moved':
      return null
  }
}

/**
 * The effects on all other promises.
 * @param besides number of moved orders that `effects` does not name
 */
export function others(names: Names, own: string | null, effects: readonly Effect[], besides = 0): Line[] {
  const rest = judged(
    effects.filter(({ orderId }) => orderId !== own),
    names.calendar,
  )
  const named = rest.filter(({ verdict }) => verdict !== 'moved')
  const moved = rest.length - named.length + besides
  const lines = named.slice(0, MOST).map((one) => otherLine(names, one))
  if (named.length > MOST)
    lines.push({ tone: 'plain', text: words.t('plan:answer.more', { count: named.length - MOST }) })
  if (moved > 0) lines.push({ tone: 'plain', text: words.t('plan:answer.moved', { count: moved }) })
  if (named.length + moved === 0) lines.push({ tone: 'plain', text: words.t('plan:answer.nothing') })
  return lines
}

function otherLine(names: Names, { orderId, verdict, wasLate, isLate }: Judged): Line {
  const plate = names.plate(orderId)
  const line = (tone: Line['tone'], key: Key, minutes: number): Line => ({
    tone,
    text: words.t(key, { plate, time: words.duration(minutes) }),
  })
  if (isLate === Infinity) return { tone: 'bad', text: words.t('plan:answer.lost', { plate }) }
  if (verdict === 'broken') return line('bad', 'plan:answer.broken', isLate)
  if (verdict === 'worse') return line('bad', 'plan:answer.worse', isLate - wasLate)
  if (verdict === 'saved') return line('good', 'plan:answer.saved', wasLate)
  return line('good', 'plan:answer.better', wasLate - isLate)
}

type Blocker = Pick<MoveAnswer['blockers'][number], 'kind'> & Partial<MoveAnswer['blockers'][number]>

const timed = [
  'bay_out_of_service',
  'order_before',
  'part_missing',
  'off_shift',
  'closed',
  'bay_taken',
  'technician_taken',
] as const

export function blockerText(
  names: Names,
  order: Order,
  operationId: string,
  { kind, until = null, orderId = null, partId = null }: Blocker,
): string {
  const operation = order.operations.find(({ id }) => id === operationId)
  const params: Params = {
    kind: operation ? words.t(`common:bayKind.${operation.bayKind}`) : '',
    skill: operation ? words.t(`common:skill.${operation.skill}`) : '',
    until: until === null ? '' : names.when(until),
    plate: orderId === null ? '' : names.plate(orderId),
    part: order.parts.find(({ id }) => id === partId)?.name ?? '',
  }
  const isTimed = until !== null && (timed as readonly string[]).includes(kind)
  return words.t(isTimed ? (`plan:blocker.${kind}_until` as Key) : `plan:blocker.${kind}`, params)
}
