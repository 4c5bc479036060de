/** The figures of a check as they are printed. */
import type { Checked } from './check.ts'

const rounded = (number: number | null, digits: number) => (number === null ? null : Number(number.toFixed(digits)))

/** As `--json` prints them. */
export const asJson = ({ mae, baselineMae, maeRatio, coverage80 }: Checked) => ({
  ...{ mae: rounded(mae, 2), baseline_mae: rounded(baselineMae, 2) },
  ...{ mae_ratio: rounded(maeRatio, 4), coverage80: rounded(coverage80, 4) },
})

/** For the terminal; `both` is how many orders stand in both logs. */
export function lines(checked: Checked, learnt: number, foretold: number, both: number): string[] {
  const { predictions, mae, baselineMae, maeRatio, coverage80 } = checked
  return [
    `Learnt from ${learnt} orders; ${predictions} starts of operations in ${foretold} orders foretold.`,
    ...(both > 0 ? [`${both} of them stand in both files, so that the figures flatter.`] : []),
    `Mean absolute error       ${mae.toFixed(0)} min`,
    `… of the sum of medians   ${baselineMae.toFixed(0)} min${maeRatio === null ? '' : `: it is ${maeRatio.toFixed(3)} of that`}`,
    `True values in P10–P90    ${(coverage80 * 100).toFixed(1)} %`,
  ]
}
