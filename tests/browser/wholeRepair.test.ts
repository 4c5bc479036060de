/**
 * One car from its check-in at the kiosk until it leaves, on all five screens, in two browsers. On the way the second browser's
 * network is cut and the server is killed. No screen is reloaded, and at the end all screens show the server's state.
 */
import type { Page } from 'playwright-core'
import { encode } from 'uqr'
import { expect, test } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import { formatPlate, maskPlate } from '#contract/plate.ts'
import common from '#words/en/common.ts'
import words from '#words/en/kiosk.ts'
import { beginReady, finish, freePort, newFolder } from '../run/processes.ts'
import { drag, hold } from './support/carry.ts'
import { openBrowser, openOwnBrowser, openScreen, PATIENCE, type Screen } from './support/browser.ts'
import { layCable } from './support/cable.ts'
import { exampleWorkshop, stateOf } from './support/exampleWorkshop.ts'
import { key, question, touchKeys, touchOn } from './support/kiosk.ts'
import { typed } from './support/floor.ts'
import { floorShows, headlineOf, lobbyShows, truthOf, wallShows } from './support/truth.ts'
import { en } from './support/words.ts'

const PLATE = '沪A12345'
const SECOND = '沪BD67890'
const shown = formatPlate(PLATE)
/** S8: after ten seconds, and after thirty. */
const OLD = /^(Data is \d+s old|Offline for \d+[sm])$/
const FRESH = /^(Updated )?\ds( ago)?$/
const eventually = { timeout: PATIENCE, interval: 100 }

test('a whole repair: five screens in two browsers show the same state, through a cut network and a killed server', async () => {
  const workshop = await exampleWorkshop()
  // Customers' page and lobby show each touch once it can no longer be taken back (S14).
  await workshop.does('staff', 'changeSettings', { settings: { undoSeconds: 2 } })
  // As customers' phones reach it.
  const PUBLIC_URL = 'http://board.garage.example'
  const env = { DATABASE_URL: workshop.database.url, PORT: String(await freePort()), PUBLIC_URL }
  const dataDir = newFolder()
  let server = await beginReady({ env, dataDir })
  const cable = await layCable(server.url)
  const [first, second] = await Promise.all([openBrowser(), openOwnBrowser()])

  const open = (at: string, view: 'staff' | 'wall' | 'lobby' | 'kiosk') => `${at}/open/${view}/${workshop.keys[view]}`
  // The repair is controlled from the bay cards.
  const showBays = (page: Page) => page.addInitScript(() => localStorage.setItem('pitboard.plan.face', 'bays'))
  const [kiosk, floor, tablet, wall, lobby] = await Promise.all([
    openScreen(first, open(server.url, 'kiosk'), { width: 1080, height: 1920, hasTouch: true }),
    openScreen(first, open(server.url, 'staff'), { width: 1440, height: 900, prepare: showBays }),
    openScreen(second, open(cable.url, 'staff'), { width: 1024, height: 768, hasTouch: true }),
    openScreen(second, open(cable.url, 'wall'), { width: 1920, height: 1080 }),
    openScreen(second, open(cable.url, 'lobby'), { width: 1920, height: 1080 }),
  ])

  const state = () => stateOf(workshop, server.url, 'staff')
  const orderNow = async (plate = PLATE) => (await state()).put.order?.find((order) => order.plate === plate)

  // --- The kiosk: language, plate, telephone, complaint, wait or leave. The other screens show the car at once.
  await checkIn(kiosk, PLATE)
  await touchOn(kiosk.page, words.review.send, words.ticket.repair)
  const arrived = (await orderNow())!
  await expect.poll(() => kiosk.page.locator('.ticket strong').textContent(), eventually).toBe(arrived.ticket)

  // The QR code on the ticket leads to this car's page.
  const { url: link } = (await (
    await fetch(`${server.url}/api/orders/${arrived.id}/link`, {
      headers: { 'X-Pitboard-View': 'staff', cookie: `pitboard_staff=${workshop.keys.staff}` },
    })
  ).json()) as { url: string }
  const picture = kiosk.page.getByRole('img', { name: words.ticket.qr }).locator('path')
  expect(await picture.getAttribute('d')).toBe(pictureOf(`${link}?lang=en`))
  const phone = await openScreen(second, link.replace(PUBLIC_URL, cable.url) + '?lang=en', {
    ...{ width: 390, height: 844, hasTouch: true, isMobile: true },
  })
  await touchOn(kiosk.page, words.done, 'Welcome')
  // B7: the numbers to give at the desk.
  await phone.page.getByText(`Order ${arrived.number} · Ticket ${arrived.ticket}`).waitFor()
  const all = [kiosk, floor, tablet, wall, lobby, phone]

  /** Waits until the server holds the order as expected, and then until each screen shows it. */
  async function until(
    what: string,
    isSo: (order: Order) => boolean,
    screens = 'all' as 'all' | 'first',
  ): Promise<Order> {
    await expect.poll(async () => isSo((await orderNow())!), { ...eventually, message: what }).toBe(true)
    await expect
      .poll(async () => (await differences(screens)).join('\n'), { ...eventually, message: `${what}, on every screen` })
      .toBe('')
    return (await orderNow())!
  }

  /** Everything a screen shows that is not true. */
  async function differences(screens: 'all' | 'first'): Promise<string[]> {
    const now = await state()
    const truth = truthOf(now)
    const shown: [string, unknown, unknown][] = [['floor', await floorShows(floor.page), truth.floor]]
    if (screens === 'all') {
      shown.push(['tablet', await floorShows(tablet.page), truth.floor])
      shown.push(['wall', await wallShows(wall.page), truth.wall])
      shown.push(['lobby', await lobbyShows(lobby.page), truth.lobby])
      const order = now.put.order?.find(({ plate }) => plate === PLATE)
      if (order) shown.push(['phone', await phone.page.locator('h1').textContent(), headlineOf(order)])
    }
    return shown
      .map(([name, shows, is]) => [name, JSON.stringify(shows), JSON.stringify(is)])
      .filter(([, shows, is]) => shows !== is)
      .map(([name, shows, is]) => `${name} shows ${shows} but true is ${is}`)
  }

  await until('arrived', (order) => order.state === 'arrived')

  // --- The estimate at the desk, as the foreman.
  for (const { page } of [floor, tablet]) await page.getByRole('button', { name: 'Zhou Ming' }).click()
  const sheet = floor.page.getByRole('dialog', { name: shown })
  const press = (name: string | RegExp) =>
    floor.page.getByRole('button', { name }).filter({ visible: true }).first().click()
  const inSheet = (name: string | RegExp) => sheet.getByRole('button', { name }).first().click()
  await press(en.order.act.estimate)
  await sheet.getByRole('searchbox').fill('M04')
  await inSheet(/Front brake pads/)
  await until('work added', ({ operations }) => operations.length === 1)
  await inSheet(en.promise.estimate.quote)
  await until('quoted', (order) => order.state === 'quoted')
  await inSheet(en.promise.estimate.agrees)
  await until('authorised', (order) => order.state === 'authorised' && order.wash)
  await inSheet(en.order.act.takeOver)
  await until('taken over', (order) => order.state === 'waiting')
  await inSheet('Close')

  // --- The same card held on two screens: touch picked it up first, the mouse drops it first.
  const bay = (screen: Screen, number: number) => screen.page.locator(`[data-drop="${workshop.bays[number - 1]!.id}"]`)
  const grip = (screen: Screen) => screen.page.getByRole('button', { name: `Move ${shown}` }).filter({ visible: true })
  const letDown = await hold(tablet.page, grip(tablet), bay(tablet, 3))
  await drag(floor.page, grip(floor), bay(floor, 2))
  await floor.page.getByRole('dialog').getByRole('button', { name: 'Chen Wei' }).click()
  const assigned = await until('assigned', ({ operations }) => operations[0]!.bayId === workshop.bays[1]!.id)
  await letDown()
  const refusal = tablet.page.locator('.no', { hasText: en.staff.changed })
  await expect
    .poll(() => refusal.textContent(), eventually)
    .toContain(`${shown} is now: for bay 2 · Waiting · Chen Wei.`)
  // The planned slot may have been recomputed meanwhile.
  const decided = ({ operations }: { operations: readonly object[] }) =>
    operations.map((one) => ({ ...one, plan: null }))
  expect(decided((await orderNow())!)).toEqual(decided(assigned)) // S13: nothing of the second drag is applied
  await tablet.page.getByRole('button', { name: en.staff.putAway }).tap()

  // --- Work: started, reported, paused with a reason; the two bars agree on wall and phone.
  await press('Start')
  await until('started', (order) => order.state === 'working' && order.bayId === workshop.bays[1]!.id)
  await bay(floor, 2).getByRole('button', { name: en.order.act.progress }).click()
  await bay(floor, 2).getByRole('button', { name: '50%' }).click()
  for (const { page } of [wall, phone])
    await expect.poll(() => page.getByRole('img', { name: 'work done 5' }).count(), eventually).toBe(1)
  await bay(floor, 2).getByRole('button', { name: 'Pause' }).click()
  await bay(floor, 2).getByRole('button', { name: 'Part' }).click()
  // B4.2: which part, and when it comes.
  const which = floor.page.getByRole('dialog', { name: 'which part is missing' })
  await which.getByLabel(en.order.parts.name, { exact: true }).fill('Drain plug')
  await which.getByLabel(en.order.parts.when).fill(typed(Math.ceil(Date.now() / 300_000 + 1) * 300_000))
  await which.getByRole('button', { name: en.order.act.pause }).click()
  const waits = await until('paused', (order) => order.state === 'paused' && order.pauseReason === 'parts')
  expect(waits.parts).toMatchObject([{ name: 'Drain plug', arrivedAt: null }])
  await expect
    .poll(() => wall.page.locator('article.paused .state').last().textContent(), eventually)
    .toContain('part ')
  await workshop.does('staff', 'recordPartArrival', { orderId: waits.id, partId: waits.parts[0]!.id })
  await until('arrived', ({ parts }) => parts[0]!.arrivedAt !== null)

  // --- The second browser's cable is pulled. The first browser continues; the second keeps its data and shows its age.
  cable.pull()
  const before = await wallShows(wall.page)
  await bay(floor, 2).getByRole('button', { name: 'Continue' }).click()
  await until('resumed', (order) => order.state === 'working', 'first')
  await bay(floor, 2).getByRole('button', { name: shown, exact: true }).click()
  await inSheet('Propose additional work')
  await sheet.getByRole('searchbox').fill('M07')
  await inSheet(/Brake fluid change/)
  await sheet.getByRole('textbox', { name: en.promise.additional.findings }).fill('The fluid is old and dark.')
  await inSheet('Propose 1 operation')
  await until('proposed', ({ operations }) => operations[1]?.state === 'proposed', 'first')
  await inSheet('Close')
  await expectDataAge([tablet, wall, lobby, phone], OLD)
  expect(await wallShows(wall.page)).toEqual(before)
  expect(await phone.page.locator('h1').textContent()).toBe(en.track.headline.paused_parts_here)
  cable.putBack()
  await until('caught up', ({ operations }) => operations[1]?.state === 'proposed')
  await expectDataAge([tablet, wall, lobby, phone], FRESH)
  await expect.poll(() => phone.page.getByText('Brake fluid change').count(), eventually).toBe(1)

  // --- The customer approves, by touch on the tablet.
  await bay(tablet, 2).getByRole('button', { name: shown, exact: true }).tap()
  const onTablet = tablet.page.getByRole('dialog', { name: shown })
  await onTablet.getByRole('button', { name: en.promise.additional.yes }).tap()
  await until('agreed', ({ operations }) => operations[1]?.state === 'planned')
  await onTablet.getByRole('button', { name: 'Close' }).tap()

  // --- The additional work is put into the bay by keyboard alone.
  await bay(floor, 2).getByRole('button', { name: 'Finish' }).click()
  await until('first work done', ({ operations }) => operations[0]!.state === 'done')
  await grip(floor).focus()
  await floor.page.keyboard.press('Enter')
  for (const arrow of ['ArrowRight', 'ArrowUp', 'ArrowRight']) {
    if ((await bay(floor, 2).locator('.target.over').count()) > 0) break
    await floor.page.keyboard.press(arrow)
  }
  await bay(floor, 2).locator('.target.over').waitFor()
  await floor.page.keyboard.press('Enter')
  await floor.page.getByRole('dialog').getByRole('button', { name: 'Chen Wei' }).press('Enter')
  await until('assigned by keys', ({ operations }) => operations[1]!.bayId === workshop.bays[1]!.id)
  await press('Start')
  await until('second work begun', ({ operations }) => operations[1]!.state === 'working')

  // --- The server is killed while work is finished and another customer checks in. Both actions are kept and done once.
  await checkIn(kiosk, SECOND)
  await finish(server, 'SIGKILL')
  await touchOn(kiosk.page, words.review.send, words.sending.title)
  await bay(floor, 2).getByRole('button', { name: 'Finish' }).click()
  await expect.poll(() => bay(floor, 2).getByText(en.staff.savedForLater).count(), eventually).toBe(1)
  await expectDataAge([floor, tablet, wall, lobby, phone], OLD)
  server = await beginReady({ env, dataDir })
  await until('finished', (order) => order.state === 'checking')
  await question(kiosk.page, words.ticket.repair).waitFor()
  const next = (await orderNow(SECOND))!
  expect(await kiosk.page.locator('.ticket strong').textContent()).toBe(next.ticket)
  expect(await timesDone('finishOperation')).toBe(2)
  expect(await timesDone('checkInWalkIn')).toBe(2)

  // --- Quality check, wash, ready: the lobby shows the ticket.
  await press(en.order.act.pass)
  await until('washing', (order) => order.state === 'washing')
  await press(en.order.act.washed)
  await until('ready', (order) => order.state === 'ready')
  await press(en.order.act.prepare)
  const called = lobby.page.locator('.called')
  await expect.poll(() => called.textContent(), eventually).toContain('Your car is ready')
  expect(await called.textContent()).toContain(`${arrived.ticket}${maskPlate(PLATE)}`)
  await press(en.order.act.settle)
  await until('settled', (order) => order.state === 'settled')
  await press(en.order.act.leave)
  await expect.poll(() => orderNow(), eventually).toBeUndefined()

  // --- The end: all screens agree, and none was reloaded.
  await expect.poll(async () => (await differences('all')).join('\n'), eventually).toBe('')
  await expect.poll(() => phone.page.locator('h1').textContent(), eventually).toBe(en.track.headline.left)
  expect((await truthOf(await state())).floor.desk).toEqual([formatPlate(SECOND)])
  await touchOn(kiosk.page, words.done, 'Welcome')
  await touchPlate(kiosk, PLATE)
  await touchOn(kiosk.page, words.next, words.last4.title) // the kiosk knows the car by now
  expect(all.map((screen) => screen.loads())).toEqual(all.map(() => 1))
  expect(all.flatMap(({ faults }) => faults.filter((fault) => !isNetwork(fault)))).toEqual([])

  async function timesDone(command: string): Promise<number> {
    const { sql } = workshop.database
    const rows = await sql`select from journal where workshop_id = ${workshop.workshopId} and command = ${command}`
    return rows.length
  }
}, 300_000)

async function touchPlate({ page }: Screen, plate: string): Promise<void> {
  await touchOn(page, /English/, words.purpose.title)
  await touchOn(page, new RegExp(words.purpose.repair), words.plate.title)
  await touchKeys(page, plate)
}

/** Everything up to the last tap. */
async function checkIn(screen: Screen, plate: string): Promise<void> {
  const { page } = screen
  await touchPlate(screen, plate)
  await touchOn(page, words.next, words.visit.title)
  await touchOn(page, words.next, words.phone.title)
  await touchKeys(page, '13800138000')
  await touchOn(page, words.next, words.name.title)
  await touchOn(page, words.skip, words.symptoms.title)
  await key(page, common.symptom.brakes).tap()
  await touchOn(page, words.next, words.stay.title)
  await touchOn(page, new RegExp(words.stay.leave), words.review.title)
}

/** S8: each of these screens shows the age of its data. */
async function expectDataAge(screens: Screen[], what: RegExp): Promise<void> {
  for (const { page } of screens)
    await expect
      .poll(() => page.evaluate(() => document.querySelector('.old, .age')?.textContent.trim() ?? ''), {
        ...eventually,
        message: `what ${new URL(page.url()).pathname} says of its data`,
      })
      .toMatch(what)
}

/** A text's QR code as the ticket draws it. */
function pictureOf(text: string): string {
  const { data } = encode(text, { ecc: 'M', border: 3 })
  return data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
}

/** Console messages of the browser itself when a page cannot reach its server. */
const isNetwork = (fault: string) => /net::ERR_|WebSocket|Failed to load resource/.test(fault)
