/** What is typed after a command, read by the parser all commands share. */
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { runCommand } from '#server/terminal/command.ts'
import { HelpAsked, StartError } from '#server/terminal/startError.ts'
import { decimal, flag, readOptions, text, whole } from '#server/terminal/options.ts'

const options = { name: text, fast: flag, count: whole(1, 20).default(3), seconds: decimal(2.5).optional() }
const read = (...typed: string[]) => readOptions(typed, { usage: 'npm run it -- [--fast]', options })

describe('options', () => {
  it('have their defaults when nothing is typed', () => {
    expect(read()).toEqual([{ fast: false, count: 3 }, []])
  })

  it('are read by their types', () => {
    expect(read('--name', 'a b', '--fast', '--count=20', '--seconds', '0.125')[0]).toEqual({
      ...{ name: 'a b', fast: true, count: 20, seconds: 0.125 },
    })
  })

  it.each(['0', '21', '-1', '1.5', '1e1', '0x2', ' 2', '', '１'])('a whole number is not "%s"', (given) => {
    expect(() => read(`--count=${given}`)).toThrow(
      '--count must be a whole number from 1 to 20.\nnpm run it -- [--fast]',
    )
  })

  it.each(['2.501', '2.6', '.5', '1.', '1.2345', 'x'])('a number up to 2.5 is not "%s"', (given) => {
    expect(() => read(`--seconds=${given}`)).toThrow('--seconds must be a number from 0 to 2.5.\n')
  })

  it('that are unknown, lack their value or have one too many are refused with one sentence and the usage', () => {
    for (const typed of [['--quick'], ['--name'], ['--fast=yes'], ['word']]) {
      expect(() => read(...typed)).toThrow(StartError)
      expect(() => read(...typed)).toThrow(/^[^\n]+\nnpm run it -- \[--fast\]$/)
    }
  })
})

describe('help', () => {
  it.each([['--help'], ['-h'], ['--count=0', '--help'], ['word', '--help']])('is asked for by %s %s', (...typed) => {
    expect(() => read(...typed.filter(Boolean))).toThrow(new HelpAsked('npm run it -- [--fast]'))
  })

  it('ends a command with exit code 0 and the usage alone; a fault ends it with 1', async () => {
    const [out, err] = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')]
    for (const spy of [out, err]) spy.mockReturnValue(undefined)
    onTestFinished(() => {
      vi.restoreAllMocks()
      process.exitCode = undefined
    })
    await runCommand(() => void read('--help'))
    expect([process.exitCode, out.mock.calls, err.mock.calls]).toEqual([0, [['npm run it -- [--fast]']], []])
    await runCommand(() => void read('--count=0'))
    expect([process.exitCode, out.mock.calls.length, err.mock.calls.length]).toEqual([1, 1, 1])
  })
})

describe('positional arguments', () => {
  const words = { least: 1, most: 2, otherwise: 'Name one file or two.' }
  const read = (...typed: string[]) => readOptions(typed, { usage: 'usage', options: { fast: flag }, words })

  it('keep the order typed, with options in between', () => {
    expect(read('b', '--fast', 'a')).toEqual([{ fast: true }, ['b', 'a']])
    expect(read('--', '--fast')).toEqual([{ fast: false }, ['--fast']])
  })

  it('are refused when there are too few or too many', () => {
    for (const typed of [[], ['a', 'b', 'c']]) expect(() => read(...typed)).toThrow('Name one file or two.\nusage')
  })
})
