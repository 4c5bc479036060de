/** The customer page offers messages on WeChat in WeChat's own browser (B11.3). */
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import en from '#words/en/track.ts'
import { startApp, type App } from '#server/app.ts'
import { noChannels } from '../delivery/notices.ts'
import { wechatAt } from '../delivery/vendors.ts'
import { walkIn } from '../support/testWorkshop.ts'
import { openWechatHosts } from '../support/wechatHosts.ts'
import { openBrowser, openScreen, PATIENCE } from './support/browser.ts'
import { exampleWorkshop, type ExampleWorkshop } from './support/exampleWorkshop.ts'

const eventually = { timeout: PATIENCE, interval: 50 }
const hosts = await openWechatHosts(wechatAt(''))
let workshop: ExampleWorkshop
let app: App
beforeAll(async () => {
  workshop = await exampleWorkshop()
  const options = {
    database: workshop.database,
    log: pino({ level: 'silent' }),
    host: '127.0.0.1',
    port: 0,
    quietAfterStart: 0,
  }
  app = await startApp({ ...options, channels: { ...noChannels, wechat: wechatAt(hosts.url) } })
  afterAll(async () => {
    await app.close()
    await hosts.close()
  })
})

const phone = { width: 390, height: 844, hasTouch: true }
const inWechat = {
  ...phone,
  userAgent:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50',
}

test('B11.3 a customer in WeChat chooses messages there, comes back to the page, and can stop them; elsewhere they are not offered', async () => {
  const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪C54331'))
  const address = `${app.url}/t/${await app.links.tokenFor({ workshopId: workshop.workshopId, orderId })}?lang=en`
  const browser = await openBrowser()
  const { page, faults } = await openScreen(browser, address, inWechat)
  const offer = page.getByRole('button', { name: en.wechat.offer })

  hosts.refuses = true
  await offer.tap()
  await page.getByText(en.wechat.failed).waitFor()
  expect(page.url(), 'a reload does not say it again').toBe(address)
  hosts.refuses = false

  await offer.tap()
  await page.getByText(en.wechat.on).waitFor()
  await expect.poll(() => page.url(), eventually).toBe(address)
  expect((await workshop.order(orderId)).hasWechat).toBe(true)

  await page.getByRole('button', { name: en.wechat.stop }).tap()
  await offer.waitFor()
  await expect.poll(async () => (await workshop.order(orderId)).hasWechat, eventually).toBe(false)
  expect(faults).toEqual([])

  const elsewhere = await openScreen(browser, address, phone)
  await elsewhere.page.getByRole('list', { name: en.steps }).waitFor()
  expect(await elsewhere.page.getByRole('button', { name: en.wechat.offer }).count()).toBe(0)
})
