/** Carrying a card by mouse and by finger, the way hands do it: down, over there, up. */
import type { Locator, Page } from 'playwright-core'

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  await locator.scrollIntoViewIfNeeded()
  const box = await locator.boundingBox()
  if (!box) throw new Error('There is nothing to point at.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Takes hold of something with the mouse and puts it down somewhere else. */
export async function drag(page: Page, what: Locator, where: Locator): Promise<void> {
  const to = await middleOf(where)
  const from = await middleOf(what)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 12, from.y + 4)
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
}

/** Takes hold of something with a finger and holds it over a place; gives back how to let it down there. */
export async function hold(page: Page, what: Locator, where: Locator): Promise<() => Promise<void>> {
  const finger = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints })
  const to = await middleOf(where)
  const from = await middleOf(what)
  await touch('touchStart', from)
  await touch('touchMove', { x: from.x + 12, y: from.y + 4 })
  await touch('touchMove', to)
  return async () => {
    await touch('touchEnd')
    await finger.detach()
  }
}
