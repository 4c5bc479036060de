import { describe, expect, it } from 'vitest'
import { commands } from '#contract/commands/index.ts'
import { bayKinds, skills } from '#contract/values.ts'
import { connect } from '#db/database.ts'
import { exampleFurnishing } from '#server/domain/workshop/example.ts'
import { createWorkshop, ensureExample, machineTimeZone } from '#server/admin/workshop.ts'
import { firstKeys } from '#server/admin/keys.ts'
import { readState } from '#server/read/state.ts'
import { entriesAfter } from '#server/read/journal.ts'
import { createDatabase, freshDatabase } from '../support/database.ts'
import { ALWAYS_OPEN } from '../support/testWorkshop.ts'
import { depsOf } from './support.ts'

describe('the example', () => {
  const { bays, teams, persons, priceItems } = exampleFurnishing

  it('satisfies the contract’s schema unchanged', () => {
    expect(commands.furnishWorkshop.payload.parse(exampleFurnishing)).toEqual(exampleFurnishing)
  })

  it('has 14 bays of all seven kinds, numbered from 1', () => {
    expect(bays.map(({ number }) => number)).toEqual(Array.from({ length: 14 }, (_, at) => at + 1))
    expect(new Set(bays.flatMap(({ uses }) => uses))).toEqual(new Set(bayKinds))
  })

  it('has two teams with a leader each, and a dozen people', () => {
    expect(teams).toHaveLength(2)
    for (const { key } of teams)
      expect(persons.some(({ team, roles }) => team === key && roles.includes('team_leader'))).toBe(true)
    expect(persons).toHaveLength(12)
    const roles = new Set(persons.flatMap(({ roles }) => roles))
    for (const role of ['adviser', 'foreman', 'inspector', 'cashier', 'manager'] as const) expect(roles).toContain(role)
  })

  it('has a technician for every skill and a bay for every operation', () => {
    for (const skill of skills)
      expect(
        persons.some((person) => person.skills.includes(skill)),
        skill,
      ).toBe(true)
    for (const item of priceItems) {
      expect(
        bays.some(({ uses }) => uses.includes(item.bayKind)),
        item.code,
      ).toBe(true)
      expect(
        persons.some((person) => person.skills.includes(item.skill)),
        item.code,
      ).toBe(true)
    }
  })

  it('has 40 operations for every kind of bay, each titled in three languages', () => {
    expect(new Set(priceItems.map(({ code }) => code)).size).toBe(40)
    expect(new Set(priceItems.map(({ bayKind }) => bayKind))).toEqual(new Set(bayKinds))
    for (const language of ['en', 'zh-Hans', 'zh-Hant'] as const)
      expect(new Set(priceItems.map(({ title }) => title[language])).size, language).toBe(40)
    for (const { title } of priceItems) {
      expect(title.en).toMatch(/^[ -~]+$/)
      expect(title['zh-Hans']).toMatch(/^\p{Script=Han}+$/u)
      expect(title['zh-Hant']).toMatch(/^\p{Script=Han}+$/u)
    }
  })
})

describe('an empty database', () => {
  it('gets the example once, even when two nodes start together and again later', async () => {
    const url = await createDatabase('template')
    const nodes = [connect(url, 3), connect(url, 3)]
    await Promise.all(nodes.map((node) => ensureExample(depsOf(node))))
    await ensureExample(depsOf(nodes[0]!))
    const { sql } = nodes[0]!
    const workshops = await sql<{ id: string; name: string; epoch: string; secret: string }[]>`
      select workshop_id as id, name, epoch, secret from workshop`
    expect(workshops).toMatchObject([{ name: 'Harbour Street Garage' }])
    const { id, secret } = workshops[0]!
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    const state = (await readState(sql, id))!
    expect(state.seq).toBe(1)
    expect(state.put.workshop).toMatchObject([
      { isExample: true, plateFormat: 'cn', currency: 'CNY', timeZone: machineTimeZone() },
    ])
    expect(
      [state.put.bay, state.put.team, state.put.person, state.put.priceItem, state.put.order].map(
        (list) => list?.length,
      ),
    ).toEqual([14, 2, 12, 40, 0])
    await Promise.all(nodes.map((node) => node.close()))
  })

  it('shows the keys only once', async () => {
    const database = await freshDatabase(3)
    await ensureExample(depsOf(database))
    const [one, other] = await Promise.all([firstKeys(database, 'http://here'), firstKeys(database, 'http://here')])
    const shown = [...one, ...other].filter((line) => line.includes('http://here/open/'))
    expect(shown).toHaveLength(4)
    expect(await firstKeys(database, 'http://here')).toEqual([])
  })

  it('gets the contents that a node which died did not finish', async () => {
    const database = await freshDatabase(3)
    const place = {
      timeZone: 'Asia/Shanghai',
      currency: 'CNY',
      plateFormat: 'cn',
      phone: null,
      hours: ALWAYS_OPEN,
    } as const
    const id = await createWorkshop(database.sql, { name: 'Half begun', ...place, isExample: true })
    await ensureExample(depsOf(database))
    expect((await entriesAfter(database.sql, id, 0, 10)).map(({ command }) => command)).toEqual(['furnishWorkshop'])
  })

  it('with any workshop in it is not empty', async () => {
    const database = await freshDatabase(3)
    const place = {
      timeZone: 'Asia/Shanghai',
      currency: 'CNY',
      plateFormat: 'cn',
      phone: null,
      hours: ALWAYS_OPEN,
    } as const
    const id = await createWorkshop(database.sql, { name: 'Ours', ...place })
    await ensureExample(depsOf(database))
    expect(await database.sql`select workshop_id from workshop`).toMatchObject([{ workshop_id: id }])
    expect((await readState(database.sql, id))!.seq).toBe(0)
  })
})
