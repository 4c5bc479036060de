/** The day plan as the foreman uses it: lanes, pieces of work, and drags. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Operation } from '#contract/entities/index.ts'
import { eventually, waitingCar, type FloorScreen } from './floor.ts'
import type { ExampleWorkshop } from './exampleWorkshop.ts'

const MINUTE = 60_000
/** The placement of unassigned work. */
export const nowhere = { bayId: null, technicianId: null, startAt: null }

/** A car that waits for work, promised this many minutes from now. */
export async function promisedCar(
  workshop: ExampleWorkshop,
  plate: string,
  code: string,
  promisedIn: number,
): Promise<string> {
  const orderId = await waitingCar(workshop, plate, code)
  const promiseAt = Date.now() + promisedIn * MINUTE
  const reason = 'The customer asked for it'
  await workshop.does('staff', 'movePromise', { orderId, promiseAt, reason, customerKnows: true })
  return orderId
}

export class PlanScreen {
  readonly page: Page
  readonly floor: FloorScreen
  readonly #workshop: ExampleWorkshop

  constructor(floor: FloorScreen, workshop: ExampleWorkshop) {
    this.page = floor.page
    this.floor = floor
    this.#workshop = workshop
  }

  lane(bay: number): Locator {
    return this.page.locator(`[data-lane="bay:${this.#workshop.bays[bay - 1]!.id}"]`)
  }
  /** The first piece of an order's unfinished work. */
  piece(orderId: string): Locator {
    return this.page.locator(`.piece[data-car="${orderId}"]:not(.done, .finishing)`).first()
  }
  /** A car whose work the plan shows, promised this many minutes from now. */
  async plannedCar(plate: string, code: string, promisedIn: number): Promise<string> {
    const orderId = await promisedCar(this.#workshop, plate, code, promisedIn)
    await this.floor.settles()
    await this.piece(orderId).waitFor()
    return orderId
  }
  get announcement(): Locator {
    return this.page.locator('[aria-live="assertive"]')
  }
  get strip(): Locator {
    return this.page.locator('.strip')
  }
  /** The tag beside the pointer. */
  get tag(): Locator {
    return this.page.locator('.tag')
  }
  get panel(): Locator {
    return this.page.getByRole('region', { name: 'Suggestions' })
  }

  /** A point in a bay's lane, this many minutes from now. */
  at(bay: number, minutes: number): Promise<{ x: number; y: number }> {
    return this.atIn(this.lane(bay), minutes)
  }
  async atIn(which: Locator, minutes: number): Promise<{ x: number; y: number }> {
    const lane = await which.boundingBox()
    const now = await this.page.locator('.plan .body > .now').boundingBox()
    const scale = await this.scale()
    if (!lane || !now) throw new Error('The plan is not there.')
    return { x: now.x + 1 + minutes * scale, y: lane.y + 26 }
  }
  async middleOf(what: Locator): Promise<{ x: number; y: number }> {
    const { x, y, width, height } = (await what.boundingBox())!
    return { x: x + width / 2, y: y + height / 2 }
  }
  /** Pixels per minute. */
  scale(): Promise<number> {
    return this.page.evaluate(() => {
      const [one, next] = [...document.querySelectorAll('.grid .line')].map((line) => line.getBoundingClientRect().x)
      return (next! - one!) / 60
    })
  }

  /** Picks up a piece by its left end and drags it to a point, without dropping it. */
  async carry(what: Locator, to: { x: number; y: number }): Promise<void> {
    await this.floor.settles()
    const box = (await what.boundingBox())!
    await this.page.mouse.move(box.x + 6, box.y + 20)
    await this.page.mouse.down()
    await this.page.mouse.move(box.x + 20, box.y + 24)
    await this.page.mouse.move(to.x + 6, to.y, { steps: 5 })
  }

  /** Waits until the server holds an order's first open operation as expected. */
  async until(orderId: string, wanted: Partial<Operation>): Promise<Operation> {
    const open = async () =>
      (await this.#workshop.order(orderId)).operations.find(({ state }) => state !== 'done' && state !== 'cancelled')
    await expect.poll(open, eventually).toMatchObject(wanted)
    return (await open())!
  }
}
