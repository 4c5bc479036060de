/** `npm run forecast-check`: the logs it reads, its messages about bad files, and its figures. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { LoggedOrder } from '#server/lab/forecastCheck/rows.ts'
import { checkForecast } from '#server/lab/forecastCheck/check.ts'
import { readLog } from '#server/lab/forecastCheck/log.ts'
import { readArguments } from '#server/lab/forecastCheck/options.ts'
import { workLog } from '../../support/workLog.ts'

const read = (text: string) => readLog(Buffer.from(text), 'log.csv')
const header = 'order,operation,resource,start,end\n'

describe('a log', () => {
  it('is read as orders by their first start, rows by start', () => {
    const late = 'B,Wash,ID2,2026-01-05T10:00:00,2026-01-05T10:30:00'
    const early =
      'A,Check,ID1,2026-01-05 09:30,2026-01-05 09:40\nA,Brakes,ID1,2026-01-05T09:00:00.500,2026-01-05T09:30:00'
    const at = (time: string) => Date.parse(`2026-01-05T${time}Z`)
    expect(read(`${header}${late}\n${early}\n`)).toEqual([
      {
        name: 'A',
        rows: [
          { operation: 'Brakes', start: at('09:00'), end: at('09:30') },
          { operation: 'Check', start: at('09:30'), end: at('09:40') },
        ],
      },
      { name: 'B', rows: [{ operation: 'Wash', start: at('10:00'), end: at('10:30') }] },
    ])
  })

  it('may have times with an offset and columns in another order', () => {
    const [order] = read('start,end,operation,order\n2026-01-05T09:00:00+08:00,2026-01-05T02:00:00Z,Wash,A\n')
    expect(order!.rows[0]).toMatchObject({
      start: Date.parse('2026-01-05T01:00Z'),
      end: Date.parse('2026-01-05T02:00Z'),
    })
  })

  it('may have columns of its own, which are left out and named', () => {
    const remarks: string[] = []
    const text = `VIN,${header}W1,A,Wash,ID1,2026-01-05 09:00,2026-01-05 10:00\n`
    const [order] = readLog(Buffer.from(text), 'log.csv', (line) => remarks.push(line))
    expect(order).toMatchObject({ name: 'A', rows: [{ operation: 'Wash' }] })
    expect(remarks).toEqual([expect.stringMatching(/^log\.csv: Not taken: the column “VIN”; the columns are order/)])
  })

  it.each([
    ['is empty', '', /empty/],
    ['has a header alone', header, /no lines below the header/],
    ['lacks a column', 'order,operation,start\n', /line 1: the header has no column “end”/],
    ['has a bad time', `${header}A,W,I,2026-01-05,2026-01-05 10:00`, /line 2: start: the time “2026-01-05” cannot/],
    ['has no end', `${header}A,W,I,2026-01-05 09:00,`, /line 2: end: the time is missing/],
    ['has a time that does not exist', `${header}A,W,I,2026-02-30 09:00,2026-02-30 10:00`, /line 2: .*does not exist/],
    ['ends before it starts', `${header}A,W,I,2026-01-05 09:00,2026-01-05 08:00`, /line 2: ends .* before it starts/],
    ['has no order', `${header},W,I,2026-01-05 09:00,2026-01-05 10:00`, /line 2: the order is missing/],
    ['has a short line', `${header}\nA,W,I\n`, /line 3: start: the time is missing; end: the time is missing/],
    ['has a cell too many', `${header}A,W,I,2026-01-05 09:00,2026-01-05 10:00,x`, /line 2: has 6 cells, the header 5/],
  ])('that %s is refused', (_what, text, sentence) => expect(() => read(text)).toThrow(sentence))

  it('reports up to twenty bad lines', () => {
    const lines = Array.from({ length: 25 }, () => 'A,W,I,then,now').join('\n')
    expect(() => read(header + lines)).toThrow(/25 lines cannot be used[\s\S]*line 21:[\s\S]*and 5 more lines/)
  })
})

describe('the arguments', () => {
  it('are two files', () => {
    expect(readArguments(['a.csv', 'b.csv', '--json'])).toEqual({ train: 'a.csv', test: 'b.csv', json: true })
    expect(() => readArguments(['a.csv'])).toThrow(/Name two files[\s\S]*npm run forecast-check/)
    expect(() => readArguments(['a.csv', 'b.csv', 'c.csv'])).toThrow(/Name two files/)
    expect(() => readArguments(['a.csv', 'b.csv', '--jsn'])).toThrow(/Unknown option/)
  })
})

describe('the figures', () => {
  const one = (operation: string, ...spans: [number, number][]): LoggedOrder =>
    spans.map(([start, end]) => ({ operation, start: start * 60_000, end: end * 60_000 }))

  it('include those of the sum of the medians', () => {
    const { baselineMae, predictions } = checkForecast(
      [one('a', [0, 10]), one('a', [0, 20]), one('a', [0, 90])],
      // Predicted 40 and 20; the truth is 30 and 15.
      [one('a', [0, 15], [15, 30])],
    )
    expect(predictions).toBe(2)
    expect(baselineMae).toBe((10 + 5) / 2)
  })

  it('count an unknown operation with the overall median', () =>
    expect(checkForecast([one('a', [0, 20])], [one('b', [0, 50])]).baselineMae).toBe(30))

  it('are better than the sum of the medians when orders differ in speed and rows run in parallel', () => {
    const log = workLog(11, 120)
    const { maeRatio, coverage80 } = checkForecast(log.slice(0, 70), log.slice(70))
    expect(maeRatio).toBeLessThan(0.95)
    expect(coverage80).toBeGreaterThan(0.7)
    expect(coverage80).toBeLessThan(0.9)
  })
})

describe('the command', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pitboard-check-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const stamp = (at: number) => new Date(at).toISOString()
  const file = (name: string, log: readonly LoggedOrder[]) => {
    const lines = log.flatMap((order, i) =>
      order.map((row) => [i, row.operation, 'R', stamp(row.start), stamp(row.end)]),
    )
    writeFileSync(join(folder, name), header + lines.map((line) => line.join(',')).join('\n'))
    return name
  }
  const run = (...words: string[]) =>
    spawnSync(process.execPath, ['server/lab/forecastCheck/main.ts', ...words], {
      ...{ encoding: 'utf8', env: { ...process.env, INIT_CWD: folder } },
    })

  it('prints the figures as lines or as JSON, for files in the folder it was typed in', () => {
    const log = workLog(1, 20)
    const files = [file('train.csv', log.slice(0, 12)), file('test.csv', log.slice(12))]
    const figures = checkForecast(log.slice(0, 12), log.slice(12))
    expect(JSON.parse(run(...files, '--json').stdout)).toEqual({
      mae: expect.closeTo(figures.mae, 2) as number,
      baseline_mae: expect.closeTo(figures.baselineMae, 2) as number,
      mae_ratio: expect.closeTo(figures.maeRatio!, 3) as number,
      coverage80: expect.closeTo(figures.coverage80, 3) as number,
    })
    expect(run(...files).stdout).toMatch(
      /^Learnt from 12 orders; predicted \d+ starts[\s\S]*8 of them are in both[\s\S]*P10–P90/,
    )
  })

  it('prints what is wrong, and no more', () => {
    const { status, stdout, stderr } = run('none.csv', 'test.csv')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^none\.csv cannot be read \(ENOENT\)\.\nnpm run forecast-check/)
  })
})
