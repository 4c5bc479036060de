/** AL: work that cannot be scheduled is shown on the floor, in three languages, until it can be. */
import { afterEach, beforeAll, expect, test } from 'vitest'
import { violationsOf } from './support/axe.ts'
import { openBrowser } from './support/browser.ts'
import { eventually, openFloors, waitingCar } from './support/floor.ts'
import { exampleWorkshop, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { PlanScreen } from './support/plan.ts'
import { en } from './support/words.ts'

/** Longer than plans reach. A shift without hours would not do: on this workshop's special openings everybody is at work. */
const FOR_YEARS = Date.now() + 3 * 365 * 86_400_000

let workshop: ExampleWorkshop
let plan: PlanScreen
let orderId: string
beforeAll(async () => {
  workshop = await exampleWorkshop(Date.now(), true)
  orderId = await waitingCar(workshop, '沪N40001', 'P01')
  const { desk } = await openFloors(workshop, await openBrowser(), { view: 'plan' })
  plan = new PlanScreen(desk, workshop)
})
afterEach(() => expect(plan.floor.faults.splice(0)).toEqual([]))

const leaves: { personId: string; leaveId: string }[] = []
/** Everyone who can paint goes on leave until then, or is back. */
async function painters(until: number | null): Promise<void> {
  if (until === null) for (const leave of leaves.splice(0)) await workshop.does('staff', 'endLeave', leave)
  else
    for (const { id: personId, skills } of workshop.persons)
      if (skills.includes('paint')) {
        const { leaveId } = await workshop.does('staff', 'addLeave', { personId, kind: 'other', until })
        leaves.push({ personId, leaveId })
      }
}

test(
  'AL work that cannot be scheduled shows on the queue card, as late, and as an alert for the foreman that closes by itself',
  { timeout: 90_000 },
  async () => {
    const { page } = plan
    await plan.piece(orderId).waitFor()
    await painters(FOR_YEARS)
    const card = page.locator(`.queue-column [data-car="${orderId}"]`)
    await card.getByText('Paint, one panel: cannot be scheduled, no one with the skill works').waitFor()
    await card.getByText('Late', { exact: true }).waitFor()
    await expect.poll(() => plan.piece(orderId).count(), eventually).toBe(0)
    expect(await workshop.order(orderId)).toMatchObject({
      forecastAt: null,
      unschedulable: { reason: 'nobody_on_shift' },
    })

    await page.getByRole('button', { name: '1 alert' }).click()
    const alert = page.getByRole('dialog', { name: '1 alert' }).locator('[data-alert=cannot_be_scheduled]')
    await alert.getByText(en.common.alert.cannot_be_scheduled, { exact: true }).waitFor()
    await alert.getByText('Foreman').waitFor()
    await alert.getByText('Paint, one panel: cannot be scheduled, no one with the skill works').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await plan.floor.putAway()

    for (const [lang, text] of [
      ['zh-Hans', '具备技能的人在营业时间内没有班次'],
      ['zh-Hant', '具備技能的人在營業時間內沒有排班'],
      ['en', 'cannot be scheduled'],
    ] as const) {
      await page.goto(page.url().replace(/lang=[^&]*/, `lang=${lang}`))
      await card.locator('[data-never]', { hasText: text }).waitFor()
    }

    await painters(null)
    await plan.piece(orderId).waitFor()
    await card.locator('[data-never]').waitFor({ state: 'detached' })
    await expect.poll(() => page.getByRole('button', { name: '1 alert' }).count(), eventually).toBe(0)
  },
)
