/** The customer page offers notifications on this phone; a push shows a notification there (B11.3). */
import tls from 'node:tls'
import type { Browser, CDPSession, Page } from 'playwright-core'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import en from '#words/en/track.ts'
import { startApp, type App } from '#server/app.ts'
import { noChannels } from '../delivery/notices.ts'
import { openPushService, type PushService } from '../support/pushService.ts'
import { selfSigned } from '../support/selfSigned.ts'
import { openBrowser, openScreen, PATIENCE } from './support/browser.ts'
import { exampleWorkshop, type ExampleWorkshop } from './support/exampleWorkshop.ts'

const eventually = { timeout: PATIENCE, interval: 50 }
let workshop: ExampleWorkshop
let app: App
let browser: Browser
let service: PushService
const usual = tls.getCACertificates('default')
beforeAll(async () => {
  tls.setDefaultCACertificates([...usual, selfSigned.cert])
  ;[workshop, browser, service] = await Promise.all([exampleWorkshop(), openBrowser(), openPushService()])
  const options = {
    database: workshop.database,
    log: pino({ level: 'silent' }),
    host: '127.0.0.1',
    port: 0,
    quietAfterStart: 0,
  }
  app = await startApp({ ...options, channels: noChannels, pushAnywhere: true })
  afterAll(async () => {
    await app.close()
    await service.close()
    tls.setDefaultCACertificates(usual)
  })
})

/** A car with a quote, and the address of its customer page. */
async function arrived(plate: string) {
  const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', {
    ...{ plate, model: 'Golf', name: 'Fang Lihua', phone: null, language: 'en', symptoms: [], words: '', waits: false },
  })
  await workshop.does('staff', 'addOperations', { orderId, itemIds: [[...workshop.items.values()][0]!.id] })
  await workshop.does('staff', 'quoteOrder', { orderId, promiseAt: Date.now() + 10 * 3_600_000, reason: 'As agreed' })
  return { orderId, path: `/t/${await app.links.tokenFor({ workshopId: workshop.workshopId, orderId })}` }
}

/**
 * Push services belong to the browser vendors and are out of a test's reach, so subscribing is simulated with our own service.
 * Permission, service worker and notification are the browser's own.
 */
async function withService(page: Page, name: string): Promise<void> {
  const subscription = service.subscribe(name)
  await page.addInitScript(({ endpoint, p256dh, auth }) => {
    const ours = {
      endpoint,
      toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
      unsubscribe: () => Promise.resolve((localStorage.removeItem('subscribed'), true)),
    }
    const given = () => Promise.resolve(localStorage.getItem('subscribed') ? ours : null)
    const subscribe = ({ applicationServerKey }: { applicationServerKey: string }) => {
      localStorage.setItem('subscribed', applicationServerKey)
      return given()
    }
    Object.assign(PushManager.prototype, { subscribe, getSubscription: given })
  }, subscription)
}

/** The page's service worker, and a way to deliver a push message to it. */
async function worker(page: Page): Promise<{ deliver(payload: unknown): Promise<void> }> {
  const session: CDPSession = await page.context().newCDPSession(page)
  let registrationId = ''
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    registrationId = registrations.at(-1)?.registrationId ?? registrationId
  })
  await session.send('ServiceWorker.enable')
  await expect.poll(() => registrationId, eventually).not.toBe('')
  return {
    async deliver(payload) {
      const origin = new URL(app.url).origin
      await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data: JSON.stringify(payload) })
    },
  }
}

const shown = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration(location.pathname)
    return (await registration!.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }))
  })

test('B11.3 a customer who taps is asked for permission and notified on the phone; a repeat replaces the notification, and they can stop it', async () => {
  await workshop.does('staff', 'changeSettings', {
    settings: { quietFrom: 0, quietUntil: 0, noticeShortMinutes: 1440, undoSeconds: 0 },
  })
  const { orderId, path } = await arrived('沪C54321')
  const { page, faults } = await openScreen(browser, app.url + path, {
    ...{ width: 390, height: 844, hasTouch: true, permissions: ['notifications'] },
    prepare: (page) => withService(page, 'one'),
  })
  const offer = page.getByRole('button', { name: en.push.offer })
  await offer.tap()
  await page.getByText(en.push.on).waitFor()
  expect((await workshop.order(orderId)).hasPush).toBe(true)
  const { publicKey } = (await (
    await fetch(`${app.url}/api/push-key`, {
      headers: { 'X-Pitboard-View': 'customer', Authorization: `Bearer ${path.slice(3)}` },
    })
  ).json()) as { publicKey: string }
  expect(await page.evaluate(() => localStorage.getItem('subscribed'))).toBe(publicKey)

  await workshop.does('staff', 'authoriseOrder', { orderId, wash: false })
  const promiseAt = (await workshop.order(orderId)).promiseAt! + 3_600_000
  await workshop.does('staff', 'movePromise', { orderId, promiseAt, reason: 'The part is late', customerKnows: false })
  app.timeMoved()
  await expect.poll(() => service.pushed.length, eventually).toBe(1)
  const { deliver } = await worker(page)
  const { payload } = service.pushed[0]!
  await deliver(payload)
  await deliver(payload)
  const notice = payload as { title: string; body: string; tag: string; url: string | null }
  await expect
    .poll(() => shown(page), eventually)
    .toEqual([{ title: notice.title, body: notice.body, tag: notice.tag }])
  expect(notice.title).toContain('沪C·54321')
  // This server is on loopback: the browser opens the page as it knows it.
  expect(notice.url).toBe(null)

  await page.reload()
  await page.getByRole('button', { name: en.push.stop }).tap()
  await expect
    .poll(() => workshop.database.sql`select from push_subscription where order_id = ${orderId}`, eventually)
    .toHaveLength(0)
  await expect.poll(() => offer.isEnabled(), eventually).toBe(true)
  expect(faults).toEqual([])
})

test('B11.3 a customer who denied permission is told where to change it; a browser without support is offered nothing', async () => {
  const { path } = await arrived('沪C54322')
  const refusing = await openScreen(browser, app.url + path, { width: 390, height: 844, hasTouch: true })
  // Permission was not granted beforehand and no one can be asked, so this browser denies it.
  await refusing.page.getByRole('button', { name: en.push.offer }).tap()
  await refusing.page.getByText(en.push.denied).waitFor()
  // One request is enough.
  await refusing.page.reload()
  await refusing.page.getByRole('list', { name: en.steps }).waitFor()
  expect(await refusing.page.getByText(en.push.denied).count()).toBe(0)
  const unsafe = await openScreen(browser, app.url + path, {
    ...{ width: 390, height: 844 },
    prepare: (page) => page.addInitScript(() => Reflect.deleteProperty(window, 'PushManager')),
  })
  await unsafe.page.getByRole('list', { name: en.steps }).waitFor()
  expect(await unsafe.page.getByRole('button', { name: en.push.offer }).count()).toBe(0)
  expect(await unsafe.page.getByText(en.push.denied).count()).toBe(0)
})
