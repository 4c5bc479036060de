/** Carrying a card by mouse and by finger, the way hands do it: down, over there, up. */
import type { Locator, Page } from 'playwright-core'

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  await locator.scrollIntoViewIfNeeded()
  const box = await locator.boundingBox()
  if (!box) throw new Error('There is nothing to point at.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Takes hold of something with the mouse and holds it over a place; gives back how to put it down there. */
export async function take(page: Page, what: Locator, where: Locator): Promise<() => Promise<void>> {
  const to = await middleOf(where)
  const from = await middleOf(what)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(from.x + 12, from.y + 4)
  await page.mouse.move(to.x, to.y, { steps: 4 })
  return () => page.mouse.up()
}

/** Takes hold of something with the mouse and puts it down somewhere else. */
export async function drag(page: Page, what: Locator, where: Locator): Promise<void> {
  const putDown = await take(page, what, where)
  await putDown()
}

/** Carries what is held by keys over a place, as whoever sees where that is: arrow by arrow, the longer way first. */
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

/** Takes hold of something with a finger and puts it down somewhere else. */
export async function dragByFinger(page: Page, what: Locator, where: Locator): Promise<void> {
  const letDown = await hold(page, what, where)
  await letDown()
}

/** Holds a finger on something until it is in hand, carries it to a point, and lets it down there. */
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
