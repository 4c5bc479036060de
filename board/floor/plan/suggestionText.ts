/** A suggestion as sentences: its reason, its moves, its effects. */
import type { Calendar } from '#contract/calendar.ts'
import type { Effect, Move, Order, Suggestion } from '#contract/entities/index.ts'
import { formatPlate } from '#contract/plate.ts'
import { words } from '#kit/words.svelte.ts'
import type { Names } from '#kit/names.svelte.ts'
import { MOST, others, ownLine, type Line } from '../carry/answerText.ts'
import { gainOf, judge } from '../carry/verdicts.ts'
import { goesNext } from './ahead.ts'

/** "沪A·7K382 will be 35 min late" */
export function causeOf(names: Names, { cause, orderId, moves, effects }: Suggestion): string {
  const first = moves[0]!
  switch (cause) {
    case 'late': {
      const plate = names.plate(orderId ?? first.orderId)
      const effect = effects.find((one) => one.orderId === (orderId ?? first.orderId))
      const { wasLate } = effect ? judge(effect, names.calendar) : { wasLate: 0 }
      return wasLate > 0 && wasLate !== Infinity
        ? words.t('suggestions:cause.late', { plate, time: words.duration(wasLate) })
        : words.t('suggestions:cause.lateOpen', { plate })
    }
    case 'bay_down':
      return words.t('suggestions:cause.bay_down', { number: names.bay(first.was.bayId) ?? '?' })
    case 'technician_away':
      return words.t('suggestions:cause.technician_away', { who: names.person(first.was.technicianId) ?? '?' })
    case 'plan':
      return words.t('suggestions:cause.plan')
  }
}

/**
 * "Move 沪A·7K382, brake pads, to bay 6 with Ma Chao"
 * @param ahead the cars that still go before one that is put next
 */
export function moveOf(names: Names, move: Move, ahead: readonly Order[] = []): string {
  const { orderId, operationId, was, to } = move
  const params = {
    car: names.plate(orderId),
    what: names.work(orderId, operationId) ?? '?',
    number: names.bay(to.bayId) ?? '?',
    who: names.person(to.technicianId) ?? '?',
  }
  const at = to.startAt === null ? null : names.when(to.startAt)
  const isNow = goesNext(move, names.now)
  const after = words.list(ahead.map(({ plate }) => formatPlate(plate)))
  const isBay = to.bayId !== null && to.bayId !== was.bayId
  const isWho = to.technicianId !== null && to.technicianId !== was.technicianId
  if (!isBay && !isWho) {
    if (isNow && after) return words.t('suggestions:move.nextAfter', { ...params, after })
    if (isNow) return words.t('suggestions:move.next', params)
    if (at !== null && to.startAt !== was.startAt) return words.t('suggestions:move.time', { ...params, at })
    if (at === null && was.startAt !== null && to.bayId === was.bayId) return words.t('suggestions:move.turn', params)
    return words.t('suggestions:move.open', params)
  }
  const text = words.t(`suggestions:move.${isBay ? (isWho ? 'both' : 'bay') : 'who'}`, params)
  if (isNow && after) return words.t('suggestions:move.nextThereAfter', { move: text, after })
  if (isNow) return words.t('suggestions:move.nextThere', { move: text })
  return at === null || to.startAt === was.startAt ? text : words.t('suggestions:move.at', { move: text, at })
}

/** "3 hr less delay, 20 min more for others", in opening hours; null: no known delay becomes less. */
export function gainText(names: Names, { effects }: Suggestion): string | null {
  const { less, more } = gainOf(effects, names.calendar)
  if (less === 0) return null
  const times = { time: words.duration(less), more: words.duration(more) }
  return words.t(more > 0 ? 'suggestions:savesAndCosts' : 'suggestions:saves', times)
}

/** The effects of a suggestion: on its own car first, then on all others. */
export function suggestedLines(names: Names, { orderId, effects, movedOrders }: Suggestion): Line[] {
  const effect = orderId === null ? undefined : effects.find((one) => one.orderId === orderId)
  if (!effect)
    return effects.length > MOST
      ? summed(effects, names.calendar, movedOrders)
      : others(names, null, effects, movedOrders)
  const { promiseAt, to } = effect
  const times = { at: to === null ? '' : names.when(to) }
  const ready: Line[] =
    to === null
      ? []
      : promiseAt === null
        ? [{ tone: 'plain', text: words.t('plan:answer.ready', times) }]
        : [
            {
              tone: to > promiseAt ? 'bad' : 'good',
              text: words.t('plan:answer.readyPromise', { ...times, promise: names.when(promiseAt) }),
            },
          ]
  const line = ownLine(judge(effect, names.calendar))
  return [...ready, ...(line ? [line] : []), ...others(names, orderId, effects, movedOrders)]
}

const counted = [
  ['saved', 'good'],
  ['broken', 'bad'],
  ['better', 'good'],
  ['worse', 'bad'],
] as const

/** How many promises are saved, broken, less late and later, and how many cars move. */
function summed(effects: readonly Effect[], calendar: Calendar, besides: number): Line[] {
  const verdicts = effects.map((effect) => judge(effect, calendar).verdict)
  const lines = counted.flatMap(([verdict, tone]): Line[] => {
    const count = verdicts.filter((one) => one === verdict).length
    return count === 0 ? [] : [{ tone, text: words.t(`plan:answer.sum.${verdict}`, { count }) }]
  })
  const moved = verdicts.filter((one) => one === 'moved').length + besides
  return moved === 0 ? lines : [...lines, { tone: 'plain', text: words.t('plan:answer.moved', { count: moved }) }]
}
