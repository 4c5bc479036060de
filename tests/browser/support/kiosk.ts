/** A customer at the kiosk, who taps what is on the page. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { PATIENCE } from './browser.ts'

export const key = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
export const question = (page: Page, title: string) => page.getByRole('heading', { level: 1, name: title })

/** Taps one key after another: a plate, a telephone number, a code. */
export async function touchKeys(page: Page, characters: string): Promise<void> {
  for (const character of characters) await key(page, character).tap()
}

/**
 * Taps the continue button until the next question (or `next`) is shown. A tap too soon after a page has turned counts as a double
 * tap and is ignored.
 */
export async function touchOn(page: Page, name: string | RegExp, next: string | Locator): Promise<void> {
  const onward = page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).last()
  const there = typeof next === 'string' ? question(page, next) : next
  await expect
    .poll(
      async () => {
        if (await there.isVisible()) return true
        await onward.tap({ timeout: 1_000 }).catch(() => {}) // the button may have just disappeared
        return there.waitFor({ timeout: 250 }).then(
          () => true,
          () => false,
        )
      },
      { timeout: PATIENCE, interval: 20, message: `from “${String(name)}” to “${String(next)}”` },
    )
    .toBe(true)
}
