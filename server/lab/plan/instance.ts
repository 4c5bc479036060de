/**
 * Reads a flexible job shop in the standard text format: a line with the numbers of jobs and machines, then one line per job:
 * its number of operations, and for each of them its number of machines, followed by pairs of machine and duration.
 */
import { StartError } from '#server/terminal/startError.ts'
import type { Choice, JobShop } from '#server/lab/jobShop/jobShop.ts'

export interface Instance {
  shop: JobShop
  /** The number of the first machine in the file: 0, or 1 if the numbers show that. */
  firstMachine: 0 | 1
}

const MOST_OPERATIONS = 100_000
/** Keeps sums of durations within 31-bit integers. */
const MOST_TIME = 2 ** 31 - 1

/** @throws StartError with the wrong line and the fault */
export function readInstance(text: string): Instance {
  const lines = text
    .split(/\r\n?|\n/)
    .map((words, i) => ({ line: i + 1, words: words.trim() }))
    .filter(({ words }) => words !== '')
  const [head, ...rest] = lines
  if (!head) throw new StartError('The file is empty: the first line must give the numbers of jobs and machines.')
  const [jobs = 0, machines = 0] = numbersOf(head.words, head.line, true)
  if (!(jobs >= 1 && machines >= 1) || !Number.isInteger(jobs) || !Number.isInteger(machines))
    throw bad(head.line, 'the first line must give the numbers of jobs and machines, at least one of each')
  if (rest.length < jobs) throw new StartError(`The file is cut short: it contains ${rest.length} of ${jobs} jobs.`)
  if (rest.length > jobs)
    throw bad(rest[jobs]!.line, `there are more lines than the ${jobs} jobs given in the first line`)
  const read = rest.map(({ words, line }) => ({ line, job: readJob(numbersOf(words, line), line) }))
  const firstMachine = countedFrom(
    read.map(({ job }) => job),
    machines,
  )
  for (const { line, job } of read)
    for (const { machine } of job.flat())
      if (machine < firstMachine || machine >= machines + firstMachine)
        throw bad(line, `there is no machine ${machine}: they are ${firstMachine} to ${machines - 1 + firstMachine}`)
  const operations = read.reduce((sum, { job }) => sum + job.length, 0)
  if (operations > MOST_OPERATIONS)
    throw new StartError(`The file contains ${operations} operations; at most ${MOST_OPERATIONS} can be planned.`)
  const longest = read.reduce((sum, { job }) => sum + job.reduce((most, one) => most + longestOf(one), 0), 0)
  if (longest > MOST_TIME) throw new StartError(`The durations are too long: their sum may be at most ${MOST_TIME}.`)
  const shifted = read.map(({ job }) =>
    job.map((choices) => choices.map(({ machine, duration }) => ({ machine: machine - firstMachine, duration }))),
  )
  return { shop: { machines, jobs: shifted }, firstMachine }
}

const bad = (line: number, what: string) => new StartError(`Line ${line}: ${what}.`)
const longestOf = (choices: readonly Choice[]) => Math.max(...choices.map(({ duration }) => duration))

/** @param fractions allowed in the first line, where some files also give the average number of machines per operation */
function numbersOf(words: string, line: number, fractions = false): number[] {
  return words.split(/\s+/).map((word) => {
    if (!(fractions ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/).test(word))
      throw bad(line, `“${word.slice(0, 20)}” is not a whole number`)
    return Number(word)
  })
}

function readJob(numbers: readonly number[], line: number): Choice[][] {
  let at = 0
  const next = (): number => {
    const number = numbers[at++]
    if (number === undefined) throw bad(line, 'the job is cut short')
    return number
  }
  const operations: Choice[][] = []
  const count = next()
  if (count < 1) throw bad(line, 'a job needs at least one operation')
  while (operations.length < count) {
    const nth = operations.length + 1
    const machines = next()
    if (machines < 1) throw bad(line, `operation ${nth} can be done on no machine`)
    const choices: Choice[] = []
    while (choices.length < machines) {
      const [machine, duration] = [next(), next()]
      if (duration < 1)
        throw bad(line, `operation ${nth} takes ${duration} on machine ${machine}: it must take at least 1`)
      if (choices.some((other) => other.machine === machine))
        throw bad(line, `operation ${nth} names machine ${machine} twice`)
      choices.push({ machine, duration })
    }
    operations.push(choices)
  }
  if (at < numbers.length) throw bad(line, `there are more numbers than the ${count} operations need`)
  return operations
}

/** Files count machines from 0 or from 1 without saying so: one that names machine 0 counts from 0. */
function countedFrom(jobs: readonly Choice[][][], machines: number): 0 | 1 {
  const named = new Set(jobs.flat(2).map(({ machine }) => machine))
  return !named.has(0) && named.has(machines) ? 1 : 0
}
