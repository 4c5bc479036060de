/** One car's visit in the demo's made past: what happened when, so that the figures have something to tell. Pure. */
import { addWorkingTime, workingTime, type Calendar } from '#contract/calendar.ts'
import type { NoticeKind, HoldReason } from '#contract/values.ts'
import { forecastSamples } from '#server/domain/figures/forecastSamples.ts'
import type { Random } from '#server/domain/planner/random.ts'
import type { PlannedCar } from '../day.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const QUARTER = 15 * MINUTE
/** Shorter visits have no progress check. */
const CHECKED_FROM = 120 * MINUTE

/** Instants are milliseconds since 1970. */
export interface Visit {
  car: PlannedCar
  arrivedAt: number
  takenAt: number
  quotedAt: number
  authorisedAt: number | null
  promiseAt: number
  startedAt: number
  finishedAt: number
  readyAt: number
  leftAt: number
  facts: { at: number; name: string; details?: Record<string, number> }[]
  holds: { from: number; until: number; reason: HoldReason }[]
  samples: { at: number; forecastAt: number; safeForecastAt: number }[]
  messages: { at: number; kind: NoticeKind; readyAt: number | null; by: 'sms' | 'push' | 'phone' | null }[]
}

/** @param standardMinutes of the visit's work @param at the instant of a minute of that day */
export function visitOf(
  car: PlannedCar,
  standardMinutes: number,
  calendar: Calendar,
  at: (minute: number) => number,
  random: Random,
): Visit {
  const later = (from: number, minutes: number) => addWorkingTime(calendar, from, Math.round(minutes * MINUTE))!
  const arrivedAt = at(car.arrivesAt)
  const wait = random.chance(0.06) ? random.whole(10, 17) : random.chance(0.2) ? random.whole(5, 9) : random.whole(0, 4)
  const takenAt = later(arrivedAt, car.at === 'desk' ? 0 : wait + random.next())
  const quotedAt = later(takenAt, 3)
  const authorisedAt = later(quotedAt, car.answerAfter)
  const queue = random.whole(5, 70)
  const real = car.work.reduce((sum, { pace }) => sum + pace, 0) / car.work.length
  const part = car.part ? car.part.lateBy : 0
  const startedAt = later(authorisedAt, queue)
  const finishedAt = later(startedAt, standardMinutes * real + part)
  const isSentBack = car.work.some(({ fails }) => fails !== null)
  const checkedAt = later(finishedAt, car.checkAfter + (isSentBack ? random.whole(10, 30) : 0))
  const readyAt = later(checkedAt, car.wash ? car.washMinutes : 0)
  const expected = later(authorisedAt, queue + standardMinutes + (car.wash ? 28 : 9) + car.slack * 0.5)
  const promiseAt = Math.ceil(expected / QUARTER) * QUARTER
  const visit = { car, arrivedAt, takenAt, quotedAt, promiseAt, startedAt, finishedAt, readyAt }
  const leftAt = Math.max(later(readyAt, car.collectAfter), readyAt + MINUTE)
  if (car.declines)
    return {
      ...visit,
      authorisedAt: null,
      leftAt: quotedAt + 5 * MINUTE,
      facts: quoting(visit),
      holds: [],
      samples: [],
      messages: [],
    }
  const known = { ...visit, authorisedAt, leftAt }
  return {
    ...known,
    facts: [...quoting(visit), ...asking(known, calendar, random), ...sentBack(known, isSentBack)].sort(
      (a, b) => a.at - b.at,
    ),
    holds: holdsOf(known, checkedAt, random),
    samples: samplesOf(known, calendar, random),
    messages: messagesOf(known, random),
  }
}

type Course = Omit<Visit, 'facts' | 'holds' | 'samples' | 'messages' | 'authorisedAt'> & { authorisedAt: number }

const quoting = ({ takenAt, quotedAt }: Pick<Visit, 'takenAt' | 'quotedAt'>): Visit['facts'] => [
  { at: takenAt, name: 'operationsAdded' },
  { at: quotedAt, name: 'orderQuoted' },
]

const sentBack = ({ finishedAt }: Course, isSentBack: boolean): Visit['facts'] =>
  isSentBack ? [{ at: finishedAt, name: 'operationSentBack' }] : []

/** B10: asked at 70 % of the planned time, overdue at 80 %; a few promises are moved then. */
function asking(
  { car, authorisedAt, promiseAt, finishedAt }: Course,
  calendar: Calendar,
  random: Random,
): Visit['facts'] {
  const planned = workingTime(calendar, authorisedAt, promiseAt)
  const at = (share: number) => addWorkingTime(calendar, authorisedAt, Math.round(planned * share))!
  if (planned < CHECKED_FROM || at(0.7) >= finishedAt) return []
  const answeredAt = at(0.7) + car.answersProgressCheckAfter * MINUTE
  const isMissed = answeredAt > at(0.8)
  return [
    { at: at(0.7), name: 'progressCheckAsked' },
    ...(isMissed ? [{ at: at(0.8), name: 'progressCheckMissed' }] : []),
    ...(isMissed && random.chance(0.4) ? [] : [{ at: answeredAt, name: 'progressCheckAnswered' }]),
    ...(random.chance(0.04)
      ? [{ at: answeredAt + MINUTE, name: 'promiseMoved', details: { from: promiseAt - HOUR, to: promiseAt } }]
      : []),
  ]
}

function holdsOf(visit: Course, checkedAt: number, random: Random): Visit['holds'] {
  const { car, startedAt, finishedAt, readyAt } = visit
  const middle = startedAt + Math.round((finishedAt - startedAt) * 0.4)
  const hold = (reason: HoldReason, from: number, minutes: number) => ({ reason, from, until: from + minutes * MINUTE })
  return [
    ...(random.chance(0.4) ? [hold('technician', startedAt - 8 * MINUTE, 8)] : []),
    ...(car.part ? [hold('part', middle, car.part.lateBy)] : []),
    ...(car.additional ? [hold('answer', middle - 31 * MINUTE, Math.min(30, car.additional.answerAfter))] : []),
    { reason: 'check' as const, from: finishedAt, until: checkedAt },
    ...(random.chance(0.3) ? [hold('done', readyAt, random.whole(5, 45))] : []),
  ].filter(({ from, until }) => from > visit.authorisedAt && until > from)
}

/** The nearer the end, the better the forecast; every tenth is far out. */
function samplesOf({ authorisedAt, readyAt }: Course, calendar: Calendar, random: Random): Visit['samples'] {
  const shown = {
    id: '',
    readyAt: null,
    closedAt: null,
    forecastAt: 0,
    safeForecastAt: 0,
    forecastChangedAt: authorisedAt,
    ...{ operations: [], parts: [], checkPlan: null, washPlan: null },
  }
  const hours = forecastSamples(shown, { ...shown, readyAt }, calendar, readyAt - MINUTE)
  return hours.map(({ at }) => {
    const left = workingTime(calendar, at, readyAt)
    const share = 0.1 + (random.next() + random.next() - 1) * 0.35 + (random.chance(0.1) ? 0.25 : 0)
    const forecastAt = addWorkingTime(calendar, at, Math.round(left * (1 - share))) ?? readyAt
    return { at, forecastAt, safeForecastAt: forecastAt + Math.round(left * 0.3) }
  })
}

/** B11, B11.1: most customers hear in time, some late, a few never; some are told a time that does not hold. */
function messagesOf({ car, promiseAt, readyAt }: Course, random: Random): Visit['messages'] {
  if (car.waits) return []
  const by = random.chance(0.5) ? 'phone' : random.chance(0.7) ? 'sms' : 'push'
  if (readyAt <= promiseAt) {
    const never = random.chance(0.02)
    return [{ kind: 'ready', at: readyAt, readyAt, by: never ? null : by }]
  }
  const told = Math.ceil((readyAt - (random.chance(0.15) ? 40 * MINUTE : 0)) / QUARTER) * QUARTER
  const late = random.chance(0.16)
  const at = late ? promiseAt + random.whole(3, 25) * MINUTE : promiseAt - random.whole(15, 75) * MINUTE
  const delay = {
    kind: 'delay',
    at,
    readyAt: Math.max(told, promiseAt + QUARTER),
    by: random.chance(0.06) ? null : by,
  } as const
  const correction = { kind: 'correction', at: at + 10 * MINUTE, readyAt: told, by } as const
  return random.chance(0.1) ? [{ ...delay, readyAt: told + HOUR }, correction] : [delay]
}
