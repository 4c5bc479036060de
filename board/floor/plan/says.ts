/** The day plan in sentences: places, answers of the planner, what stands in the way. */
import type { Effect, Order, Placement, Suggestion } from '#contract/entities.ts'
import { formatPlate } from '#contract/plate.ts'
import type { MoveAnswer } from '#contract/questions.ts'
import { words, type Key, type Params } from '#kit/words.svelte.ts'
import type { Floor } from '../floor.svelte.ts'
import { MINUTE } from './axis.ts'
import type { Lane, Subject } from './lanes.ts'
import type { Step, Turn } from './undo.svelte.ts'
import { judge, judged, type Judged } from './verdicts.ts'

export interface Line {
  tone: 'good' | 'bad' | 'plain'
  text: string
}

/** Lines about others before the rest is only counted. */
const MOST = 4

export function subjectName(subject: Subject): string {
  if (subject.kind === 'bay') return words.t('plan:lane.bay', { number: subject.bay.number })
  if (subject.kind === 'technician') return subject.person.name
  return subject.team?.name ?? words.t('plan:noTeam')
}

export const laneName = (lane: Lane): string => subjectName(lane.subject)

const plateOf = (floor: Floor, orderId: string | null): string => formatPlate(floor.order(orderId)?.plate ?? '?')

/** "Bay 6 · Ma Chao · from 14:00" */
export function placeOf(floor: Floor, { bayId, technicianId, startAt }: Placement): string {
  const bay = floor.bayNumber(bayId)
  const parts = [
    bay === null ? null : words.t('plan:place.bay', { number: bay }),
    floor.personName(technicianId),
    startAt === null ? null : words.t('plan:place.from', { at: words.when(startAt, floor.now) }),
  ].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(' · ') : words.t('plan:place.none')
}

/** What would be taken back: "沪A·7K382, brake pads". */
export function turnOf(floor: Floor, { steps, isOne }: Turn): string {
  const [step] = steps
  if (!step || (!isOne && steps.length > 1)) return words.t('plan:undo.steps', { count: steps.length })
  const plate = plateOf(floor, step.orderId)
  if (step.operationId === null) return words.t('plan:undo.car', { plate })
  return words.t('plan:undo.step', { plate, what: whatOf(floor, step.orderId, step.operationId) })
}

/** What has been taken back, and where work or car is now. */
export function undoneOf(floor: Floor, { orderId, operationId, was }: Step): string {
  const plate = plateOf(floor, orderId)
  if (operationId !== null) {
    const what = whatOf(floor, orderId, operationId)
    return words.t('plan:undo.done', { plate, what, place: placeOf(floor, was) })
  }
  const number = floor.bayNumber(was.bayId)
  const place = number === null ? words.t('staff:nowhere') : words.t('plan:place.bay', { number })
  return words.t('plan:undo.carBack', { plate, place })
}

function whatOf(floor: Floor, orderId: string, operationId: string): string {
  const operation = floor.order(orderId)?.operations.find(({ id }) => id === operationId)
  return operation ? words.name(operation.title) : ''
}

/** What the planner answered: the own car first, then the others, the broken promises before all else. */
export function linesOf(floor: Floor, order: Order, operationId: string, answer: MoveAnswer): Line[] {
  const lines: Line[] = answer.hindrances.map((one) => ({
    tone: answer.isRefused ? 'bad' : 'plain',
    text: hindranceOf(floor, order, operationId, one),
  }))
  if (answer.isRefused) return lines
  return [...own(floor, order, answer), ...lines, ...others(floor, order.id, answer.effects)]
}

function own(floor: Floor, order: Order, { effects }: MoveAnswer): Line[] {
  const effect = effects.find(({ orderId }) => orderId === order.id)
  const at = effect ? effect.to : order.forecastAt
  const lines: Line[] = []
  if (at !== null) {
    const { promiseAt } = order
    const times = { at: words.when(at, floor.now), promise: promiseAt === null ? '' : words.when(promiseAt, floor.now) }
    const isLate = promiseAt !== null && at > promiseAt
    lines.push({
      tone: isLate ? 'bad' : 'good',
      text: words.t(promiseAt === null ? 'plan:answer.ready' : 'plan:answer.readyPromise', times),
    })
  }
  const line = effect && ownLine(judge(effect))
  return line ? [...lines, line] : lines
}

function ownLine({ verdict, wasLate, isLate }: Judged): Line | null {
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
 * What happens to everybody else's promise.
 * @param besides how many others move that `effects` does not name
 */
export function others(floor: Floor, own: string | null, effects: readonly Effect[], besides = 0): Line[] {
  const rest = judged(effects.filter(({ orderId }) => orderId !== own))
  const told = rest.filter(({ verdict }) => verdict !== 'moved')
  const moved = rest.length - told.length + besides
  const lines = told.slice(0, MOST).map((one) => otherLine(floor, one))
  if (told.length > MOST)
    lines.push({ tone: 'plain', text: words.t('plan:answer.more', { count: told.length - MOST }) })
  if (moved > 0) lines.push({ tone: 'plain', text: words.t('plan:answer.moved', { count: moved }) })
  if (told.length + moved === 0) lines.push({ tone: 'plain', text: words.t('plan:answer.nothing') })
  return lines
}

const counted = [
  ['saved', 'good'],
  ['broken', 'bad'],
  ['better', 'good'],
  ['worse', 'bad'],
] as const

/** So many cars that only their number says something. */
function summed(effects: readonly Effect[], besides: number): Line[] {
  const verdicts = effects.map((effect) => judge(effect).verdict)
  const lines = counted.flatMap(([verdict, tone]): Line[] => {
    const count = verdicts.filter((one) => one === verdict).length
    return count === 0 ? [] : [{ tone, text: words.t(`plan:answer.sum.${verdict}`, { count }) }]
  })
  const moved = verdicts.filter((one) => one === 'moved').length + besides
  return moved === 0 ? lines : [...lines, { tone: 'plain', text: words.t('plan:answer.moved', { count: moved }) }]
}

function otherLine(floor: Floor, { orderId, verdict, wasLate, isLate }: Judged): Line {
  const plate = plateOf(floor, orderId)
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

type Hindrance = Pick<MoveAnswer['hindrances'][number], 'kind'> & Partial<MoveAnswer['hindrances'][number]>

const timed = [
  'bay_out_of_service',
  'order_before',
  'part_missing',
  'off_shift',
  'closed',
  'bay_taken',
  'technician_taken',
] as const

export function hindranceOf(
  floor: Floor,
  order: Order,
  operationId: string,
  { kind, until = null, orderId = null, partId = null }: Hindrance,
): string {
  const operation = order.operations.find(({ id }) => id === operationId)
  const params: Params = {
    kind: operation ? words.t(`common:bayKind.${operation.bayKind}`) : '',
    skill: operation ? words.t(`common:skill.${operation.skill}`) : '',
    until: until === null ? '' : words.when(until, floor.now),
    plate: orderId === null ? '' : plateOf(floor, orderId),
    part: order.parts.find(({ id }) => id === partId)?.name ?? '',
  }
  const isTimed = until !== null && (timed as readonly string[]).includes(kind)
  return words.t(isTimed ? (`plan:hindrance.${kind}_until` as Key) : `plan:hindrance.${kind}`, params)
}

/** "沪A·7K382 will be 35 min late" */
export function causeOf(floor: Floor, { cause, orderId, moves, effects }: Suggestion): string {
  const first = moves[0]!
  switch (cause) {
    case 'late': {
      const plate = plateOf(floor, orderId ?? first.orderId)
      const effect = effects.find((one) => one.orderId === (orderId ?? first.orderId))
      const { wasLate } = effect ? judge(effect) : { wasLate: 0 }
      return wasLate > 0 && wasLate !== Infinity
        ? words.t('suggestions:cause.late', { plate, time: words.duration(wasLate) })
        : words.t('suggestions:cause.lateOpen', { plate })
    }
    case 'bay_down':
      return words.t('suggestions:cause.bay_down', { number: floor.bayNumber(first.was.bayId) ?? '?' })
    case 'technician_away':
      return words.t('suggestions:cause.technician_away', { who: floor.personName(first.was.technicianId) ?? '?' })
    case 'plan':
      return words.t('suggestions:cause.plan')
  }
}

/** "Move 沪A·7K382, brake pads, to bay 6 with Ma Chao" */
export function moveOf(floor: Floor, { orderId, operationId, was, to }: Suggestion['moves'][number]): string {
  const order = floor.order(orderId)
  const operation = order?.operations.find(({ id }) => id === operationId)
  const params = {
    car: plateOf(floor, orderId),
    what: operation ? words.name(operation.title) : '?',
    number: floor.bayNumber(to.bayId) ?? '?',
    who: floor.personName(to.technicianId) ?? '?',
  }
  const at = to.startAt === null ? null : words.when(to.startAt, floor.now)
  // Put to a time that has come, it goes before all that wait.
  const isNow = to.startAt !== null && to.startAt <= floor.now + MINUTE && to.startAt !== was.startAt
  const isBay = to.bayId !== null && to.bayId !== was.bayId
  const isWho = to.technicianId !== null && to.technicianId !== was.technicianId
  if (!isBay && !isWho) {
    if (isNow) return words.t('suggestions:move.next', params)
    if (at !== null && to.startAt !== was.startAt) return words.t('suggestions:move.time', { ...params, at })
    if (at === null && was.startAt !== null && to.bayId === was.bayId) return words.t('suggestions:move.turn', params)
    return words.t('suggestions:move.open', params)
  }
  const move = words.t(`suggestions:move.${isBay ? (isWho ? 'both' : 'bay') : 'who'}`, params)
  if (isNow) return words.t('suggestions:move.nextThere', { move })
  return at === null || to.startAt === was.startAt ? move : words.t('suggestions:move.at', { move, at })
}

/** What comes of a suggestion: of the car it is for, then of all the others. */
export function suggestedLines(floor: Floor, { orderId, effects, movedOrders }: Suggestion): Line[] {
  const effect = orderId === null ? undefined : effects.find((one) => one.orderId === orderId)
  if (!effect) return effects.length > MOST ? summed(effects, movedOrders) : others(floor, null, effects, movedOrders)
  const { promiseAt, to } = effect
  const times = { at: to === null ? '' : words.when(to, floor.now) }
  const ready: Line[] =
    to === null
      ? []
      : promiseAt === null
        ? [{ tone: 'plain', text: words.t('plan:answer.ready', times) }]
        : [
            {
              tone: to > promiseAt ? 'bad' : 'good',
              text: words.t('plan:answer.readyPromise', { ...times, promise: words.when(promiseAt, floor.now) }),
            },
          ]
  const line = ownLine(judge(effect))
  return [...ready, ...(line ? [line] : []), ...others(floor, orderId, effects, movedOrders)]
}
