/** A tablet is paired by the code it shows; people sign in on it by PIN, act under their own name, and it is switched off. */
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { Credentials } from '#server/access/credentials.ts'
import { startApp } from '#server/app.ts'
import devices from '#words/en/devices.ts'
import { openBrowser, openScreen, type Screen } from './support/browser.ts'
import { exampleWorkshop, keyCookie } from './support/exampleWorkshop.ts'
import { en } from './support/words.ts'

const [workshop, browser] = await Promise.all([exampleWorkshop(), openBrowser()])
const { database, workshopId, persons } = workshop
const log = pino({ level: 'silent' })
const app = await startApp({ database, log, host: '127.0.0.1', port: 0, beatEvery: 100 })
afterAll(() => app.close())
const foreman = persons.find(({ name }) => name === 'Zhou Ming')!

let tablet: Screen
let setup: Screen

test('a manager pairs the tablet by the code it shows', async () => {
  tablet = await openScreen(browser, `${app.url}/pair?lang=en`, { width: 1024, height: 768 })
  const code = tablet.page.locator('.code span:not(.none)')
  await code.first().waitFor()
  const shown = (await code.allTextContents()).join('')
  const cookies = [keyCookie(workshop, 'staff')]
  setup = await openScreen(browser, `${app.url}/board/setup?lang=en#devices`, {
    width: 1440,
    height: 900,
    cookies,
  })
  await setup.page.getByRole('button', { name: 'Zhou Ming' }).click()
  await setup.page.getByLabel(devices.pair.code).fill(shown.toLowerCase())
  await setup.page.getByRole('button', { name: devices.pair.find }).click()
  await setup.page.getByLabel(devices.where).fill('Bay 3')
  await setup.page.getByLabel(devices.what).selectOption('tablet')
  await setup.page.getByRole('button', { name: devices.pair.approve }).click()

  await tablet.page.waitForURL('**/board/floor')
})

test('a person signs in by PIN and acts under their own name, without loading the page again', async () => {
  await new Credentials(database.sql).setPin(workshopId, foreman.id, '4071')
  await tablet.page.getByRole('button', { name: 'Zhou Ming' }).click()
  for (const digit of '9999') await tablet.page.getByRole('button', { name: digit, exact: true }).click()
  await tablet.page.getByRole('button', { name: en.staff.who.enter }).click()
  await tablet.page.getByText(en.errors.wrong_pin).waitFor()
  await tablet.page.keyboard.type('4071')
  await tablet.page.keyboard.press('Enter')
  await tablet.page.getByRole('dialog').waitFor({ state: 'hidden' })

  await tablet.page.getByRole('button', { name: en.floor.out.open.replace('{{number}}', '3') }).click()
  await tablet.page.getByText(en.floor.out.reason.broken).click()
  await tablet.page.getByText(en.staff.until.unknown, { exact: true }).click()
  await tablet.page.getByRole('button', { name: en.floor.out.send }).click()
  await expect
    .poll(async () => {
      const [entry] = await database.sql<{ actor: object }[]>`
        select actor from journal where workshop_id = ${workshopId} and command = 'takeBayOutOfService'`
      return entry?.actor
    })
    .toEqual({ device: 'staff', personId: foreman.id, deviceId: expect.any(String) as string })
})

test('it is switched off, and says so', async () => {
  const row = setup.page.locator('[data-device="Bay 3"]')
  await row.getByRole('button', { name: devices.off }).click()
  await row.locator('.warning').getByRole('button', { name: devices.off }).click()
  await row.waitFor({ state: 'detached' })
  await tablet.page.getByText(en.common.ended.device_revoked.split(':')[0]!).first().waitFor()
})
