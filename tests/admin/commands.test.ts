import { describe, expect, it } from 'vitest'
import type { KeyedDevice } from '#server/access/keys.ts'
import { addWorkshop, clearExample, newKeys } from '#server/admin/commands.ts'
import { ensureExample } from '#server/admin/workshop.ts'
import { readState } from '#server/read/state.ts'
import { freshDatabase } from '../support/database.ts'
import { connect, next, openWorkshop, walkIn } from '../support/testWorkshop.ts'
import { depsOf } from './support.ts'

const keysIn = (lines: string[]) =>
  Object.fromEntries(
    lines.flatMap((line) => {
      const [, device, key] = /\/open\/(\w+)\/(\S+)/.exec(line) ?? []
      return device && key ? [[device, key]] : []
    }),
  ) as Record<KeyedDevice, string>

describe('new keys', async () => {
  const workshop = await openWorkshop()
  const app = await workshop.serve()

  it.for([
    { by: 'the running server', through: app },
    { by: 'a program beside it', through: null },
  ])('made by $by disconnect every screen with an old key, and let screens in', async ({ through }) => {
    const old = { ...workshop.keys }
    const screens = (['staff', 'wall', 'lobby', 'kiosk'] as const).map((device) => connect(app, workshop, device))
    await Promise.all(screens.map((screen) => next(screen, 'snapshot')))
    const ended = screens.map((screen) => next<{ code: string }>(screen, 'farewell'))
    const answer = await newKeys({}, depsOf(workshop.database, through))
    expect(answer.ok).toBe(true)
    expect(await Promise.all(ended)).toHaveLength(4)
    workshop.keys = keysIn(answer.lines)
    for (const device of ['staff', 'wall', 'lobby', 'kiosk'] as const) {
      expect(await app.keyring.workshopOf(device, old[device])).toBeNull()
      expect(await app.keyring.workshopOf(device, workshop.keys[device])).toBe(workshop.workshopId)
    }
    await next(connect(app, workshop, 'wall'), 'snapshot')
  })

  it('are shown as links with their purpose, and stored hashed', async () => {
    const { lines } = await newKeys({}, depsOf(workshop.database))
    expect(lines.filter((line) => line.includes('http://127.0.0.1:8123/open/'))).toHaveLength(4)
    expect(lines.join('\n')).toContain('For the touch screen at the entrance')
    const stored = JSON.stringify(await workshop.database.sql`select * from access_key`)
    for (const key of Object.values(keysIn(lines))) expect(stored).not.toContain(key.split('.')[1])
  })
})

describe('clearing the example', async () => {
  const database = await freshDatabase()
  const { sql } = database
  const deps = depsOf(database)
  await ensureExample(deps)
  const [workshop] = await sql<{ id: string }[]>`select workshop_id as id from workshop`
  const { id } = workshop!

  it('asks first, although it is unused', async () => {
    const { ok, lines } = await clearExample({}, deps)
    expect([ok, ...lines]).toEqual([
      false,
      expect.stringMatching(/would be deleted\. They cannot be restored\.$/),
      'To clear it: npm run clear-example -- --yes',
    ])
    expect((await readState(sql, id))!.put.bay).not.toEqual([])
  })

  it('removes all of it in one journal entry, says what comes next, and the next start does not restore it', async () => {
    const { ok, lines } = await clearExample({ yes: true }, deps)
    expect([ok, lines[1]]).toEqual([true, expect.stringMatching(/^Next: .*\/board\/setup.* npm run import/)])
    await ensureExample(deps)
    const state = (await readState(sql, id))!
    expect(state.seq).toBe(2)
    expect(state.put.workshop).toMatchObject([{ isExample: false }])
    for (const kind of ['bay', 'team', 'person', 'priceItem', 'order', 'arrival'] as const)
      expect(state.put[kind], kind).toEqual([])
  })

  it('a second time reports that there is nothing to clear', async () => {
    expect(await clearExample({ yes: true }, deps)).toMatchObject({
      ok: false,
      lines: [expect.stringContaining('nothing to clear')],
    })
    expect((await readState(sql, id))!.seq).toBe(2)
  })
})

describe('clearing an example that has been used', async () => {
  const workshop = await openWorkshop()
  const { sql } = workshop.database
  await sql`update workshop set is_example = true`
  await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪A10001'))

  it('asks first, then removes orders, operations and cars', async () => {
    const asked = await clearExample({}, depsOf(workshop.database))
    expect(asked).toMatchObject({
      ok: false,
      lines: [expect.stringContaining('1 open order'), expect.stringContaining('--yes')],
    })
    expect((await readState(sql, workshop.workshopId))!.put.order).toHaveLength(1)
    const app = await workshop.serve()
    const wall = connect(app, workshop, 'wall')
    await next(wall, 'snapshot')
    const batch = next<{ drop: { bay: string[] } }>(wall, 'batch')
    expect(await clearExample({ yes: true }, depsOf(workshop.database, app))).toMatchObject({ ok: true })
    expect((await batch).drop.bay).toHaveLength(5)
    for (const table of ['repair_order', 'operation', 'vehicle', 'bay', 'person'])
      expect(await sql`select 1 from ${sql(table)}`, table).toEqual([])
  })
})

describe('adding a workshop', async () => {
  const workshop = await openWorkshop()
  const { sql } = workshop.database
  const deps = depsOf(workshop.database)
  const add = (args: object) => addWorkshop(args, deps)
  const named = async (name: string) => {
    const [row] = await sql<{ id: string }[]>`select workshop_id as id from workshop where name = ${name}`
    return readState(sql, row!.id)
  }

  it('gives it its own keys and the example’s contents', async () => {
    const { ok, lines } = await add({
      name: 'Quay Motors',
      timeZone: 'Europe/London',
      currency: 'gbp',
      phone: '+44 20 7946 0018',
    })
    expect(ok).toBe(true)
    const state = (await named('Quay Motors'))!
    const expected = {
      timeZone: 'Europe/London',
      currency: 'GBP',
      plateFormat: 'free',
      country: 'GB',
      phone: '+442079460018',
      isExample: true,
    }
    expect(state.put.workshop).toMatchObject([expected])
    expect(state.put.bay).toHaveLength(14)
    for (const key of Object.values(keysIn(lines))) expect(key.split('.')[0]).toBe(state.put.workshop![0]!.id)
    const { lines: asked } = await clearExample({ workshop: 'quay motors' }, deps)
    const ask = `To clear it: npm run clear-example -- --workshop ${state.put.workshop![0]!.id} --yes`
    expect(asked).toContain(ask)
    expect(await clearExample({ yes: true }, deps)).toMatchObject({ ok: true })
    expect((await named('Quay Motors'))!.put.bay).toEqual([])
    expect((await readState(sql, workshop.workshopId))!.put.bay).toHaveLength(5)
  })

  it('with `empty` adds no contents', async () => {
    expect(await add({ name: 'Bare Walls', timeZone: 'Asia/Shanghai', empty: true })).toMatchObject({ ok: true })
    expect(await named('Bare Walls')).toMatchObject({
      seq: 0,
      put: { bay: [], workshop: [{ currency: 'CNY', plateFormat: 'cn', isExample: false }] },
    })
  })

  it.for([
    [{ name: 'quay motors', timeZone: 'Asia/Shanghai' }, 'already a workshop with that name'],
    [{ name: 'X', timeZone: 'Mars/Olympus' }, 'not the name of a time zone'],
    [{ name: 'X', timeZone: 'Europe/Paris' }, '--currency'],
    [{ name: 'X', timeZone: 'Europe/Paris', currency: 'EURO' }, 'three letters'],
    [{ name: 'X', timeZone: 'Asia/Shanghai', plateFormat: 'de' }, 'Plates are one of'],
    [{ name: 'X', timeZone: 'Asia/Shanghai', phone: 'call me' }, 'not a phone number'],
    [{ name: 'X', timeZone: 'Asia/Shanghai', country: 'UK' }, '--country'],
    [{ name: 'X'.repeat(61) }, '1 to 60 printable characters'],
    [{ name: 'a\u0007b' }, '1 to 60 printable characters'],
    [{}, '1 to 60 printable characters'],
  ] as const)('refuses %j', async ([args, message]) => {
    const before = await sql`select 1 from workshop`
    expect(await add(args)).toEqual({ ok: false, lines: [expect.stringContaining(message)] })
    expect(await sql`select 1 from workshop`).toHaveLength(before.length)
  })

  it('means that an import must name its workshop, and new keys are made for all or for the one named', async () => {
    expect((await newKeys({ workshop: 'BARE WALLS' }, deps)).lines[0]).toContain('Bare Walls')
    expect((await newKeys({}, deps)).lines.filter((line) => line.startsWith('Access links for'))).toHaveLength(3)
    expect(await newKeys({ workshop: 'Nowhere' }, deps)).toMatchObject({
      ok: false,
      lines: [expect.stringContaining('There is no workshop “Nowhere”'), ...Array(3).fill(expect.any(String))],
    })
  })
})
