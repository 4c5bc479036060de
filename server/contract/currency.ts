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
