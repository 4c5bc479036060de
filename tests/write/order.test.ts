/** S2: a command decides on the state that the previous one has left. */
import { expect, it } from 'vitest'
import { openWorkshop, waitingOrder } from '../support/testWorkshop.ts'

const workshop = await openWorkshop()

it('S2 a command that waits for the lock decides on the state after the wait, not on the state when it was sent', async () => {
  const { sql } = workshop.database
  const order = await waitingOrder(workshop, '沪B77001')
  let commit = () => {}
  const held = new Promise<void>((resolve) => (commit = resolve))
  let locked = () => {}
  const isLocked = new Promise<void>((resolve) => (locked = resolve))
  const before = sql.begin(async (tx) => {
    await tx`select from workshop_head where workshop_id = ${workshop.workshopId} for update`
    await tx`update repair_order set priority = 'urgent' where workshop_id = ${workshop.workshopId} and id = ${order.id}`
    locked()
    await held
  })
  await isLocked
  const waiting = workshop.command('staff', 'setPriority', { orderId: order.id, priority: 'urgent' })
  const waiters = () =>
    sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await expect.poll(async () => (await waiters()).length).toBe(1)
  commit()
  await before
  expect(await waiting).toMatchObject({ ok: false, code: 'nothing_to_change' })
})

it('B7 a ticket is not given again while its car is here, whatever the counter says', async () => {
  const workshop = await openWorkshop()
  const { ticket } = await waitingOrder(workshop, '沪A20001')
  await workshop.database.sql`update workshop_head set ticket_number = 0 where workshop_id = ${workshop.workshopId}`
  expect((await waitingOrder(workshop, '沪A20002')).ticket).not.toBe(ticket)
})
