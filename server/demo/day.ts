/**
 * The plan of a demo day: who comes when and for what, how long everything really takes, and what goes wrong. A pure function
 * of the seed; `desk.ts` and `floor.ts` carry it out as house time passes. Times of day and durations are in minutes.
 */
import type { Language } from '#contract/values.ts'
import { complaints, customerBy, languageBy, questions, spokenIn, wordsBy, type Customer } from './customers.ts'
import { checkFailures, deck, found, type Job } from './jobs.ts'
import { randomOf, type Random } from '#server/domain/planner/random.ts'

export interface PlannedWork {
  code: string
  /** Real duration divided by standard minutes. */
  pace: number
  /** Shares of the real duration, 0 to 1, at which the technician reports progress. */
  reports: number[]
  /** Why the quality check fails, once; null if it passes. */
  fails: string | null
}

export interface PlannedCar {
  customer: Customer
  symptom: Job['symptom']
  words: string
  arrivesAt: number
  /** Where the customer checks in. */
  at: 'kiosk' | 'desk'
  waits: boolean
  wash: boolean
  urgent: boolean
  appointment: { at: number; bookedAt: number; comes: boolean; byCode: boolean } | null
  diagnosed: boolean
  quoteAfter: number
  answerAfter: number
  declines: boolean
  /** Spare time in the promise. */
  slack: number
  work: PlannedWork[]
  additional: {
    code: string
    findings: string
    safety: boolean
    at: number
    answerAfter: number
    accepted: boolean
  } | null
  /** A missing part of the first operation: known when quoting, or noticed half-way through the work. */
  part: { known: boolean; expectedIn: number; lateBy: number } | null
  driveIn: number
  checkAfter: number
  washMinutes: number
  collectAfter: number
  /** Minutes until the foreman answers the progress check; sometimes enough for an alert to reach the next role. */
  answersProgressCheckAfter: number
  /** The customer answers the first phone call. */
  answersTelephone: boolean
}

interface PlannedVisit {
  at: number
  purpose: 'enquiry' | 'complaint'
  language: Language
  words: string
  answerAfter: number
}

export interface DayPlan {
  cars: PlannedCar[]
  visits: PlannedVisit[]
  /** `lift`: index among the workshop's lifts. */
  outages: { lift: number; from: number; until: number; reason: string }[]
  /** By technician, in the order of the workshop's list: the short breaks, and whether work stops at noon. */
  breaks: { from: number; until: number; noon: boolean }[][]
}

export interface DaySize {
  cars: number
  bays: number
  technicians: number
}

export const CARS_A_BAY = deck.length / 14

/** @param day 0 for the first */
export function planDay(seed: number, day: number, { cars, bays, technicians }: DaySize): DayPlan {
  const random = randomOf(seed, day)
  const jobs = dealt(random, cars)
  const planned = jobs.map((job, rank) => planCar(randomOf(seed, day, rank + 1), job, arrivalAt(random, rank / cars)))
  for (const rank of late(random, planned)) planned[rank]!.part = latePart(random)
  const visits = Array.from({ length: Math.ceil(cars / 8) }, (_, n) => planVisit(random, n))
  return {
    cars: planned.sort((a, b) => a.arrivesAt - b.arrivesAt),
    visits: visits.sort((a, b) => a.at - b.at),
    outages: Array.from({ length: Math.ceil(bays / 20) }, (_, n) => planOutage(random, n)),
    breaks: Array.from({ length: technicians }, () => planBreaks(random)),
  }
}

/** The deck of jobs, repeated as needed and shuffled, with long jobs first: they come in the morning. */
function dealt(random: Random, count: number): Job[] {
  const jobs: Job[] = []
  while (jobs.length < count) jobs.push(...random.shuffled(deck))
  return jobs
    .slice(0, count)
    .map((job) => ({ job, key: random.next() * (job.long ? 0.5 : 1) }))
    .sort((a, b) => a.key - b.key)
    .map(({ job }) => job)
}

/** Four in ten arrive before nine, the others evenly until four. @param share 0 to 1, of the day's cars */
function arrivalAt(random: Random, share: number): number {
  const [from, until, at, width] = share < 0.4 ? [462, 520, share, 0.4] : [520, 960, share - 0.4, 0.6]
  return from + Math.round(((until - from) * at) / width + random.next() * 4)
}

function planCar(random: Random, job: Job, arrivesAt: number): PlannedCar {
  const customer = customerBy(random, job.electric ?? random.chance(0.25))
  const waits = !job.long && random.chance(0.3)
  const work = job.codes.map((code) => planWork(random, code))
  return {
    ...{ customer, symptom: job.symptom, words: wordsBy(random, job.symptom, customer.language), arrivesAt },
    ...{ at: random.chance(0.8) ? 'kiosk' : 'desk', waits, wash: random.chance(0.6), urgent: random.chance(0.06) },
    appointment: random.chance(arrivesAt < 520 ? 0.7 : 0.35) ? planAppointment(random, arrivesAt) : null,
    diagnosed: ['engine', 'noise', 'warning_light', 'leak'].includes(job.symptom) && random.chance(0.6),
    ...{ quoteAfter: random.whole(4, 11), answerAfter: random.whole(2, 9), declines: random.chance(0.05) },
    ...{ slack: random.chance(0.25) ? random.whole(0, 10) : random.whole(25, 75), work },
    additional: planAdditional(random, job),
    part: null,
    ...{ driveIn: random.whole(2, 5), checkAfter: random.whole(5, 12), washMinutes: random.whole(14, 24) },
    collectAfter: waits ? random.whole(4, 12) : random.whole(15, 100),
    answersProgressCheckAfter: random.chance(0.12) ? random.whole(45, 70) : random.whole(1, 9),
    answersTelephone: random.chance(0.8),
  }
}

function planWork(random: Random, code: string): PlannedWork {
  const pace = 0.82 + random.next() * 0.36 + (random.chance(0.12) ? 0.35 : 0)
  const reports = [0.3, 0.65].map((share) => share + (random.next() - 0.5) * 0.2)
  return { code, pace, reports, fails: random.chance(0.07) ? random.pick(checkFailures) : null }
}

/** Work that was not in the plan takes its standard time. */
export const usualWork = (code: string): PlannedWork => ({ code, pace: 1, reports: [0.5], fails: null })

function planAppointment(random: Random, arrivesAt: number): PlannedCar['appointment'] {
  const at = Math.max(480, Math.round((arrivesAt + random.whole(-12, 12)) / 15) * 15)
  return { at, bookedAt: random.whole(545, 1050), comes: random.chance(0.94), byCode: random.chance(0.5) }
}

function planAdditional(random: Random, job: Job): PlannedCar['additional'] {
  const more = random.pick(found)
  const answer = { at: 0.25 + random.next() * 0.4, answerAfter: random.whole(6, 30), accepted: random.chance(0.75) }
  if (!random.chance(0.22) || job.codes.includes(more.code) || job.symptom === 'body_damage') return null
  return { ...more, ...answer }
}

/** One in eight cars waits for a part, spread over the day: the first with at least an hour's work on a lift. */
function late(random: Random, cars: readonly PlannedCar[]): number[] {
  const fits = ({ work }: PlannedCar) => /^M(0[34569]|1[01345])$/.test(work[0]!.code)
  const ranks: number[] = []
  for (let from = random.whole(0, 2); from < cars.length; from += 8) {
    const rank = cars.findIndex((car, n) => n >= from && n < from + 8 && fits(car))
    if (rank >= 0) ranks.push(rank)
  }
  return ranks
}

function latePart(random: Random): PlannedCar['part'] {
  return { known: random.chance(0.15), expectedIn: random.whole(50, 90), lateBy: random.whole(30, 70) }
}

function planVisit(random: Random, n: number): PlannedVisit {
  const purpose = n % 5 === 4 ? 'complaint' : 'enquiry'
  const language = languageBy(random)
  const words = random.pick(spokenIn(purpose === 'complaint' ? complaints : questions, language))
  return { at: random.whole(500, 1020), purpose, language, words, answerAfter: random.whole(3, 20) }
}

function planOutage(random: Random, n: number): DayPlan['outages'][number] {
  const from = random.whole(605, 640)
  const reason = random.pick(['Lift loses pressure', 'Safety catch does not lock', 'Hydraulic oil on the floor'])
  return { lift: random.whole(0, 3) + 4 * n, from, until: from + random.whole(110, 200), reason }
}

function planBreaks(random: Random): DayPlan['breaks'][number] {
  const noon = { from: 720, until: 780, noon: true }
  const morning = random.whole(575, 640)
  const afternoon = random.whole(895, 950)
  return [
    ...(random.chance(0.6) ? [{ from: morning, until: morning + 15, noon: false }] : []),
    ...(random.chance(0.3) ? [noon] : []),
    ...(random.chance(0.6) ? [{ from: afternoon, until: afternoon + 15, noon: false }] : []),
  ]
}

/** A plan for a car checked in at a real screen: it is handled like any other. */
export function improvise(seed: number, number: number, symptoms: readonly string[]): PlannedCar {
  const random = randomOf(seed, 1_000_003, number)
  const fitting = deck.filter(({ symptom, long }) => symptoms.includes(symptom) && !long)
  return { ...planCar(random, random.pick(fitting.length > 0 ? fitting : deck), 0), declines: false, appointment: null }
}
