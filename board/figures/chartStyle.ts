/** How charts look: no marks on the axes, colours of the theme. */
import type { ChartConfiguration } from 'chart.js'

export type Config = ChartConfiguration<'bar' | 'line', (number | null)[], string>

/** The table below a chart is its axis, column for column. */
export const bare: NonNullable<Config['options']> = {
  layout: { padding: { top: 4 } },
  scales: { x: { display: false, offset: true }, y: { display: false, grace: '6%' } },
}

/** A colour of the theme, as it is where the chart stands. */
export const colour = (at: Element, name: string): string => getComputedStyle(at).getPropertyValue(name).trim()
