/** The restore drill: a backup on a busy day, damage, and a restore with fifty screens connected. */
import { pino } from 'pino'
import { expect, it, onTestFinished, vi } from 'vitest'
import { Replica } from '#contract/replica.ts'
import type { Batch, Beat, Snapshot } from '#contract/sync.ts'
import type { ViewName } from '#contract/values.ts'
import { announceRestore } from '#server/admin/database/announce.ts'
import { verifyAll } from '#server/backup/verify.ts'
import { readState, type State } from '#server/read/state.ts'
import { keepServing } from '#server/serving.ts'
import { connect, openWorkshop, waitingOrder, walkIn } from '../support/testWorkshop.ts'
import { backedUp, framesOf, restoredTo } from './support.ts'

const eventually = { timeout: 20_000, interval: 50 }

it('S6 after damage and a restore, all fifty screens show the restored truth, the manifest is equal, and the chain holds', async () => {
  const workshop = await openWorkshop()
  const { workshopId } = workshop
  const { url, sql } = workshop.database
  const order = await waitingOrder(workshop, '沪D10001')
  const log = pino({ level: 'silent' })
  const web = { host: '127.0.0.1', port: 0, quietAfterStart: 0, beatEvery: 200 }
  const serving = await keepServing({ ...web, database: workshop.database, log, plansApart: 3_600_000 })
  onTestFinished(() => serving.close())
  const { app } = serving

  function openScreen<V extends ViewName>(view: V) {
    const replica = new Replica<V>()
    const socket = connect(app, workshop, view, { options: { reconnectionDelay: 50, reconnectionDelayMax: 200 } })
    const auth = socket.auth as { since: unknown }
    const moved = () => (auth.since = replica.position)
    socket.on('snapshot', (snapshot: Snapshot<V>) => (replica.reset(snapshot), moved()))
    socket.on('batch', (batch: Batch<V>) => {
      if (replica.apply(batch) === 'gap') socket.emit('ask', replica.position)
      moved()
    })
    socket.on('beat', (beat: Beat) => replica.isBehind(beat) && socket.emit('ask', replica.position))
    return replica
  }
  const views = ['staff', 'wall', 'lobby', 'kiosk'] as const
  const screens = Array.from({ length: 50 }, (_, i) => openScreen(views[i % views.length]!))
  /** Waits until all screens are where the journal is: the clock may add an entry meanwhile. */
  async function allAtTheHead(): Promise<State> {
    const [state] = await vi.waitFor(async () => {
      const head = (await readState(sql, workshopId))!
      expect(screens.filter(({ seq, mark }) => seq === head.seq && mark === head.mark)).toHaveLength(screens.length)
      return [head]
    }, eventually)
    return state!
  }

  let isBusy = true
  const busy = (async () => {
    for (let i = 0; isBusy; i++) await workshop.does('kiosk', 'checkInWalkIn', walkIn(`沪E${10_000 + i}`))
  })()
  const backup = await backedUp(url)
  isBusy = false
  await busy
  await workshop.does('staff', 'setPriority', { orderId: order.id, priority: 'urgent' })
  await allAtTheHead()

  await sql`delete from operation`
  await sql`update journal set facts = '[]' where seq = 5`
  expect(await verifyAll(url)).toMatchObject([{ broken: { seq: 5, what: 'mark' } }])

  const { head } = await restoredTo(url, backup, { replace: true })
  const proof = await backedUp(url)
  await announceRestore(url, head.madeAt)

  const truth = await allAtTheHead()
  expect(truth.seq).toBeGreaterThan(head.workshops[0]!.seq)
  expect(new Set(screens.map(({ epoch }) => epoch))).toEqual(new Set([truth.epoch]))
  const staff = screens[0] as Replica<'staff'>
  expect(staff.of('order').get(order.id)).toMatchObject({ priority: 'normal', operations: [{}] })
  expect(await verifyAll(url)).toMatchObject([{ broken: null }])
  // All tables are as in the backup, but for what a restore changes.
  const tables = async (path: string) =>
    (await framesOf(path)).flatMap((frame) =>
      frame.type === 'end' && !['workshop', 'session', 'revocation'].includes(frame.content.table) ? frame.content : [],
    )
  expect(await tables(proof)).toEqual(await tables(backup))

  // The new node carries on.
  await workshop.does('staff', 'setPriority', { orderId: order.id, priority: 'urgent' })
  await allAtTheHead()
})
