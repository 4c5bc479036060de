/** The floor as the foreman uses it: its elements, and whether it shows what the server holds. */
import type { Browser, Locator, Page } from 'playwright-core'
import { pino } from 'pino'
import { afterAll, expect } from 'vitest'
import type { Arrival, Bay, Order } from '#contract/entities/index.ts'
import { formatPlate } from '#contract/plate.ts'
import { startApp } from '#server/app.ts'
import { toField } from '../../../board/kit/timeField.ts'
import { openScreen, PATIENCE, type Screen } from './browser.ts'
import { keyCookie, stateOf, type ExampleWorkshop } from './exampleWorkshop.ts'
import { floorShows, truthOf } from './truth.ts'

export const eventually = { timeout: PATIENCE, interval: 50 }
/** A time this many hours from now, rounded up to the five-minute steps of a time field. */
export const inHours = (hours: number) => Math.ceil((Date.now() + hours * 3_600_000) / 300_000) * 300_000
/** The same as typed into the field, in the workshop's time zone. */
export const typed = (at: number) => toField(at, 'Asia/Shanghai')
const devices = {
  desk: { width: 1440, height: 900 },
  tablet: { width: 1024, height: 768, hasTouch: true },
}

/** The expected part of an order. */
export type Wanted = Partial<Omit<Order, 'operations' | 'parts'>> & { operations?: object[]; parts?: object[] }

export class FloorScreen {
  readonly page: Page
  readonly faults: string[]
  readonly #seq: () => number
  readonly #workshop: ExampleWorkshop
  readonly #url: string

  constructor({ page, faults, seq }: Screen, workshop: ExampleWorkshop, url: string) {
    this.page = page
    this.faults = faults
    this.#seq = seq
    this.#workshop = workshop
    this.#url = url
  }

  /** A bay by its number. */
  bay(number: number): Locator {
    return this.page.locator(`[data-drop="${this.#workshop.bays[number - 1]!.id}"]`)
  }
  get queue(): Locator {
    return this.page.locator('.queue-column')
  }
  get desk(): Locator {
    return this.page.locator('.desk')
  }
  /** The grip of a car's card, wherever it is; for work planned in a bay, the one there. */
  grip(plate: string, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name: `Move ${formatPlate(plate)}` }).filter({ visible: true })
  }

  /** Closes everything that is open. */
  putAway(): Promise<void> {
    return this.page.evaluate(() => document.querySelectorAll('dialog').forEach((dialog) => dialog.close()))
  }
  /** Opens a car's order card by its plate. */
  async open(plate: string): Promise<OpenSheet> {
    const name = formatPlate(plate)
    await this.page.getByRole('button', { name, exact: true }).filter({ visible: true }).first().click()
    return new OpenSheet(this.page.getByRole('dialog', { name }))
  }
  /** Opens a form by its button. */
  async form(button: string, title = button): Promise<Locator> {
    await this.page.getByRole('button', { name: button }).click()
    return this.page.getByRole('dialog', { name: title })
  }

  /** Waits until the server holds the order as expected, and every place on the floor shows it. */
  async until(id: string, wanted: Wanted): Promise<Order> {
    await expect.poll(() => this.#workshop.order(id), eventually).toMatchObject(wanted)
    await this.agrees()
    return this.#workshop.order(id)
  }
  async agrees(): Promise<void> {
    const truth = async () => truthOf(await stateOf(this.#workshop, this.#url, 'staff')).floor
    await expect
      .poll(async () => [await floorShows(this.page), await truth()].map((one) => JSON.stringify(one)), eventually)
      .toSatisfy(([shown, true_]) => shown === true_, 'what the floor shows is what the server holds')
  }
  /** Waits until the forecasts follow every change and this screen has them: until something changes, nothing moves on it. */
  async settles(): Promise<void> {
    const { sql } = this.#workshop.database
    const isSettled = async () => {
      const [head] = await sql<{ seq: string; reforecast_at: string | null }[]>`
        select seq, reforecast_at from workshop_head where workshop_id = ${this.#workshop.workshopId}`
      const isForecast = head!.reforecast_at === null || Date.parse(head!.reforecast_at) > Date.now()
      return isForecast && this.#seq() >= Number(head!.seq)
    }
    await expect.poll(isSettled, eventually).toBe(true)
  }
  async #state() {
    return (await stateOf(this.#workshop, this.#url, 'staff')).put
  }
  async orders(): Promise<Order[]> {
    return (await this.#state()).order ?? []
  }
  async bayNow(number: number): Promise<Bay> {
    return (await this.#state()).bay!.find((bay) => bay.number === number)!
  }
  /** The arrivals waiting for an answer, as the server has them. */
  async callers(): Promise<Arrival[]> {
    return ((await this.#state()).arrival ?? []).filter(({ orderId }) => orderId === null)
  }
}

/** Whether an element is visible: inside the window, and not covered. */
export const isInView = (what: Locator): Promise<boolean> =>
  what.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2))
  })

/** Whether two elements side by side do not overlap. */
export async function areApart(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = [await one.boundingBox(), await other.boundingBox()]
  if (!a || !b) throw new Error('One of them is not there.')
  return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
}

/** An open order card. */
export class OpenSheet {
  readonly whole: Locator
  constructor(whole: Locator) {
    this.whole = whole
  }
  press(name: string | RegExp): Promise<void> {
    return this.whole.getByRole('button', { name, exact: true }).first().click()
  }
  /** Unfolds a section and returns its form or list. */
  async unfold(title: string): Promise<Locator> {
    await this.whole.getByRole('button', { name: title, expanded: false }).click()
    return this.whole.locator('section', { has: this.whole.page().getByRole('heading', { name: title }) })
  }
}

/** Serves the workshop and opens its floor as the foreman. */
export async function openFloors(
  workshop: ExampleWorkshop,
  browser: Browser,
  { view = 'bays', ...options }: { view?: 'bays' | 'plan'; plansApart?: number } = {},
): Promise<Record<keyof typeof devices, FloorScreen>> {
  const log = pino({ level: 'silent' })
  // A short beat makes changes that bypass the floor's server show at once, and forecasts follow soon.
  const soon = { beatEvery: 100, plansApart: 250, quietAfterStart: 0 }
  const app = await startApp({ database: workshop.database, log, host: '127.0.0.1', port: 0, ...soon, ...options })
  afterAll(() => app.close())
  const open = async (device: keyof typeof devices) => {
    const cookies = [keyCookie(workshop, 'staff')]
    const screen = await openScreen(browser, `${app.url}/board/floor?lang=en&view=${view}`, {
      ...devices[device],
      cookies,
    })
    await screen.page.getByRole('button', { name: 'Zhou Ming', exact: true }).click()
    return new FloorScreen(screen, workshop, app.url)
  }
  const [desk, tablet] = await Promise.all([open('desk'), open('tablet')])
  return { desk, tablet }
}

/** An approved car, signed into the workshop and waiting for work; returns its order's id. */
export async function waitingCar(workshop: ExampleWorkshop, plate: string, ...codes: string[]): Promise<string> {
  const { does, items } = workshop
  const car = { plate, model: 'Passat', name: 'Wang Fang', phone: '13800138000', language: 'en' } as const
  const { orderId } = await does('kiosk', 'checkInWalkIn', { ...car, symptoms: [], words: '', waits: false })
  if (codes.length === 0) return orderId
  await does('staff', 'addOperations', { orderId, itemIds: codes.map((code) => items.get(code)!.id) })
  await does('staff', 'quoteOrder', { orderId, promiseAt: Date.now() + 6 * 3_600_000, reason: 'As agreed' })
  await does('staff', 'authoriseOrder', { orderId, wash: false })
  await does('staff', 'takeOverCar', { orderId })
  return orderId
}

/** An order and its first operation, as commands name them. */
export async function firstOf(workshop: ExampleWorkshop, orderId: string) {
  return { orderId, operationId: (await workshop.order(orderId)).operations[0]!.id }
}

/** Starts an order's first operation in a bay, by a technician. */
export async function start(
  workshop: ExampleWorkshop,
  orderId: string,
  bay: number,
  technician: string,
): Promise<void> {
  const about = await firstOf(workshop, orderId)
  await workshop.does('staff', 'assignOperation', {
    ...about,
    bayId: workshop.bays[bay - 1]!.id,
    technicianId: workshop.persons.find(({ name }) => name === technician)!.id,
    was: { bayId: null, technicianId: null },
  })
  await workshop.does('staff', 'startOperation', about)
}

/** The last command of a name in the journal: its actor and its payload. */
export async function journalOf(workshop: ExampleWorkshop, command: string) {
  const [row] = await workshop.database.sql<{ actor: { personId: string }; remarks: Record<string, string> | null }[]>`
    select actor, personal -> 'remarks' as remarks from journal
    where workshop_id = ${workshop.workshopId} and command = ${command} order by seq desc limit 1`
  return { by: workshop.persons.find(({ id }) => id === row?.actor.personId)?.name, remarks: row?.remarks }
}
