/** The example workshop, open day and night so that no test depends on the time it runs at. */
import { afterAll } from 'vitest'
import { type CommandName, type PayloadInput } from '#contract/commands/index.ts'
import type { Bay, Order, Person, PriceItem } from '#contract/entities/index.ts'
import type { Snapshot } from '#contract/sync.ts'
import { connect, type Database } from '#db/database.ts'
import { cookieOf, replaceKeys, type KeyedDevice } from '#server/access/keys.ts'
import { createWorkshop, furnishAsExample } from '#server/admin/workshop.ts'
import { ring } from '#server/fanout/fanout.ts'
import type { Sender } from '#server/policy/roles.ts'
import { readState } from '#server/read/state.ts'
import { createWriter, type Outcome } from '#server/write/write.ts'
import { createDatabase } from '../../support/database.ts'
import { ALWAYS_OPEN } from '../../support/testWorkshop.ts'
import { permitted } from '../../support/permitted.ts'

export interface ExampleWorkshop {
  database: Database
  workshopId: string
  keys: Record<KeyedDevice, string>
  /** House time of the commands sent by `does`, in ms; it may be moved forward. */
  clock: { now: number }
  bays: Bay[]
  persons: Person[]
  items: Map<string, PriceItem>
  /** Sends a command directly to the write path, and fails the test if it is refused. Staff commands are the foreman's. */
  does<N extends CommandName>(
    sender: Sender,
    name: N,
    payload: PayloadInput<N>,
  ): Promise<(Outcome<N> & { ok: true })['answer']>
  order(id: string): Promise<Order>
}

/**
 * @param begin house time (ms) at which the workshop's history begins
 * @param rings whether a running server is notified of deadlines set by commands that bypass it
 */
export async function exampleWorkshop(begin = Date.now(), rings = false): Promise<ExampleWorkshop> {
  const database = connect(await createDatabase('template'), 4)
  afterAll(() => database.close())
  const { sql } = database
  const clock = { now: begin }
  const workshopId = await createWorkshop(sql, {
    name: 'Harbour Street Garage',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    plateFormat: 'cn',
    phone: '+862155551234',
    hours: ALWAYS_OPEN,
    isExample: true,
    at: begin,
  })
  // As another node does: a running server sees at once what is due.
  const rung = ({ seq }: { seq: number }, due: number | null) =>
    void ring(sql, { node: 'tests', moved: { [workshopId]: seq }, ...(rings && due !== null && { due }) }).catch(
      () => {},
    )
  const writer = createWriter({ sql, now: () => clock.now, committed: rung })
  await furnishAsExample(writer, workshopId)
  const keys = await replaceKeys(sql, workshopId)
  const { put } = (await readState(sql, workshopId))!
  const persons = put.person!
  const foreman = persons.find(({ roles }) => roles.includes('foreman'))!.id
  return {
    ...{ database, workshopId, keys, clock, persons },
    bays: put.bay!.toSorted((a, b) => a.number - b.number),
    items: new Map(put.priceItem!.map((item) => [item.code, item])),
    async does(sender, name, payload) {
      const outcome = await writer.execute(permitted(sender, workshopId, name, payload, { personId: foreman }))
      if (!outcome.ok) throw new Error(`${name} was refused: ${outcome.code}`)
      return outcome.answer
    },
    async order(id) {
      const order = (await readState(sql, workshopId, id))?.put.order?.[0]
      if (!order) throw new Error('There is no such order.')
      return order
    },
  }
}

export const keyCookie = (workshop: ExampleWorkshop, view: KeyedDevice) => ({
  name: cookieOf(view),
  value: workshop.keys[view],
})

/** GET /api/state for one of the workshop's views. */
export async function stateOf<D extends KeyedDevice>(
  workshop: ExampleWorkshop,
  url: string,
  view: D,
): Promise<Snapshot<D>> {
  const cookie = keyCookie(workshop, view)
  const response = await fetch(`${url}/api/state`, {
    headers: { 'X-Pitboard-View': view, cookie: `${cookie.name}=${cookie.value}` },
  })
  if (!response.ok) throw new Error(`/api/state answered ${response.status}`)
  return (await response.json()) as Snapshot<D>
}
