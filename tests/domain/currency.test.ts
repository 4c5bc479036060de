/** Amounts have the decimals of ISO 4217, whatever the browser's own table says. */
import { describe, expect, it } from 'vitest'
import { exponentOf } from '#contract/currency.ts'

describe('the decimals of a currency', () => {
  it.each(['HUF', 'RSD', 'IDR', 'COP', 'PKR', 'LBP', 'CNY', 'HKD', 'TWD', 'EUR'])('%s has two', (currency) => {
    expect(exponentOf(currency)).toBe(2)
  })

  it.each([
    ['JPY', 0],
    ['KRW', 0],
    ['KWD', 3],
    ['TND', 3],
    ['CLF', 4],
  ])('%s has %i', (currency, exponent) => {
    expect(exponentOf(currency)).toBe(exponent)
  })

  // Node follows ISO 4217 here; Chromium follows what is used in shops.
  it('all others are those that this runtime knows from ISO 4217', () => {
    for (const currency of Intl.supportedValuesOf('currency')) {
      const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
      if (maximumFractionDigits! > 2)
        expect([currency, exponentOf(currency)]).toEqual([currency, maximumFractionDigits])
    }
  })
})
