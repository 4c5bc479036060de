/** The figures: did the workshop keep its word? Read over HTTP for a day, week or month, beside the one before. */
import { z } from 'zod'
import { id, instant, text } from './fields.ts'
import { figureNames, periodNames, type FigureName } from './figureNames.ts'
import { orderStates } from './values.ts'

const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((typed) => !Number.isNaN(Date.parse(`${typed}T00:00Z`)))

/** Which period: the one that contains the day; without a day, the current one. */
const period = { period: z.enum(periodNames), day: day.optional() }

export const figuresQuestion = z.strictObject(period)
export type FiguresQuestion = z.infer<typeof figuresQuestion>

/** The orders behind a number: of one figure, the cells separated by commas. */
export const figureOrdersQuestion = z.strictObject({
  ...period,
  before: z.enum(['true', 'false']).default('false'),
  figure: z.enum(figureNames as [FigureName, ...FigureName[]]),
  cells: text(400),
})
export type FigureOrdersQuestion = z.infer<typeof figureOrdersQuestion>

const minutes = z.number().nullable()
const figureCell = z
  .object({
    cell: z.string(),
    count: z.int(),
    minutes: minutes.meta({ description: 'The sum; null where a figure counts no minutes.' }),
    quarter: minutes.meta({ description: 'A quarter of the cell has at most these minutes,' }),
    half: minutes.meta({ description: 'half of it these,' }),
    threeQuarters: minutes.meta({ description: 'and three quarters these.' }),
  })
  .meta({ id: 'FigureCell' })
export type FigureCell = z.infer<typeof figureCell>

const counted = z.record(z.enum(figureNames as [FigureName, ...FigureName[]]), z.array(figureCell))
const span = {
  from: instant,
  until: instant.meta({ description: 'Exclusive; of a period that is not over, now.' }),
  closing: instant.nullable().meta({ description: 'The closing time for cars carried over; null: never open.' }),
}

export const figures = z
  .object({
    at: instant.meta({ description: 'House time of the count.' }),
    ...span,
    waitLimits: z
      .object({ warning: z.int(), alarm: z.int() })
      .meta({ description: 'After how many minutes at the door there is a warning and an alarm (B1.2).' }),
    ends: instant.meta({ description: 'When the period ends or ended.' }),
    figures: counted,
    before: z.object({ ...span, figures: counted }),
  })
  .meta({ id: 'Figures', description: 'The figures of a period, and of the same part of the one before.' })
export type Figures = z.infer<typeof figures>

const figureOrder = z
  .object({
    orderId: id.nullable().meta({ description: 'Null: an arrival without an order.' }),
    number: z.int().nullable(),
    plate: z.string().nullable(),
    model: z.string().nullable(),
    state: z.enum(orderStates).nullable(),
    promiseAt: instant.nullable(),
    forecastAt: instant.nullable(),
    readyAt: instant.nullable(),
    cell: z.string(),
    at: instant.meta({ description: 'When it happened.' }),
    minutes,
  })
  .meta({ id: 'FigureOrder' })
export type FigureOrder = z.infer<typeof figureOrder>

/** The most orders in one answer. */
export const MOST_ORDERS = 500

export const figureOrders = z
  .object({ orders: z.array(figureOrder), more: z.int().meta({ description: 'How many have been left out.' }) })
  .meta({ id: 'FigureOrders' })
export type FigureOrders = z.infer<typeof figureOrders>
