/** `npm run import -- history FILE.csv` (B5): what is imported, what is skipped, and what is reported. */
import { describe, expect, it } from 'vitest'
import { readState } from '#server/read/state.ts'
import { tables } from '#server/read/tables.ts'
import { openWorkshop } from '../support/testWorkshop.ts'
import { depsOf, importing } from '../admin/support.ts'

const workshop = await openWorkshop()
const take = importing(depsOf(workshop.database))
const samples = () => tables.sample.select(workshop.database.sql, workshop.workshopId, 'true', [])
const state = async () => (await readState(workshop.database.sql, workshop.workshopId))!
const header = 'order,operation,resource,start,end,model\n'

const log = [
  'A1,OIL,Chen,2026-01-05 09:00,2026-01-05 09:50,Passat',
  'A1,front  Brake pads,Chen,2026-01-05T10:00:00,2026-01-05T11:40:00,Passat',
  'A2,oil,Wu,2026-01-05T09:00:00+08:00,2026-01-05T02:00:00Z,',
  'A2,Polish,Wu,2026-01-05 11:00,2026-01-05 11:30,',
  'A3,Polish,Wu,2026-01-05 12:00,2026-01-05 12:30,',
  'A3,Respray,Wu,2026-01-05 13:00,2026-01-05 15:30,',
  // The same work by two people at once gives two lines.
  'A4,OIL,Wu,2026-01-06 09:00,2026-01-06 09:40,Passat',
  'A4,OIL,Wu,2026-01-06 09:00,2026-01-06 09:40,Passat',
].join('\n')

describe('B5 a work log', () => {
  it('is previewed: operations are found by code or title; those not in the price list are skipped and counted by name', async () => {
    const before = await state()
    expect(await take('history', header + log)).toEqual({
      ok: true,
      lines: [
        'list.csv: 8 lines for Test Garage: 5 new, 0 unchanged.',
        '3 lines skipped: the operation is not in the price list.',
        '  2 × “Polish”',
        '  1 × “Respray”',
        '  line 2: new  OIL  OIL  Passat  50 min',
        '  line 3: new  PADS  front  Brake pads  Passat  100 min',
        '  line 4: new  OIL  oil  60 min',
        '  line 8: new  OIL  OIL  Passat  40 min',
        '  line 9: new  OIL  OIL  Passat  40 min',
        'Nothing has been written yet. Add --yes to import.',
      ],
    })
    expect(await state()).toEqual(before)
  })

  it('may have its header in Chinese', async () => {
    const chinese = '工单号,项目,技师,开始时间,结束时间,车型\n'
    const [one, other] = [await take('history', chinese + log), await take('history', header + log)]
    expect(one).toEqual(other)
  })

  it('is written in one journal entry, and the learnt times are reported', async () => {
    const { seq } = await state()
    const { ok, lines } = await take('history', header + log, { yes: true })
    expect(ok).toBe(true)
    expect(lines.slice(4)).toEqual([
      'Imported.',
      expect.stringMatching(/^ {2}OIL {2}likely \d+ min, safe \d+ min, standard 45 min; done 4 times$/),
      expect.stringMatching(/^ {2}PADS {2}likely \d+ min, safe \d+ min, standard 90 min; done 1 time$/),
    ])
    const after = await state()
    expect(after.seq).toBe(seq + 1)
    expect(after.put.priceItem!.map(({ code, learned }) => [code, learned[0]?.count])).toEqual([
      ['OIL', 4],
      ['PADS', 1],
    ])
    const found = (await samples()).toSorted((a, b) => a.minutes - b.minutes)
    expect(found.map(({ minutes, model }) => [minutes, model])).toEqual([
      [40, 'Passat'],
      [40, 'Passat'],
      [50, 'Passat'],
      [60, null],
      [100, 'Passat'],
    ])
    expect(found[3]!.at).toBe(Date.parse('2026-01-05T02:00Z'))
  })

  it('imported again, changes nothing, not even the journal', async () => {
    const before = [await state(), await samples()]
    const { lines } = await take('history', header + log, { yes: true })
    expect(lines[0]).toContain('0 new, 5 unchanged')
    expect(lines.at(-1)).toBe('There is nothing to import.')
    expect([await state(), await samples()]).toEqual(before)
  })

  it('is rejected as a whole for one bad line, and every bad line is reported', async () => {
    const next = new Date(Date.now() + 86_400_000).toISOString()
    const bad = [
      'A9,OIL,Wu,2026-01-05 10:00,2026-01-05 09:00,',
      'A9,,Wu,then,2026-01-05 09:00,',
      `A9,OIL,Wu,2026-01-05 10:00,${next},`,
      'A9,OIL,Wu,2026-01-07 10:00,2026-01-07 11:00,',
    ]
    expect(await take('history', header + bad.join('\n'), { yes: true })).toEqual({
      ok: false,
      lines: [
        '  line 2: ends “2026-01-05 09:00” before it starts “2026-01-05 10:00”',
        '  line 3: the operation is missing; start: the time “then” cannot be read; write it like 2026-11-24 09:30',
        `  line 4: the end “${next}” is in the future`,
        expect.stringContaining('3 lines cannot be used, 1 can.'),
      ],
    })
    expect(await samples()).toHaveLength(5)
  })

  it('reports when none of its operations is in the price list', async () => {
    const { ok, lines } = await take('history', `${header}A1,Milling,X,2026-01-05 09:00,2026-01-05 10:00,`, {
      yes: true,
    })
    expect(ok).toBe(true)
    expect(lines).toContain('1 line skipped: the operation is not in the price list.')
    expect(lines.at(-1)).toBe('There is nothing to import.')
  })

  it('requires columns for order, operation and times', async () => {
    expect((await take('history', 'order,operation,start\nA,OIL,2026-01-05 09:00')).lines[0]).toMatch(/no column “end”/)
  })
})
