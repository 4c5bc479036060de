/**
 * The setup in a real browser: a change reaches wall and floor without a reload, a refusal shows at its field, input survives another
 * person's change; in three languages, wide and narrow.
 */
import { pino } from 'pino'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayName, localDay } from '#contract/calendar.ts'
import { formatPlate } from '#contract/plate.ts'
import { defaultSettings, settingNames } from '#contract/settings.ts'
import { languages, type Language } from '#contract/values.ts'
import texts from '#words/en/messages.ts'
import errorWords from '#words/en/errors.ts'
import opening from '#words/en/opening.ts'
import settingWords from '#words/en/settings.ts'
import en from '#words/en/setup.ts'
import people from '#words/en/people.ts'
import prices from '#words/en/prices.ts'
import staffWords from '#words/en/staff.ts'
import { replaceKeys } from '#server/access/keys.ts'
import { createWorkshop } from '#server/admin/workshop.ts'
import { startApp, type App } from '#server/app.ts'
import { Hand } from '#server/demo/session.ts'
import { READY_BUT_DAMAGED } from '#server/http/probes.ts'
import { ALWAYS_OPEN } from '../support/testWorkshop.ts'
import { violationsOf } from './support/axe.ts'
import { openBrowser, openScreen, PATIENCE, type Screen } from './support/browser.ts'
import { liveThrough } from './support/day.ts'
import { exampleWorkshop, keyCookie, stateOf, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { words } from './support/words.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const eventually = { timeout: PATIENCE, interval: 100 }
const sections = [
  'workshop',
  'opening',
  'people',
  'shifts',
  'standIns',
  'roles',
  'prices',
  'rules',
  'messages',
  'channels',
  'devices',
] as const

/** The error of the database's clock. */
let skew = 0
let workshop: ExampleWorkshop
let app: App
let browser: Browser
beforeAll(async () => {
  const now = Date.now()
  ;[workshop, browser] = await Promise.all([exampleWorkshop(now - 2 * HOUR), openBrowser()])
  await liveThrough(workshop, now)
  app = await startApp({
    database: workshop.database,
    log: pino({ level: 'silent' }),
    host: '127.0.0.1',
    port: 0,
    skew: () => skew,
    resampleEvery: 100,
    beatEvery: 250,
  })
  afterAll(() => app.close())
})

async function open(section = 'workshop', language: Language = 'en', size: [number, number] = [1440, 900]) {
  const [width, height] = size
  const address = `${app.url}/board/setup?lang=${language}#${section}`
  const screen = await openScreen(browser, address, { width, height, cookies: [keyCookie(workshop, 'staff')] })
  await screen.page.getByRole('button', { name: 'Zhou Ming' }).click()
  // The dialog stays until the server has answered; until then the page behind it takes no input.
  await screen.page.getByRole('dialog').waitFor({ state: 'hidden' })
  return screen
}

test('a workshop without people is not shut behind the question for a name: the screen can be looked at', async () => {
  const { sql } = workshop.database
  const bare = await createWorkshop(sql, {
    ...{ name: 'New Garage', timeZone: 'Asia/Shanghai', currency: 'CNY', plateFormat: 'cn', phone: null },
    ...{ hours: ALWAYS_OPEN, isExample: false, at: Date.now() },
  })
  const keys = await replaceKeys(sql, bare)
  const cookies = [keyCookie({ ...workshop, keys }, 'staff')]
  const { page, close } = await openScreen(browser, `${app.url}/board/floor?lang=en`, {
    width: 1440,
    height: 900,
    cookies,
  })
  const dialog = page.getByRole('dialog')
  await dialog.getByText(staffWords.who.none).waitFor()
  await dialog.getByRole('button', { name: staffWords.who.look }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.locator('.queue-column').waitFor()
  await close()
})

const storedWorkshop = async () => (await stateOf(workshop, app.url, 'staff')).put.workshop![0]!
const form = (page: Page, name: string) => page.locator(`form[data-form="${name}"]`)
const save = (page: Page, name: string) => form(page, name).getByRole('button', { name: en.save, exact: true }).click()
const savedAt = (page: Page, name: string) => form(page, name).getByText(en.saved).waitFor()
/** A change by another person, through the same server. */
async function anotherPersonSends(name: string, payload: unknown): Promise<void> {
  const key = keyCookie(workshop, 'staff')
  const hand = await Hand.open(
    { url: app.url, cookie: `${key.name}=${key.value}` },
    workshop.persons[0]!.id,
    new AbortController().signal,
  )
  expect(await hand.send(name as never, payload as never)).toMatchObject({ ok: true })
}

/** Errors of the page itself; 404 is expected, since the channels may not be served. */
const faultsOf = ({ faults }: Screen) => faults.filter((fault) => !fault.includes('404'))

/** Opens wall and floor beside the setup. */
const openOthers = async () => {
  const [wall, floor] = await Promise.all([
    openScreen(browser, `${app.url}/board/wall?lang=en`, {
      ...{ width: 1920, height: 1080, cookies: [keyCookie(workshop, 'wall')] },
    }),
    openScreen(browser, `${app.url}/board/floor?lang=en&view=bays`, {
      ...{ width: 1440, height: 900, cookies: [keyCookie(workshop, 'staff')] },
    }),
  ])
  await floor.page.getByRole('button', { name: 'Zhou Ming' }).click()
  return { wall, floor }
}

/** The time bar of a car in its bay, and its progress check notch. */
const bars = (page: Page, plate: string) => {
  const bay = page.locator(':is(article.bay, .bays li)').filter({ hasText: plate })
  const style = (what: string) => bay.locator(`.bar.time ${what}`).first().getAttribute('style')
  return {
    gone: async () => parseFloat(/width: ([\d.]+)/.exec((await style('i')) ?? '')?.[1] ?? 'NaN'),
    notch: () => style('b'),
  }
}

test('S3 B5 a change of hours or of the name reaches wall and floor without a reload, and is in the journal', async () => {
  const [setup, { wall, floor }] = await Promise.all([open('opening'), openOthers()])
  const { page } = setup
  const foreman = workshop.persons.find(({ name }) => name === 'Zhou Ming')!
  const car = formatPlate('浙B220QK')
  for (const screen of [wall, floor]) await expect.poll(bars(screen.page, car).gone, eventually).toBeGreaterThan(5)

  // Closed yesterday, today and tomorrow: no working time has passed. Monday gets other hours.
  const today = (new Date(localDay(Date.now(), 'Asia/Shanghai')).getUTCDay() + 6) % 7
  const days = form(page, 'opening').locator('ol > li')
  const closed = [6, 7, 8].map((offset) => (today + offset) % 7)
  for (const day of closed)
    await days
      .nth(day)
      .getByRole('button', { name: /^Remove/ })
      .click()
  const other = [0, 1, 2, 3, 4, 5, 6].find((day) => !closed.includes(day))!
  const opens = days.nth(other).getByLabel(': opens')
  await opens.fill('830')
  await opens.press('Tab')
  expect(await opens.inputValue()).toBe('08:30')
  await opens.fill('25')
  await opens.press('Tab')
  expect(await opens.evaluate((field: HTMLInputElement) => field.validationMessage)).toBe(opening.time)
  await opens.fill('8.30')
  await days.nth(other).getByLabel(': closes').fill('12')
  await days.nth(other).getByRole('button', { name: opening.another }).click()
  await save(page, 'opening')
  await savedAt(page, 'opening')
  expect((await storedWorkshop()).hours[other]).toEqual([
    [510, 720],
    [780, 1020],
  ])
  for (const screen of [wall, floor]) await expect.poll(bars(screen.page, car).gone, eventually).toBe(0)

  await page.getByRole('link', { name: en.section.workshop }).click()
  await form(page, 'workshop').getByRole('textbox', { name: en.workshop.name, exact: true }).fill('Dockside Motors')
  await save(page, 'workshop')
  for (const screen of [wall, floor]) await screen.page.getByText('Dockside Motors').waitFor()

  const { sql } = workshop.database
  const entries = await sql<{ command: string; actor: { personId: string } }[]>`
    select command, actor from journal where command like 'change%' order by seq`
  expect(entries).toMatchObject(
    ['changeOpening', 'changeWorkshop'].map((command) => ({ command, actor: { personId: foreman.id } })),
  )
  for (const screen of [setup, wall, floor]) {
    expect(screen.loads()).toBe(1)
    expect(faultsOf(screen)).toEqual([])
    await screen.close()
  }
  await anotherPersonSends('changeOpening', { hours: ALWAYS_OPEN, holidays: null, ownDays: [] })
})

test('S3 a change reaches the customers’ screens without a reload: lobby, kiosk and customer page', async () => {
  const order = (await stateOf(workshop, app.url, 'staff')).put.order!.find(({ closedAt }) => closedAt === null)!
  const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId: order.id })
  const [lobby, kiosk, page] = await Promise.all([
    openScreen(browser, `${app.url}/board/lobby?lang=en`, {
      ...{ width: 1920, height: 1080, cookies: [keyCookie(workshop, 'lobby')] },
    }),
    openScreen(browser, `${app.url}/kiosk`, { width: 1080, height: 1920, cookies: [keyCookie(workshop, 'kiosk')] }),
    openScreen(browser, `${app.url}/t/${token}?lang=en`, { width: 390, height: 844 }),
  ])
  const before = await storedWorkshop()
  const shown = [lobby, kiosk, page].map((screen) => screen.page.getByText(before.name).first())
  for (const name of shown) await name.waitFor()
  const { phone, country, timeZone, currency, plateFormat } = before
  await anotherPersonSends('changeWorkshop', { name: 'Quay Garage', phone, country, timeZone, currency, plateFormat })
  for (const screen of [lobby, kiosk, page]) {
    await screen.page.getByText('Quay Garage').first().waitFor()
    expect(screen.loads()).toBe(1)
    expect(faultsOf(screen)).toEqual([])
    await screen.close()
  }
})

test('B10 a changed standard moves the progress check on wall and floor, and one tap restores its default', async () => {
  const [{ page, close }, { wall, floor }] = await Promise.all([open('rules'), openOthers()])
  const { name } = settingWords.progressCheckFromPercent
  const car = formatPlate('浙B220QK')
  const notches = [wall, floor].map((screen) => bars(screen.page, car).notch)
  for (const notch of notches) await expect.poll(notch, eventually).toContain('left: 70%')
  await page.getByRole('spinbutton', { name }).fill('40')
  await save(page, 'rules')
  await savedAt(page, 'rules')
  for (const notch of notches) await expect.poll(notch, eventually).toContain('left: 40%')
  await page.locator('[data-setting="progressCheckFromPercent"]').getByText(en.rules.changed).waitFor()
  await page.getByRole('button', { name: `${name}: Back to 70%` }).click()
  await save(page, 'rules')
  await expect.poll(async () => (await storedWorkshop()).settings, eventually).toEqual(defaultSettings)
  for (const notch of notches) await expect.poll(notch, eventually).toContain('left: 70%')
  for (const screen of [wall, floor]) {
    expect(screen.loads()).toBe(1)
    await screen.close()
  }
  await close()
})

test('B5 public holidays are chosen, previewed, and warned about before the known ones end', async () => {
  const { page, close } = await open('opening')
  await page.getByLabel(opening.keeps).selectOption('CN')
  await save(page, 'opening')
  const next = page.locator('[data-next] li')
  await expect.poll(() => next.count(), eventually).toBe(10)
  const known = (await storedWorkshop()).holidaysUntil!
  const isNear = Date.parse(known) - Date.now() < 60 * 86_400_000
  await page.getByText(isNear ? /known only until/ : /^Known until/).waitFor()

  await page.getByLabel(opening.keeps).selectOption('GB-ENG')
  await save(page, 'opening')
  await next.getByText('Good Friday').waitFor()
  await page.getByText(/^Known until/).waitFor()

  // By code, and a code that does not exist.
  await page.getByLabel(opening.keeps).selectOption('other')
  await page.getByLabel(opening.code).fill('DE-XX')
  await save(page, 'opening')
  await form(page, 'opening').getByRole('alert').getByText('There is no holiday calendar').waitFor()
  expect(await page.getByLabel(opening.code).inputValue()).toBe('DE-XX')
  await page.getByLabel(opening.code).fill('DE-HH')
  await save(page, 'opening')
  await savedAt(page, 'opening')
  await next.getByText('Reformationstag').waitFor()

  // The workshop's own days come first.
  await page.getByRole('button', { name: opening.add }).click()
  const own = page.locator('[data-own]')
  // On 24 hours and in the screen's language, where a browser's own fields would follow the browser's.
  expect(await page.locator('input:is([type=date], [type=time], [type=datetime-local])').count()).toBe(0)
  const chosen = dayName(localDay(Date.now(), 'Asia/Shanghai') + 24 * HOUR * 40)
  await own.locator('select').focus()
  await own.locator('select').selectOption(chosen)
  await own.getByLabel(opening.note).fill('Stocktaking')
  await save(page, 'opening')
  await expect
    .poll(async () => (await storedWorkshop()).ownDays.map(({ day, note }) => [day, note]), eventually)
    .toEqual([[chosen, 'Stocktaking']])
  await close()
})

test('S13 edited fields survive another person’s change; the others follow it', async () => {
  const { page, close } = await open('workshop')
  const { name, country, timeZone, currency, plateFormat } = await storedWorkshop()
  const here = form(page, 'workshop')
  await here.getByLabel(en.workshop.phone).fill('021 6666 0000')
  await anotherPersonSends('changeWorkshop', {
    name: 'Quayside',
    timeZone,
    currency,
    plateFormat,
    country,
    phone: '02177770000',
  })
  // The name was not edited, so it follows. The number was, so it stays, with the new value beside it.
  await expect
    .poll(() => here.getByRole('textbox', { name: en.workshop.name, exact: true }).inputValue(), eventually)
    .toBe('Quayside')
  expect(await here.getByLabel(en.workshop.phone).inputValue()).toBe('021 6666 0000')
  await here.getByText('currently: +86 21 7777 0000').waitFor()
  await here.getByText(en.meanwhile).waitFor()
  await save(page, 'workshop')
  await savedAt(page, 'workshop')
  expect(await storedWorkshop()).toMatchObject({ name: 'Quayside', phone: '+862166660000' })
  await expect.poll(() => here.getByText(en.meanwhile).count(), eventually).toBe(0)

  // Or the edit is dropped for the new value.
  await here.getByRole('textbox', { name: en.workshop.name, exact: true }).fill('Something else')
  await anotherPersonSends('changeWorkshop', { name, country, timeZone, currency, plateFormat, phone: null })
  await here.getByRole('button', { name: en.adopt }).click()
  expect(await here.getByRole('textbox', { name: en.workshop.name, exact: true }).inputValue()).toBe(name)
  expect(await here.getByLabel(en.workshop.phone).inputValue()).toBe('')

  // A refusal shows at the form, and the input stays.
  await here.getByLabel(en.workshop.phone).fill('12')
  await save(page, 'workshop')
  await here.getByRole('alert').getByText(errorWords.bad_phone).waitFor()
  expect(await here.getByLabel(en.workshop.phone).inputValue()).toBe('12')

  // A time zone is chosen: none can be mistyped.
  await here.getByLabel(en.workshop.phone).fill('')
  await here.getByLabel(en.workshop.timeZone).focus()
  await here.getByLabel(en.workshop.timeZone).selectOption('Asia/Tokyo')
  await save(page, 'workshop')
  await savedAt(page, 'workshop')
  expect((await storedWorkshop()).timeZone).toBe('Asia/Tokyo')
  await anotherPersonSends('changeWorkshop', { name, country, timeZone, currency, plateFormat, phone: null })
  await close()
})

test('B11 a text with an unknown field or with tags is refused at its field; a valid one is previewed and saved as it is', async () => {
  const { page, close } = await open('messages')
  const name = 'message:on_course:en'
  const here = form(page, name)
  const body = here.getByLabel(texts.body)
  await body.fill('Dear {{surname}}, fetch it.')
  await save(page, name)
  await here.getByRole('alert').getByText('This field does not exist').waitFor()
  await here.getByText('surname', { exact: false }).filter({ hasText: 'Unknown' }).waitFor()
  expect(await body.getAttribute('aria-invalid')).toBe('true')
  expect(await here.getByLabel(texts.subject).getAttribute('aria-invalid')).toBe('false')

  await body.fill('Fetch it.')
  await here.getByLabel(texts.subject).fill('<script>alert(1)</script>')
  await save(page, name)
  await here.getByRole('alert').getByText('must not contain HTML').waitFor()
  expect(await here.getByLabel(texts.subject).getAttribute('aria-invalid')).toBe('true')

  await here.getByLabel(texts.subject).fill('Ready: ')
  await page.getByRole('button', { name: texts.field.plate, exact: true }).click()
  await here.locator('.preview').getByText('Ready: 沪A·7K382').waitFor()
  await save(page, name)
  await savedAt(page, name)
  const text = { subject: 'Ready: {{plate}}', body: 'Fetch it.' }
  expect((await storedWorkshop()).templates).toEqual([{ kind: 'on_course', language: 'en', ...text }])
  await here.getByRole('button', { name: texts.back }).click()
  await expect.poll(async () => (await storedWorkshop()).templates, eventually).toEqual([])
  await expect.poll(() => here.getByLabel(texts.subject).inputValue(), eventually).toContain('is on course')

  // A delay notice must contain its reason and the new time (B11.1).
  const delay = 'message:delay:en'
  await page.getByRole('button', { name: texts.kind.delay, exact: true }).click()
  const late = form(page, delay).getByLabel(texts.body)
  await late.fill('Sorry, it takes longer.')
  await save(page, delay)
  const no = form(page, delay).getByRole('alert')
  await no.getByText('A delay message must give the reason and the new time.').waitFor()
  await no.getByText('Missing: Reason, New time').waitFor()
  expect(await late.getAttribute('aria-invalid')).toBe('true')
  await late.fill('Sorry. {{reason}} Ready at {{time}}.')
  await save(page, delay)
  await savedAt(page, delay)
  await close()
})

test('B5 a shift and leave are saved', async () => {
  const { page, close } = await open('shifts')
  const person = workshop.persons.find(({ name }) => name === 'Tom Baker')!
  const list = page.getByRole('region', { name: en.section.shifts })
  await list.locator('summary').filter({ hasText: person.name }).click()
  const here = form(page, `shift:${person.id}`)
  await here.getByLabel(en.people.own).check()
  await here.getByRole('button', { name: /Remove Tuesday/ }).click()
  await save(page, `shift:${person.id}`)
  await savedAt(page, `shift:${person.id}`)
  const saved = (await stateOf(workshop, app.url, 'staff')).put.person!.find(({ id }) => id === person.id)!
  expect(saved.shift![1]).toEqual([])
  const row = list.locator(`[data-item="${person.id}"]`)
  await row.getByLabel(people.leaveFirst).fill('2031-01-02')
  await row.getByLabel(people.leaveLast).fill('2031-01-03')
  await row.getByRole('button', { name: people.leaveAdd }).click()
  await row
    .locator('summary')
    .getByText(/^Holiday · .*2031.* – /)
    .waitFor()
  const [leave] = (await stateOf(workshop, app.url, 'staff')).put.person!.find(({ id }) => id === person.id)!.leave
  // From midnight to midnight in Shanghai.
  expect(leave).toMatchObject({ kind: 'holiday', from: Date.UTC(2031, 0, 1, 16), until: Date.UTC(2031, 0, 3, 16) })
  await close()
})

test('C2 S13 a person is added, found, and changed by two at once', async () => {
  const { page, close } = await open('people')
  const list = page.getByRole('region', { name: en.section.people })
  await list.getByRole('button', { name: people.add }).click()
  await form(page, 'new-person').getByLabel(people.name).fill('Li Na')
  await form(page, 'new-person').getByRole('button', { name: people.add }).click()
  await list.locator('summary').filter({ hasText: 'Li Na' }).waitFor()
  await list.getByRole('searchbox').fill('li na tech')
  await expect.poll(() => list.locator('li[data-item] summary').filter({ visible: true }).count(), eventually).toBe(3)

  await list.locator('summary').filter({ hasText: 'Li Na' }).click()
  const { id: personId } = (await stateOf(workshop, app.url, 'staff')).put.person!.find(({ name }) => name === 'Li Na')!
  const here = form(page, `person:${personId}`)
  await here.getByLabel(people.desk).fill('2')
  await anotherPersonSends('changePerson', { personId, to: { desk: 3 }, was: { desk: null } })
  await here.getByText('currently: 3').waitFor()
  await save(page, `person:${personId}`)
  await savedAt(page, `person:${personId}`)
  expect((await stateOf(workshop, app.url, 'staff')).put.person!.find(({ id }) => id === personId)!.desk).toBe(2)
  await close()
})

test('B5 an operation is added with its price, changed, and taken off the list', async () => {
  const { page, close } = await open('prices')
  const list = page.getByRole('region', { name: en.section.prices })
  await list.getByRole('button', { name: prices.add }).click()
  const fresh = form(page, 'new-item')
  await fresh.getByLabel(prices.code).fill('M40')
  await fresh.getByLabel(/English/).fill('Wiper blades')
  await fresh.getByLabel(prices.minutes).fill('10')
  await fresh.getByLabel(/^Price/).fill('9o')
  await fresh.getByText(/An amount such as/).waitFor()
  await fresh.getByLabel(/^Price/).fill('90.5')
  await fresh.getByRole('button', { name: prices.add }).click()
  const row = list.locator('li[data-item]').filter({ hasText: 'Wiper blades' })
  await row.getByText('90.50').waitFor()

  const now = async () => (await stateOf(workshop, app.url, 'staff')).put.priceItem!.find(({ code }) => code === 'M40')!
  const { id } = await now()
  await row.locator('summary').click()
  await form(page, `item:${id}`)
    .getByLabel(/^Price/)
    .fill('88')
  await save(page, `item:${id}`)
  await savedAt(page, `item:${id}`)
  expect(await now()).toMatchObject({ price: 8_800, standardMinutes: 10, title: { en: 'Wiper blades' } })
  await row.getByRole('button', { name: prices.remove }).click()
  await list.getByText(/1 operation no longer offered/).waitFor()
  expect((await now()).retiredAt).not.toBeNull()
  await close()
})

test('AL contradictory numbers are refused at the form; every setting is listed', async () => {
  const { page, close } = await open('rules')
  const shown = await page
    .locator('[data-setting]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-setting')))
  // In groups, so in another order than the contract's.
  expect(shown.toSorted()).toEqual([...settingNames].toSorted())
  const { progressCheckFromPercent } = settingWords
  await page.getByRole('spinbutton', { name: progressCheckFromPercent.name }).fill('90')
  await save(page, 'rules')
  await form(page, 'rules').getByRole('alert').getByText('contradict each other').waitFor()
  expect(await page.getByRole('spinbutton', { name: progressCheckFromPercent.name }).inputValue()).toBe('90')
  // An out-of-bounds value is not even sent.
  await page.getByRole('spinbutton', { name: progressCheckFromPercent.name }).fill('')
  await expect
    .poll(() => form(page, 'rules').getByRole('button', { name: en.save, exact: true }).isDisabled(), eventually)
    .toBe(true)
  await close()
})

test('B11.3 an unconfigured channel says who reaches the customer instead; a configured one can be tested', async () => {
  const first = await open('channels')
  await expect.poll(() => first.page.getByText(texts.channels.notUp, { exact: true }).count(), eventually).toBe(4)
  const settings = { sms: 'SMS_URL', email: 'SMTP_URL', wechat: 'WECHAT_APP_ID', push: 'VAPID_SUBJECT' }
  for (const [channel, setting] of Object.entries(settings))
    await first.page.locator(`[data-channel="${channel}"]`).getByText(setting).waitFor()
  await first.close()

  // A server with channels, as far as this screen can tell.
  const { page, close } = await open('workshop')
  const asked: unknown[] = []
  await page.route('**/api/channels', (route) =>
    route.fulfill({ json: { sms: true, email: true, push: false, wechat: false } }),
  )
  await page.route('**/api/channels/test', (route) => {
    asked.push(route.request().postDataJSON())
    const result = asked.length === 1 ? 'handed_over' : 'failed'
    return route.fulfill({ json: { result, detail: `answer ${asked.length}` } })
  })
  await page.reload()
  await page.getByRole('link', { name: en.section.channels, exact: true }).click()
  const sms = page.locator('[data-channel="sms"]')
  await sms.getByText(texts.channels.up, { exact: true }).waitFor()
  await sms.getByLabel(texts.channels.to.sms).fill('13800138000')
  await sms.getByRole('button', { name: texts.channels.test }).click()
  await sms.getByText(`${texts.channels.result.handed_over} answer 1`).waitFor()
  const email = page.locator('[data-channel="email"]')
  await email.getByLabel(texts.channels.to.email).fill('desk@example.com')
  await email.getByRole('button', { name: texts.channels.test }).click()
  await email.getByText(`${texts.channels.result.failed} answer 2`).waitFor()
  expect(asked).toEqual([
    { channel: 'sms', to: '13800138000' },
    { channel: 'email', to: 'desk@example.com' },
  ])
  await close()
})

describe.each(languages)('in %s', (language) => {
  test.each([
    [1440, 900],
    [1024, 768],
    [390, 844],
  ] as [number, number][])(
    'all sections at %i × %i: no overflow, targets large enough to tap, no axe violations',
    async (...size) => {
      const screen = await open('workshop', language, size)
      const { page } = screen
      const texts = words[language].setup
      for (const section of sections) {
        await page.getByRole('link', { name: texts.section[section], exact: true }).click()
        await page.getByRole('heading', { level: 2, name: texts.section[section] }).waitFor()
        if (section === 'people') await page.locator('summary').first().click()
        expect(await looksOf(page), section).toEqual([])
        // At one size: axe finds the same at all of them. The hidden sections would only cost time.
        if (size[0] === 1024) expect(await violationsOf(page, 'main > section:not([hidden])'), section).toEqual([])
      }
      if (size[0] === 1024) expect(await violationsOf(page), 'the whole page').toEqual([])
      expect(faultsOf(screen)).toEqual([])
      await screen.close()
    },
  )
})

/** Elements wider than the screen, or too small to tap. */
const looksOf = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = []
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page is too wide')
    for (const element of document.querySelectorAll('.setup :is(button, a, input, select, textarea, summary)')) {
      if (!element.checkVisibility()) continue
      const { left, right, width, height } = element.getBoundingClientRect()
      const name = element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 30)
      if (left < 0 || right > innerWidth + 0.5) found.push(`over the edge: ${name}`)
      // A checkbox is tapped by its whole label.
      const target = element.matches('input[type="checkbox"], input[type="radio"]')
        ? element.closest('label')!
        : element
      if (target.getBoundingClientRect().height < 43.5 || (target === element && width < 43.5))
        found.push(`${Math.round(width)} × ${Math.round(height)}: ${name}`)
    }
    return found
  })

test('damaged data that the database reports are told in the setup', async () => {
  const { page, ...screen } = await open()
  await page.getByRole('heading').first().waitFor()
  expect(await page.getByText(en.damaged.title).isVisible()).toBe(false)
  await page.route('**/readyz', (route) => route.fulfill({ body: READY_BUT_DAMAGED }))
  await page.reload()
  await page.getByText(en.damaged.title).waitFor()
  expect(faultsOf({ page, ...screen })).toEqual([])
})

test('a jump of the server’s clock is told in the setup, where a manager makes house time follow it, and moves it back', async () => {
  const { page, ...screen } = await open()
  const told = page.getByText(en.houseTime.title)
  const set = page.getByRole('button', { name: /^Set house time to/ })
  for (const hours of [8, 0]) {
    skew = hours * HOUR
    await told.waitFor()
    await expect(violationsOf(page)).resolves.toEqual([])
    await set.click()
    await told.waitFor({ state: 'hidden' })
    const entry = (
      await workshop.database.sql<{ at: string }[]>`
      select at from journal where workshop_id = ${workshop.workshopId} and command = 'setHouseTime' order by seq desc limit 1`
    )[0]!
    expect(Math.abs(Date.parse(entry.at) - Date.now() - skew)).toBeLessThan(MINUTE)
    await expect.poll(() => Math.abs(app.now() - Date.now() - skew), eventually).toBeLessThan(MINUTE)
  }
  expect(faultsOf({ page, ...screen })).toEqual([])
})
