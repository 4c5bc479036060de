/**
 * Delay notices that the adviser approves (B11.1), and customers to phone (B11.3): the floor's list, the customer page, and the
 * messages sent.
 */
import type { Browser, Locator } from 'playwright-core'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { whenOf } from '#words/notice.ts'
import { formatPlate } from '#contract/plate.ts'
import common from '#words/en/common.ts'
import contact from '#words/en/contact.ts'
import progress from '#words/en/progress.ts'
import track from '#words/en/track.ts'
import { startApp, type App } from '#server/app.ts'
import { openGateway, type Gateway } from '../support/smsGateway.ts'
import { noChannels, smsAt } from '../delivery/notices.ts'
import { openBrowser, openScreen, PATIENCE, type Screen } from './support/browser.ts'
import { bringIn } from './support/carsInProgress.ts'
import { exampleWorkshop, keyCookie, stateOf, type ExampleWorkshop } from './support/exampleWorkshop.ts'

const MINUTE = 60_000
/** House time when the screens open: within the hours for notices, and no time falls on another day. */
const MORNING = Date.UTC(2026, 10, 24, 2, 0)
const eventually = { timeout: PATIENCE, interval: 100 }
const { calls, notice: noticeWords } = contact

/** The progress check is due at three quarters of their time, twenty minutes before their notice. */
const LET_GO = { plate: '沪A12345', phone: '13900000001' }
const HELD_BACK = { plate: '沪B67890', phone: '13900000002' }
/** Told from the start. The gateway never accepts the first number, and the second only when the test says so. */
const PHONED = { plate: '沪C11111', phone: '13900000003' }
const TRIED_AGAIN = { plate: '沪D22222', phone: '13900000004' }

let workshop: ExampleWorkshop
let app: App
let browser: Browser
let gateway: Gateway
let acceptsAgain = false
let orders: Map<string, string>
/** The floor as the foreman sees it, and as the adviser sees it. */
let floor: Screen
let desk: Screen

beforeAll(async () => {
  workshop = await exampleWorkshop(MORNING - 300 * MINUTE)
  await workshop.does('staff', 'changeSettings', {
    settings: { delayToleranceMinutes: 0, delayStandsMinutes: 0, undoSeconds: 0 },
  })
  const work = { model: 'Passat', item: 'M04' }
  const early = { ...work, agreed: 240, promised: 80, percent: 75 }
  const due = { ...work, agreed: 75, promised: 25, percent: 70 }
  orders = await bringIn(
    workshop,
    [
      { ...LET_GO, ...early, bay: 1 },
      { ...HELD_BACK, ...early, bay: 2 },
      { ...PHONED, ...due, bay: 3 },
      { ...TRIED_AGAIN, ...due, bay: 4 },
    ],
    MORNING,
  )
  gateway = await openGateway((to) =>
    to.endsWith(PHONED.phone) || (to.endsWith(TRIED_AGAIN.phone) && !acceptsAgain) ? 'refuse' : 'take',
  )
  app = await startApp({
    ...{ database: workshop.database, log: pino({ level: 'silent' }), host: '127.0.0.1', port: 0, startAt: MORNING },
    channels: { ...noChannels, sms: smsAt(gateway.url) },
  })
  afterAll(async () => {
    await app.close()
    await gateway.close()
  })
  browser = await openBrowser()
  const openFloor = async (who: string) => {
    const screen = await openScreen(browser, `${app.url}/board/floor?lang=en&view=bays`, {
      ...{ width: 1440, height: 900, cookies: [keyCookie(workshop, 'staff')] },
    })
    await screen.page.getByRole('button', { name: who }).click()
    return screen
  }
  ;[floor, desk] = await Promise.all([openFloor('Zhou Ming'), openFloor('Grace Ho')])
})

afterEach(async () => {
  // A failed test must not leave anything open for the next one.
  for (const { page } of [floor, desk])
    await page.evaluate(() => document.querySelectorAll('dialog').forEach((dialog) => dialog.close()))
})

const orderNow = async ({ plate }: { plate: string }) =>
  (await stateOf(workshop, app.url, 'staff')).put.order!.find((order) => order.plate === plate)!
const noticeNow = async ({ plate }: { plate: string }) =>
  (await stateOf(workshop, app.url, 'staff')).put.notice!.filter(({ orderId }) => orderId === orders.get(plate)).at(-1)
const clock = (at: number) => whenOf(at, 'en', 'Asia/Shanghai', MORNING)
const expectText = (where: Locator, what: string | RegExp) =>
  expect.poll(() => where.textContent(), eventually).toMatch(what)
const gone = (what: Locator) => expect.poll(() => what.count(), eventually).toBe(0)
/** The messages the gateway accepted for a number. */
const sentTo = ({ phone }: { phone: string }) =>
  gateway.taken
    .map(({ body }) => JSON.parse(body) as { to: string; text: string })
    .filter(({ to }) => to.endsWith(phone))

const isCount = /customers? to inform/i
const openList = async ({ page }: Screen) => {
  await page.getByRole('button', { name: isCount }).click()
  return page.getByRole('dialog', { name: isCount })
}
const cardOf = (list: Locator, { plate }: { plate: string }) =>
  list.locator('article').filter({ hasText: formatPlate(plate) })

test('B11.1 the adviser approves a delay notice or holds it back; until then the customer page does not show the delay', async () => {
  const openPage = async ({ plate }: { plate: string }) => {
    const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId: orders.get(plate)! })
    return openScreen(browser, `${app.url}/t/${token}?lang=en`, { width: 390, height: 844 })
  }
  const [phone, otherPhone] = await Promise.all([openPage(LET_GO), openPage(HELD_BACK)])
  const time = ({ page }: Screen) => page.locator('.card').first()
  const { promiseAt } = await orderNow(LET_GO)
  const laterAt = Math.ceil((promiseAt! + 30 * MINUTE) / (15 * MINUTE)) * 15 * MINUTE

  // --- Both cars are running late, and there is still time before the customers' notices.
  for (const { plate } of [LET_GO, HELD_BACK]) {
    const due = floor.page.getByRole('region', { name: new RegExp(progress.due) }).getByRole('listitem')
    await due
      .filter({ hasText: formatPlate(plate) })
      .getByRole('button')
      .click()
    const dialog = floor.page.getByRole('dialog', { name: progress.title.replace('{{plate}}', formatPlate(plate)) })
    await dialog.getByRole('button', { name: '30 min' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }

  // --- The list asks about both, with the text the customer would get.
  const list = await openList(desk)
  await list.getByRole('heading', { name: calls.asking }).waitFor()
  for (const car of [LET_GO, HELD_BACK]) {
    await expectText(cardOf(list, car), noticeWords.kind.delay)
    await expectText(cardOf(list, car), new RegExp(`${formatPlate(car.plate)} is delayed: new time ${clock(laterAt)}`))
    expect((await noticeNow(car))?.state).toBe('asking')
    expect((await orderNow(car)).informed?.kind).toBe('agreed')
  }

  // --- Neither page mentions the delay, whether open already or reloaded.
  for (const screen of [phone, otherPhone]) {
    const keepsItToItself = async () => {
      await expectText(time(screen), track.time.promise)
      const text = await time(screen).textContent()
      expect(text).toContain(clock(promiseAt!))
      for (const word of [
        track.time.laterLabel,
        track.time.newTimeLabel,
        track.time.later,
        clock(laterAt),
        common.mark.late,
      ])
        expect(text).not.toContain(word)
    }
    await keepsItToItself()
    await screen.page.reload()
    await keepsItToItself()
  }

  // --- One is held back, then the other approved: when the second has arrived, nothing was sent for the first.
  await cardOf(list, HELD_BACK).getByRole('button', { name: calls.knows, exact: true }).click()
  await gone(cardOf(list, HELD_BACK))
  await cardOf(list, LET_GO).getByRole('button', { name: calls.inform, exact: true }).click()
  await gone(cardOf(list, LET_GO))
  await expect.poll(async () => (await noticeNow(LET_GO))?.state, eventually).toBe('handed_over')
  expect(sentTo(LET_GO).map(({ text }) => text)).toEqual([expect.stringContaining(clock(laterAt)) as string])
  expect(await noticeNow(HELD_BACK)).toMatchObject({ state: 'withdrawn', attempts: [] })
  expect(sentTo(HELD_BACK)).toEqual([])

  // --- The customer who knew already is not shown as still to be informed.
  await list.getByRole('button', { name: common.close }).click()
  await desk.page.locator(`[data-car="${orders.get(HELD_BACK.plate)!}"] .open`).click()
  const known = noticeWords.knows.delay.replace('{{ready}}', clock(laterAt))
  const sheet = desk.page.getByRole('dialog', { name: formatPlate(HELD_BACK.plate), exact: true })
  await expectText(sheet, new RegExp(`${noticeWords.informed}\\s+${known}`))

  // --- Now the page shows what the customer was told.
  await expectText(time(phone), new RegExp(`${track.time.newTimeLabel}\\s+${clock(laterAt)}`))
  await expectText(time(phone), track.time.later)
  expect([floor, desk, phone, otherPhone].flatMap(({ faults }) => faults)).toEqual([])
})

test('B11.3 an unreached customer stays on the call list with who tried; one who is reached, by phone or by a channel, leaves it', async () => {
  const list = await openList(floor)
  const deskList = await openList(desk)
  const phoned = cardOf(list, PHONED)
  const again = cardOf(list, TRIED_AGAIN)
  for (const [car, card] of [
    [PHONED, phoned],
    [TRIED_AGAIN, again],
  ] as const) {
    await expectText(card, new RegExp([...car.phone].join(' ?')))
    await expectText(card, `${formatPlate(car.plate)} is delayed`)
    expect(await card.textContent()).not.toContain('last tried by')
    await card.getByRole('button', { name: calls.notReached, exact: true }).click()
  }

  // --- No answer: both stay on the list on every floor, with who tried.
  const tried = calls.tried.replace('{{who}}', 'Zhou Ming')
  for (const car of [PHONED, TRIED_AGAIN]) for (const one of [list, deskList]) await expectText(cardOf(one, car), tried)
  expect(await noticeNow(PHONED)).toMatchObject({
    state: 'phone',
    attempts: [
      { channel: 'sms', result: 'unavailable' },
      { channel: 'phone', result: 'failed' },
    ],
  })

  // --- The desk reaches the first customer: off both lists, and the order card shows who phoned.
  await cardOf(deskList, PHONED).getByRole('button', { name: calls.reached, exact: true }).click()
  for (const one of [list, deskList]) await gone(cardOf(one, PHONED))
  expect((await noticeNow(PHONED))?.state).toBe('delivered')

  // --- The second customer's channels are retried, and now accept the message.
  expect(sentTo(TRIED_AGAIN)).toEqual([])
  acceptsAgain = true
  await again.getByRole('button', { name: calls.again, exact: true }).click()
  for (const one of [list, deskList]) await gone(cardOf(one, TRIED_AGAIN))
  await expect.poll(async () => (await noticeNow(TRIED_AGAIN))?.state, eventually).toBe('handed_over')
  expect(sentTo(TRIED_AGAIN)).toHaveLength(1)

  await list.getByRole('button', { name: common.close }).click()
  for (const [car, how] of [
    [PHONED, noticeWords.phoned.replace('{{who}}', 'Grace Ho')],
    [TRIED_AGAIN, noticeWords.result.handed_over],
  ] as const) {
    await floor.page.locator(`[data-car="${orders.get(car.plate)!}"] .open`).click()
    const sheet = floor.page.getByRole('dialog', { name: formatPlate(car.plate), exact: true })
    await expectText(sheet.locator('li[data-notice]').first(), how)
    await sheet.getByRole('button', { name: common.close }).click()
  }
  expect([floor, desk].flatMap(({ faults }) => faults)).toEqual([])
})
