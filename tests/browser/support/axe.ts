/** Runs axe on a page. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The violations axe rates serious or critical. @param within a selector, for a part of a page whose rest has been looked at */
export async function violationsOf(page: Page, within = 'html'): Promise<string[]> {
  await page.evaluate(axe)
  const options: RunOptions = { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }
  const { violations } = await page.evaluate(
    ([within, options]) =>
      (globalThis as unknown as { axe: { run(w: string, o: RunOptions): Promise<AxeResults> } }).axe.run(
        within,
        options,
      ),
    [within, options] as const,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, any }) => `${html.slice(0, 160)} (${any[0]?.message})`).join('\n  ')}`,
    )
}
