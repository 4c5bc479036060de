/** `npm run plan` as it is typed: both kinds of files, its output, bad input, and invalid plans, which are not printed. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { planJobShop, searched } from '#server/lab/plan/jobShopPlan.ts'

const folder = mkdtempSync(join(tmpdir(), 'pitboard-plan-'))
afterAll(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'below'))

const example = /```json\n(\{\n {2}"now"[\s\S]*?)```/.exec(readFileSync('server/lab/README.md', 'utf8'))![1]!
/** Two jobs on machines 1 and 2; the shortest makespan is 6. */
const fromOne = '2 2\n2 1 1 3 2 1 4 2 2\n1 2 1 5 2 4\n'
const fromZero = '2 2\n2 1 0 3 2 0 4 1 2\n1 2 0 5 1 4\n'

/** Runs the command on a file with that text, as typed in the file's folder. */
function plan(text: string, ...words: string[]) {
  writeFileSync(join(folder, 'shop.txt'), text)
  return typed(folder, 'shop.txt', ...words)
}
function typed(where: string, ...words: string[]) {
  // As npm does: run in the project's folder, and told where the command was typed.
  const env = { ...process.env, INIT_CWD: where }
  return spawnSync(process.execPath, ['server/lab/plan/main.ts', ...words], { encoding: 'utf8', env })
}
const json = ({ stdout }: { stdout: string }) => JSON.parse(stdout) as { operations: Record<string, number>[] }

describe('a job shop', () => {
  it('is printed machine by machine, with a note that the plan was checked', () => {
    const { stdout, stderr, status } = plan(fromOne, '--steps', '50')
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout.split('\n')).toEqual([
      'Machine 1',
      '  0 – 3  job 0, operation 0',
      'Machine 2',
      expect.stringMatching(/^ {2}\d – \d {2}job \d, operation \d$/),
      expect.stringMatching(/^ {2}\d – \d {2}job \d, operation \d$/),
      expect.stringMatching(/^Makespan 6 after \d+\.\d s\. The plan was checked and is valid\.$/),
      '',
    ])
  })

  it('as JSON: each operation once, machines numbered as in the file', () => {
    const shape = { makespan: 6, lateness: 0, ms: expect.any(Number) as number }
    for (const [text, first] of [[fromOne, 1] as const, [fromZero, 0] as const]) {
      const { operations, ...rest } = json(plan(text, '--steps', '50', '--json'))
      expect(rest).toEqual(shape)
      expect(operations.map((one) => Object.keys(one).sort().join())).toEqual(
        Array(3).fill('end,index,job,machine,start'),
      )
      expect(operations.map(({ job, index }) => `${job}.${index}`).sort()).toEqual(['0.0', '0.1', '1.0'])
      expect(operations.find(({ job, index }) => job === 0 && index === 0)).toMatchObject({
        ...{ machine: first, start: 0, end: 3 },
      })
      expect(operations.find(({ job }) => job === 1)).toMatchObject({ machine: first + 1 })
    }
  })
})

describe('a shop in JSON', () => {
  it('is printed bay by bay, with work that cannot be scheduled', () => {
    const noWash = example.replace(/,\s*\{ "number": 4, "kind": "wash" \}/, '')
    const { stdout, status } = plan(noWash, '--steps', '50')
    expect(status).toBe(0)
    expect(stdout).toMatch(
      /^Bay 1 \(lift\)\n {2}2026-11-03 08:00 – 2026-11-03 09:00 {2}order 102, operation 1, Chen Wei\n/,
    )
    expect(stdout).toMatch(/^Cannot be scheduled: order 103, operation 2: no suitable bay/m)
    expect(stdout).toMatch(/^Weighted lateness \d+ minutes after \d+\.\d s\. The plan was checked and is valid\.\n$/m)
  })

  it('as JSON, with technicians', () => {
    const printed = json(plan(example, '--steps', '50', '--json'))
    expect(printed).toMatchObject({
      makespan: 230,
      lateness: expect.any(Number) as number,
      ms: expect.any(Number) as number,
    })
    expect(printed.operations).toContainEqual({ job: 1, index: 0, machine: 0, technician: 0, start: 0, end: 60 })
    expect(printed.operations).toHaveLength(5)
  })
})

it('searches for the given number of seconds', () => {
  const { ms } = json(plan(example, '--seconds', '0.4', '--json')) as unknown as { ms: number }
  expect(ms).toBeGreaterThanOrEqual(400)
  expect(json(plan(example, '--seconds', '0', '--json'))).toMatchObject({ makespan: 230 })
})

it('a file is resolved from the folder where the command was typed', () => {
  writeFileSync(join(folder, 'below', 'own.txt'), fromOne)
  expect(typed(join(folder, 'below'), 'own.txt', '--steps', '1').stdout).toMatch(/Makespan 6/)
  expect(typed(folder, 'below/own.txt', '--steps', '1').stdout).toMatch(/Makespan 6/)
})

describe('bad input: one line, exit code 1, no stack trace', () => {
  it.each<[string, string, RegExp]>([
    [
      'cut short by a job',
      fromOne.split('\n').slice(0, 2).join('\n'),
      /^The file is cut short: it contains 1 of 2 jobs/,
    ],
    ['cut short within a job', fromOne.slice(0, -5), /^Line 3: the job is cut short\./],
    ['with a machine out of range', fromOne.replace('2 1 4 2 2', '2 1 4 9 2'), /^Line 2: there is no machine 9/],
    ['with a duration of zero', fromOne.replace('1 1 3', '1 1 0'), /^Line 2: operation 1 takes 0 on machine 1/],
    ['with a negative duration', fromOne.replace('1 1 3', '1 1 -3'), /^Line 2: operation 1 takes -3 on machine 1/],
    ['in JSON with no minutes', example.replace('"minutes": 60', '"minutes": 0'), /minutes: work takes at least 1/],
  ])('%s', (_what, text, sentence) => {
    const { stdout, stderr, status } = plan(text)
    expect([stdout, status]).toEqual(['', 1])
    expect(stderr).toMatch(sentence)
    expect(stderr).toMatch(/^[^\n]+\n$/)
  })
})

describe('an invalid plan of a job shop is refused', () => {
  const how = { seconds: 0, steps: 50, seed: 1 }
  it.each<[string, (found: ReturnType<typeof searched>) => ReturnType<typeof searched>, RegExp]>([
    ['a makespan too short', (found) => ({ ...found, makespan: 5 }), /^The plan is invalid\. The plan ends at 6/],
    [
      'an operation too early',
      ({ steps, ...found }) => ({ ...found, steps: steps.map((one) => ({ ...one, start: 0 })), isShortest: true }),
      /^The plan is invalid\./,
    ],
    ['an operation left out', ({ steps, ...found }) => ({ ...found, steps: steps.slice(1) }), /is missing/],
  ])('%s', (_what, change, sentence) => {
    const planner: typeof searched = (shop, options) => {
      const { makespan, steps, isShortest } = searched(shop, options)
      return change({ makespan, steps, isShortest })
    }
    expect(() => planJobShop(fromOne, how, planner)).toThrow(sentence)
  })
})
