/** The figures and their cells by name; apart from the schemas, so that screens need not load those. */
import { holdReasons } from './values.ts'

export const periodNames = ['day', 'week', 'month'] as const
export type PeriodName = (typeof periodNames)[number]

/** How early or late a car was ready, in minutes; `late_15` is later than 15 and up to 30. */
export const earlyCells = ['early_60', 'early_30', 'early_15', 'early_0'] as const
export const lateCells = ['late_0', 'late_15', 'late_30', 'late_60'] as const

/** Every figure with its cells; null: a cell for each hour of the day, minute or day. */
const figureCells = {
  /** Cars by how early or late they were ready. */
  promises: [...earlyCells, ...lateCells],
  /** Kept and missed promises by day; in a month, by week. Cells: `2026-11-23 kept`. */
  days: null,
  /** Promises moved after they were given. */
  moved: ['later', 'earlier'],
  /** How much later than forecast cars were ready, by the hour at which the forecast stood: `08`. */
  forecasts: null,
  /** Whether cars were ready by the safe forecast, at every hour it stood. */
  safe: ['kept', 'missed'],
  /** Progress checks (B10); `spared`: the work was done before an answer was due. */
  checks: ['on_time', 'late', 'missed', 'spared'],
  /** Customers whose car was ready in time: when they heard (B11). */
  pickUps: ['on_time', 'late', 'never'],
  /** Customers whose car was late: when they heard of it (B11.1). */
  delays: ['before', 'after', 'never'],
  /** How these customers were reached: by a message with a receipt, or in person; by one without; by phone. */
  reached: ['delivered', 'handed_over', 'phone'],
  /** Messages taken back by a better one, and messages whose time was not kept. */
  notices: ['corrected', 'contradicted'],
  /** Arrivals by full minutes waited in opening hours: `00` to `59`, and `60` for longer (B1.2). */
  waits: null,
  /** Arrivals that the kiosk told how long they would wait: no longer than that, or longer (B1.2). */
  told: ['kept', 'longer'],
  /** Minutes of opening hours that cars held bays without work, by reason. */
  held: holdReasons,
  /** Work that a quality check sent back (C5). */
  returned: ['returned'],
  /** Cars with agreed work that were not ready at the last closing; before it, those not expected to be. */
  carried: ['carried'],
} as const satisfies Record<string, readonly string[] | null>
export type FigureName = keyof typeof figureCells
export const figureNames = Object.keys(figureCells) as FigureName[]
