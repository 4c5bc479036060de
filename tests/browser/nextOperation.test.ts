/** After Finish, the car's next work at the same bay starts in one touch (C2). */
import { beforeAll, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { openFloors, start, waitingCar, type FloorScreen } from './support/floor.ts'
import { exampleWorkshop, type ExampleWorkshop } from './support/exampleWorkshop.ts'
import { en } from './support/words.ts'

let workshop: ExampleWorkshop
let floor: FloorScreen
beforeAll(async () => {
  workshop = await exampleWorkshop()
  ;({ desk: floor } = await openFloors(workshop, await openBrowser()))
})

test('C2 the button names the work and who finished the last; one touch assigns and starts it', async () => {
  const id = await waitingCar(workshop, '沪D10001', 'M01', 'M04')
  await start(workshop, id, 2, 'Tom Baker')
  const bay = floor.bay(2)
  await bay.getByRole('button', { name: en.order.act.finish }).click()
  await floor.until(id, { state: 'waiting', operations: [{ state: 'done' }, { state: 'planned', bayId: null }] })
  const next = bay.getByRole('button', { name: 'Start: Front brake pads (Tom Baker)', exact: true })
  expect((await next.boundingBox())!.height).toBeGreaterThanOrEqual(44)
  await next.click()
  const tom = workshop.persons.find(({ name }) => name === 'Tom Baker')!.id
  const second = { state: 'working', bayId: workshop.bays[1]!.id, technicianId: tom }
  await floor.until(id, { state: 'working', bayId: workshop.bays[1]!.id, operations: [{ state: 'done' }, second] })
  expect(floor.faults).toEqual([])
})

test('C2 work for another kind of bay is not offered where the car stands', async () => {
  const paint = [...workshop.items.values()].find(({ bayKind }) => bayKind === 'paint')!
  const id = await waitingCar(workshop, '沪D10002', 'M01', paint.code)
  await start(workshop, id, 3, 'Chen Wei')
  await floor.bay(3).getByRole('button', { name: en.order.act.finish }).click()
  await floor.until(id, { state: 'waiting' })
  await floor.bay(3).getByRole('button', { name: en.order.act.driveOut }).waitFor()
  expect(
    await floor
      .bay(3)
      .getByRole('button', { name: /^Start/ })
      .count(),
  ).toBe(0)
})
