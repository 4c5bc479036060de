import postgres from 'postgres'
import { describe, expect, it } from 'vitest'
import { entriesAfter } from '#server/read/journal.ts'
import { readState } from '#server/read/state.ts'
import { newId } from '#server/write/ids.ts'
import { createWriter } from '#server/write/write.ts'
import { openWorkshop, waitingOrder, walkIn } from '../support/testWorkshop.ts'
import { permitted } from '../support/permitted.ts'

const workshop = await openWorkshop()
const { sql } = workshop.database
const head = async () => (await readState(sql, workshop.workshopId))!.seq

describe('S1 one effect and one answer', () => {
  it('a retry with the same id gets the first answer and changes nothing', async () => {
    const id = newId()
    const first = await workshop.command('kiosk', 'checkInWalkIn', walkIn('沪A10001'), id)
    const before = await head()
    const again = await workshop.command('kiosk', 'checkInWalkIn', walkIn('沪A10001'), id)
    expect(first.ok).toBe(true)
    expect(again).toMatchObject({ ok: true, seq: first.seq, answer: first.ok ? first.answer : null, entry: null })
    expect(await head()).toBe(before)
  })

  it('ten concurrent copies on two nodes take effect once', async () => {
    const id = newId()
    const other = createWriter({ sql, now: Date.now, committed: () => {} })
    const command = permitted('kiosk', workshop.workshopId, 'checkInWalkIn', walkIn('沪A10002'), { id })
    const before = await head()
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, i) => (i % 2 ? other : workshop.writer).execute(command)),
    )
    expect(new Set(all.map((outcome) => outcome.seq))).toEqual(new Set([before + 1]))
    expect(all.filter((outcome) => outcome.ok && outcome.entry)).toHaveLength(1)
    expect(await head()).toBe(before + 1)
  })

  it('another payload under a used id is refused', async () => {
    const id = newId()
    await workshop.command('kiosk', 'checkInWalkIn', walkIn('沪A10003'), id)
    const other = await workshop.command('kiosk', 'checkInWalkIn', walkIn('沪A10004'), id)
    expect(other).toMatchObject({ ok: false, code: 'command_id_reused' })
  })

  it('an id in capitals is the same id, and so is one that another person of the view sends again', async () => {
    const arrival = { purpose: 'enquiry', plate: null, language: 'en', words: '' } as const
    const id = newId()
    const [first, second] = workshop.ids.persons as [string, string]
    const sent = (over: { id: string; personId: string }) =>
      workshop.writer.execute(permitted('staff', workshop.workshopId, 'recordArrival', arrival, over))
    const answer = await sent({ id, personId: first })
    expect(answer).toMatchObject({ ok: true })
    const before = await head()
    for (const over of [
      { id: id.toUpperCase(), personId: first },
      { id, personId: second },
    ])
      expect(await sent(over)).toMatchObject({ ok: true, seq: answer.seq, answer: answer.ok ? answer.answer : null })
    expect(await head()).toBe(before)
  })

  it('another sender may use the same id', async () => {
    const id = newId()
    await workshop.command('kiosk', 'recordArrival', { purpose: 'enquiry', plate: null, language: 'en', words: '' }, id)
    const other = await workshop.command(
      'staff',
      'recordArrival',
      { purpose: 'enquiry', plate: null, language: 'en', words: '' },
      id,
    )
    expect(other).toMatchObject({ ok: true })
  })

  it('an answer is kept for 30 days and then deleted', async () => {
    const sent = async (id: string) => (await workshop.command('kiosk', 'checkInWalkIn', walkIn('沪A19999'), id)).ok
    const [young, old] = [newId(), newId()]
    const ask = { purpose: 'enquiry', plate: null, language: 'en', words: '' } as const
    for (const id of [young, old]) await workshop.command('kiosk', 'recordArrival', ask, id)
    const age = (id: string, days: number) => sql`
      update receipt set at = now() - make_interval(days => ${days}) where command_id = ${id}`
    await Promise.all([age(young, 29), age(old, 31)])
    while (((await head()) - 1) % 50 !== 48) await workshop.does('kiosk', 'recordArrival', ask)
    await workshop.does('kiosk', 'recordArrival', ask)
    // Another payload under an id that is still kept is refused.
    expect([await sent(young), await sent(old)]).toEqual([false, true])
  })

  describe('a refusal', () => {
    /** A command refused because nobody is at the bay, and what lifts the reason. */
    const refusable = async (plate: string) => {
      const order = await waitingOrder(workshop, plate)
      const work = { orderId: order.id, operationId: order.operations[0]!.id }
      const [bayId, technicianId] = [workshop.ids.bays[0]!, workshop.ids.persons[0]!]
      const [id, personId] = [newId(), technicianId]
      const start = permitted('staff', workshop.workshopId, 'startOperation', work, { id, personId })
      const was = { bayId: null, technicianId: null }
      const assign = () => workshop.does('staff', 'assignOperation', { ...work, bayId, technicianId, was })
      const cancel = () => workshop.does('staff', 'pauseOperation', { ...work, reason: 'parts' })
      return { id, start, assign, cancel }
    }
    const other = createWriter({ sql, now: Date.now, committed: () => {} })

    it('stands for a minute on every node, whatever has changed, and is then decided afresh', async () => {
      const { id, start, assign, cancel } = await refusable('沪A10005')
      const refused = { ok: false, code: 'bay_required' }
      expect(await workshop.writer.execute(start)).toMatchObject(refused)
      await assign()
      const before = await head()
      expect(await workshop.writer.execute(start)).toMatchObject(refused)
      expect(await other.execute(start)).toMatchObject(refused)
      expect(await head()).toBe(before)
      await sql`update refusal set at = now() - interval '61 seconds' where command_id = ${id}`
      expect(await other.execute(start)).toMatchObject({ ok: true })
      await cancel()
    })

    it('is the answer of every copy under way, although the reason is gone before they have their turn', async () => {
      const { start, assign, cancel } = await refusable('沪A10015')
      const beside = postgres(workshop.database.url, { max: 1, onnotice: () => {} })
      const waiting = () => sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      const copies = await beside.begin(async (tx) => {
        await tx`select from workshop_head where workshop_id = ${workshop.workshopId} for update`
        const first = workshop.writer.execute(start)
        await expect.poll(async () => (await waiting()).length).toBe(1)
        const assigned = assign()
        await expect.poll(async () => (await waiting()).length).toBe(2)
        return [first, assigned, workshop.writer.execute(start), other.execute(start)] as const
      })
      const [first, assigned, here, elsewhere] = copies
      await assigned
      const refused = { ok: false, code: 'bay_required' }
      expect(await Promise.all([first, here, elsewhere])).toMatchObject([refused, refused, refused])
      await beside.end()
      expect(await cancel().catch(String)).toContain('illegal_step')
    })

    it('holds no personal data and is deleted with the next refusal', async () => {
      const { id, start } = await refusable('沪A10016')
      await workshop.writer.execute(start)
      await sql`update refusal set at = now() - interval '61 seconds'`
      await workshop.command('staff', 'passChecks', { orderId: newId() })
      expect(await sql`select code from refusal where command_id = ${id}`).toEqual([])
      expect(await sql`select code from refusal`).toMatchObject([{ code: 'order_not_found' }])
    })
  })
})

describe('S2 the sequence', () => {
  it('moves by exactly one per accepted command, under contention too', async () => {
    const before = await head()
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        workshop.command('kiosk', 'checkInWalkIn', walkIn(`沪B2${String(i).padStart(4, '0')}`)),
      ),
    )
    expect(await head()).toBe(before + 40)
    const entries = await entriesAfter(sql, workshop.workshopId, before, 100)
    expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: 40 }, (_, i) => before + 1 + i))
    const tickets = new Set(entries.map((entry) => entry.put.arrival![0]!.ticket))
    expect(tickets.size).toBe(40)
  })

  it('does not move with a refused command', async () => {
    const before = await head()
    await workshop.command('staff', 'quoteOrder', {
      orderId: newId(),
      promiseAt: Date.now() + 1e7,
      reason: 'As agreed',
    })
    expect(await head()).toBe(before)
  })

  it('house time never runs backwards in the journal, even if a node’s clock does', async () => {
    const slow = createWriter({ sql, now: () => Date.now() - 3_600_000, committed: () => {} })
    await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪A10006'))
    await slow.execute(permitted('kiosk', workshop.workshopId, 'checkInWalkIn', walkIn('沪A10007')))
    const entries = await entriesAfter(sql, workshop.workshopId, 0, 1000)
    expect(entries.every((entry, i) => i === 0 || entries[i - 1]!.at <= entry.at)).toBe(true)
  })
})

describe('S13 an edit against an outdated state', () => {
  it('is refused with the current state', async () => {
    const order = await waitingOrder(workshop, '沪A10008')
    const operationId = order.operations[0]!.id
    const place = (bayId: string) =>
      workshop.command('staff', 'assignOperation', {
        orderId: order.id,
        operationId,
        bayId,
        technicianId: null,
        was: { bayId: null, technicianId: null },
      })
    expect(await place(workshop.ids.bays[1]!)).toMatchObject({ ok: true })
    const late = await place(workshop.ids.bays[2]!)
    expect(late).toMatchObject({ ok: false, code: 'changed_meanwhile' })
    expect(!late.ok && late.now!.put.order![0]!.operations[0]!.bayId).toBe(workshop.ids.bays[1])
  })
})

describe('the journal and the rows', () => {
  it('replaying the journal gives the rows', async () => {
    const entries = await entriesAfter(sql, workshop.workshopId, 0, 10_000)
    const orders = new Map(entries.flatMap((entry) => entry.put.order ?? []).map((order) => [order.id, order]))
    const state = await readState(sql, workshop.workshopId)
    for (const order of state!.put.order!) expect(orders.get(order.id)).toEqual(order)
    expect(state!.put.order!.length).toBe([...orders.values()].filter((order) => order.closedAt === null).length)
  })

  it('the journal has personal data only in the erasable column, and stays readable once it is erased', async () => {
    await workshop.does(
      'kiosk',
      'checkInWalkIn',
      walkIn('沪A99999', { name: 'Zhuge Liang', phone: '13911112222', words: 'singular rattle' }),
    )
    const rows = await sql<{ row: string }[]>`
      select (to_jsonb(j) - 'personal')::text as row from journal j where workshop_id = ${workshop.workshopId}`
    const everything = rows.map((row) => row.row).join()
    for (const secret of ['Zhuge', '13911112222', 'singular', '99999']) expect(everything).not.toContain(secret)
    await sql`update journal set personal = null where workshop_id = ${workshop.workshopId} and seq = ${await head()}`
    const entries = await entriesAfter(sql, workshop.workshopId, (await head()) - 1, 1)
    expect(entries[0]!.put.order![0]).toMatchObject({ customer: { name: null, phone: null }, words: '' })
  })

  it('an id of another workshop is not found', async () => {
    const other = await openWorkshop()
    const order = await waitingOrder(other, '沪A10009')
    const outcome = await workshop.command('staff', 'passChecks', { orderId: order.id })
    expect(outcome).toMatchObject({ ok: false, code: 'order_not_found' })
  })
})

describe('commands that wait for each other', () => {
  it('hold only a few connections, so reads are served meanwhile', async () => {
    const before = await head()
    const beside = postgres(workshop.database.url, { max: 1, onnotice: () => {} })
    const commands = await beside.begin(async (tx) => {
      await tx`select from workshop_head where workshop_id = ${workshop.workshopId} for update`
      const sent = Array.from({ length: 30 }, (_, i) =>
        workshop.command('kiosk', 'checkInWalkIn', walkIn(`沪B3${String(i).padStart(4, '0')}`)),
      )
      const waiting = () =>
        tx`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      await expect.poll(async () => (await waiting()).length, { timeout: 10_000 }).toBeGreaterThan(0)
      expect(await head()).toBe(before)
      return sent
    })
    await beside.end()
    await Promise.all(commands)
    expect(await head()).toBe(before + 30)
  })
})
