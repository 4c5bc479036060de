/** Currencies by ISO 4217. Browsers have tables of their own, which show a forint or a dinar without its hundredths. */

const digits: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
}

const exponents = new Map(
  Object.entries(digits).flatMap(([exponent, codes]) => codes.split(' ').map((code) => [code, Number(exponent)])),
)

/** How many decimals an amount has; its smallest unit is 1 / 10 ** that. */
export const exponentOf = (currency: string): number => exponents.get(currency) ?? 2

/** 12300 as it is typed in figures: 123.00; without a decimal point if the currency has no decimals. */
export const amountText = (minor: number, currency: string): string => {
  const exponent = exponentOf(currency)
  return (minor / 10 ** exponent).toFixed(exponent)
}

/** An amount as typed (123, 123.5, 1,234.50) in the smallest unit; null if it is none or finer than that. */
export function amountOf(typed: string, currency: string): number | null {
  const text = typed.normalize('NFKC').replaceAll(/[\s'’]/g, '')
  const exponent = exponentOf(currency)
  const [, whole, decimals = ''] = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?$/.exec(text) ?? []
  if (whole === undefined || decimals.length > exponent) return null
  const minor = Number(whole.replaceAll(',', '') + decimals.padEnd(exponent, '0'))
  return minor <= mostMoney ? minor : null
}

/** The greatest amount, in the smallest unit. */
export const mostMoney = 100_000_000
