/** Drags a card by mouse and by touch, step by step: down, move, up. */
import type { Locator, Page } from 'playwright-core'

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  await locator.scrollIntoViewIfNeeded()
  const box = await locator.boundingBox()
  if (!box) throw new Error('There is nothing to point at.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Presses the mouse on an element and moves it over a place; returns a function that drops it there. */
export async function take(page: Page, what: Locator, where: Locator): Promise<() => Promise<void>> {
  const to = await middleOf(where)
  const from = await middleOf(what)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 12, from.y + 4)
  await page.mouse.move(to.x, to.y, { steps: 4 })
  return () => page.mouse.up()
}

/** Drags an element by mouse and drops it. */
export async function drag(page: Page, what: Locator, where: Locator): Promise<void> {
  const putDown = await take(page, what, where)
  await putDown()
}

/** Moves what is held by keyboard over a place, one arrow key at a time, the longer distance first. */
export async function steer(page: Page, where: Locator): Promise<void> {
  const over = page.locator('[data-drop].over, [data-drop]:has(.over)')
  for (let arrows = 0; arrows < 20 && (await where.and(over).count()) === 0; arrows++) {
    const [from, to] = [await middleOf(over), await middleOf(where)]
    const [dx, dy] = [to.x - from.x, to.y - from.y]
    const sideways = Math.abs(dx) > Math.abs(dy)
    await page.keyboard.press(sideways ? (dx > 0 ? 'ArrowRight' : 'ArrowLeft') : dy > 0 ? 'ArrowDown' : 'ArrowUp')
  }
  await where.and(over).waitFor()
}

/** Long-presses an element and moves it over a place; returns a function that drops it there. */
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

/** Drags an element by touch and drops it. */
export async function dragByFinger(page: Page, what: Locator, where: Locator): Promise<void> {
  const letDown = await hold(page, what, where)
  await letDown()
}

/** Long-presses an element until it is picked up, drags it to a point, and drops it. */
export async function dragByFingerTo(
  page: Page,
  what: Locator,
  to: { x: number; y: number },
  meanwhile?: () => Promise<void>,
): Promise<void> {
  const finger = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints })
  const box = (await what.boundingBox())!
  const from = { x: box.x + 8, y: box.y + 22 }
  await touch('touchStart', from)
  await page.locator('.floor.carrying').waitFor()
  await touch('touchMove', { x: from.x + 10, y: from.y + 4 })
  await touch('touchMove', { x: to.x + 8, y: to.y })
  await meanwhile?.()
  await touch('touchEnd')
  await finger.detach()
}
