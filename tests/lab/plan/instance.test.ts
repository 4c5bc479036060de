/** Reading the standard text format of flexible job shops, and reporting faults in a file. */
import { describe, expect, it } from 'vitest'
import { readInstance } from '#server/lab/plan/instance.ts'

const on = (machine: number, duration: number) => ({ machine, duration })

describe('a file', () => {
  it('is read: jobs, operations, the machines of each, counted from 0', () =>
    expect(readInstance('2 3\n2 1 0 5 2 1 3 2 4\n1 1 2 7\n')).toEqual({
      firstMachine: 0,
      shop: { machines: 3, jobs: [[[on(0, 5)], [on(1, 3), on(2, 4)]], [[on(2, 7)]]] },
    }))

  it('may count machines from 1, give an average, and have blank lines and other line ends', () =>
    expect(readInstance('\r\n1 3 1.5\r\n\r\n  2\t1 1 5  2 2 3 3 4 \r\n')).toEqual({
      firstMachine: 1,
      shop: { machines: 3, jobs: [[[on(0, 5)], [on(1, 3), on(2, 4)]]] },
    }))
})

describe('bad input: a file that', () => {
  it.each([
    ['is empty', ' \n', /is empty/],
    ['does not begin with two numbers', '3\n1 1 0 1', /Line 1: the first line must give/],
    ['has no jobs', '0 4\n', /at least one of each/],
    ['has half a machine', '1 1.5\n1 1 0 1', /at least one of each/],
    ['is cut short by a job', '2 2\n1 1 0 3\n', /cut short: it contains 1 of 2 jobs/],
    ['is cut short within a job', '1 2\n2 1 0 3 2 0 4', /Line 2: the job is cut short/],
    ['has more jobs than it says', '1 2\n1 1 0 3\n1 1 1 3', /Line 3: there are more lines than the 1 jobs/],
    ['has more numbers than operations', '1 2\n1 1 0 3 9', /Line 2: there are more numbers/],
    ['uses a machine beyond the last', '1 2\n2 1 0 3 1 2 3', /Line 2: there is no machine 2: they are 0 to 1/],
    [
      'uses a machine beyond the last, counted from 1',
      '1 2\n2 1 2 3 1 3 3',
      /Line 2: there is no machine 3: they are 1 to 2/,
    ],
    ['uses a machine below the first', '1 2\n1 1 -1 3', /Line 2: there is no machine -1/],
    ['has a duration of zero', '1 2\n1 1 0 0', /Line 2: operation 1 takes 0 on machine 0/],
    ['has a negative duration', '1 2\n1 1 0 -4', /Line 2: operation 1 takes -4/],
    ['has an operation for no machine', '1 2\n1 0', /Line 2: operation 1 can be done on no machine/],
    ['has a job of no operations', '1 2\n0', /Line 2: a job needs at least one operation/],
    ['names a machine twice', '1 2\n1 2 0 3 0 4', /Line 2: operation 1 names machine 0 twice/],
    ['has a word in it', '1 2\n1 1 0 three', /Line 2: “three” is not a whole number/],
    ['has a fraction in it', '1 2\n1 1 0 1.5', /Line 2: “1.5” is not a whole number/],
    ['would take longer than can be counted', '1 1\n2 1 0 2000000000 1 0 2000000000', /durations are too long/],
    ['is too large', `1 1\n100001 ${'1 0 1 '.repeat(100_001)}`, /contains 100001 operations/],
  ])('%s', (_what, text, sentence) => expect(() => readInstance(text)).toThrow(sentence))
})
