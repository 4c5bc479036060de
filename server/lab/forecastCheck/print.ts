/** Prints the figures of a check. */
import type { Checked } from './check.ts'

const rounded = (number: number | null, digits: number) => (number === null ? null : Number(number.toFixed(digits)))

/** As printed by `--json`. */
export const asJson = ({ mae, baselineMae, maeRatio, coverage80 }: Checked) => ({
  ...{ mae: rounded(mae, 2), baseline_mae: rounded(baselineMae, 2) },
  ...{ mae_ratio: rounded(maeRatio, 4), coverage80: rounded(coverage80, 4) },
})

/** For the terminal; `both` is the number of orders in both logs. */
export function lines(checked: Checked, learnt: number, predicted: number, both: number): string[] {
  const { predictions, mae, baselineMae, maeRatio, coverage80 } = checked
  return [
    `Learnt from ${learnt} orders; predicted ${predictions} starts of operations in ${predicted} orders.`,
    ...(both > 0 ? [`${both} of them are in both files, so the figures are too good.`] : []),
    `Mean absolute error       ${mae.toFixed(0)} min`,
    `… of the sum of medians   ${baselineMae.toFixed(0)} min${maeRatio === null ? '' : `: it is ${maeRatio.toFixed(3)} of that`}`,
    `True values in P10–P90    ${(coverage80 * 100).toFixed(1)} %`,
  ]
}
