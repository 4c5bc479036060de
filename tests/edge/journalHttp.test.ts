/** The journal as a manager reads it over HTTP. */
import { describe, expect, it } from 'vitest'
import { JOURNAL_PAGE, journalChange, journalPage, type JournalChange, type JournalPage } from '#contract/journal.ts'
import { cookiesOf, openWorkshop, waitingOrder } from '../support/testWorkshop.ts'

const workshop = await openWorkshop()
const app = await workshop.serve()
const [personId] = workshop.ids.persons
const [bayId] = workshop.ids.bays
const first = await waitingOrder(workshop, '沪J10001')
await waitingOrder(workshop, '沪J10002')
await workshop.does('staff', 'setPriority', { orderId: first.id, priority: 'urgent' })
for (let i = 0; i < JOURNAL_PAGE / 2; i++) {
  await workshop.does('staff', 'takeBayOutOfService', { bayId: bayId!, reason: 'Zhuge is under it', until: null })
  await workshop.does('staff', 'returnBayToService', { bayId: bayId! })
}

async function ask<T>(path: string, device: 'staff' | 'kiosk' = 'staff'): Promise<{ status: number; body: T }> {
  const answer = await fetch(`${app.url}/api/journal${path}`, {
    headers: { Cookie: cookiesOf(workshop, device, personId), 'X-Pitboard-View': device },
  })
  return { status: answer.status, body: (await answer.json()) as T }
}
const page = async (query: string) => journalPage.parse((await ask<JournalPage>(`?${query}`)).body)

describe('the journal over HTTP', () => {
  it('shows the latest first, page by page, down to the first', async () => {
    const latest = await page('')
    expect(latest.lines).toHaveLength(JOURNAL_PAGE)
    const seqs = latest.lines.map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.toSorted((a, b) => b - a))
    const rest = await page(`before=${latest.earlier}`)
    expect(rest.lines[0]!.seq).toBe(latest.earlier! - 1)
    expect(rest.earlier).toBeNull()
    expect(rest.lines.at(-1)).toMatchObject({ seq: 1, command: 'furnishWorkshop', actor: { device: 'admin' } })
  })

  it('by order, with its number and plate', async () => {
    const { lines } = await page(`order=${first.number}`)
    expect(lines.map(({ command }) => command)).toContain('setPriority')
    for (const { subjects } of lines)
      expect(subjects).toContainEqual({ kind: 'order', id: first.id, label: `${first.number} · 沪J10001` })
    expect((await page('order=999999')).lines).toEqual([])
  })

  it('by command, by person, and by both', async () => {
    const { lines } = await page('command=setPriority')
    expect(lines).toMatchObject([{ command: 'setPriority', actor: { device: 'staff', personId, deviceId: null } }])
    expect((await page(`command=setPriority&person=${workshop.ids.persons[1]}`)).lines).toEqual([])
    expect((await page(`command=setPriority&person=${personId}`)).lines).toEqual(lines)
  })

  it('by a day of the workshop', async () => {
    const dayOf = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
    const [line] = (await page('command=setPriority')).lines
    expect((await page(`command=setPriority&day=${dayOf(line!.at)}`)).lines).toEqual([line])
    expect((await page(`command=setPriority&day=${dayOf(line!.at - 86_400_000)}`)).lines).toEqual([])
  })

  it('without the clock’s own entries, unless they are asked for', async () => {
    const byClock = (lines: JournalPage['lines']) => lines.filter(({ actor }) => actor.device === 'clock').length
    // The first forecast of the two cars.
    await expect.poll(async () => byClock((await page('clock=true')).lines), { timeout: 20_000 }).toBeGreaterThan(0)
    expect(byClock((await page('')).lines)).toBe(0)
  })

  it('shows an entry’s things before and after, as staff see them', async () => {
    const [line] = (await page('command=setPriority')).lines
    const { body } = await ask<JournalChange>(`/${line!.seq}`)
    const { before, after } = journalChange.parse(body)
    expect([before.order, after.order]).toMatchObject([
      [{ id: first.id, priority: 'normal' }],
      [{ id: first.id, priority: 'urgent' }],
    ])
    expect(Object.keys(body.after)).not.toContain('vehicle')
  })

  it('is for staff alone, and refuses what it does not understand', async () => {
    expect((await ask('', 'kiosk')).status).toBe(403)
    expect((await ask('/1', 'kiosk')).status).toBe(403)
    expect((await ask('?order=x')).status).toBe(400)
    expect((await ask('?day=2026-02-30')).status).toBe(400)
    expect((await ask('?surprise=1')).status).toBe(400)
    expect((await ask('/999999')).status).toBe(404)
  })
})
