/** Pitboard's own JSON: the README's example, faults in a file, and unusual but valid files. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readShop } from '#server/lab/plan/shopFile.ts'
import { planShop, shopPlanAsJson, shopPlanLines } from '#server/lab/plan/shopPlan.ts'

const example = /```json\n(\{\n {2}"now"[\s\S]*?)```/.exec(readFileSync('server/lab/README.md', 'utf8'))![1]!
const how = { seconds: 0, steps: 50, seed: 1 }
/* eslint-disable @typescript-eslint/no-explicit-any -- a file can contain anything */
const changed = (change: (file: any) => void): string => {
  const file = JSON.parse(example)
  change(file)
  return JSON.stringify(file)
}

describe('the example of the README', () => {
  it('without a wash bay reports the work that cannot be scheduled', () => {
    const plan = planShop(
      changed((f) => f.bays.pop()),
      how,
    )
    expect(plan.works).toHaveLength(4)
    expect(plan.never).toEqual([{ job: 2, index: 1, why: expect.stringMatching(/no suitable bay/) }])
  })

  it('is planned as it is, whole', () => {
    const plan = planShop(example, how)
    expect(plan.works).toHaveLength(5)
    expect(plan.never).toEqual([])
    expect(shopPlanLines(plan).join('\n')).toMatch(/order 101 \(沪A7K382\), operation 1, Chen Wei/)
    expect(shopPlanAsJson(plan)).toMatchObject({
      makespan: 230,
      operations: expect.arrayContaining([{ job: 1, index: 0, machine: 0, technician: 0, start: 0, end: 60 }]),
    })
  })

  it('gives the same plan for the same seed and steps', () => {
    const [one, two] = [planShop(example, how), planShop(example, how)]
    expect(one.works).toEqual(two.works)
  })
})

describe('bad input: a file', () => {
  it.each<[string, string, RegExp]>([
    ['cut short', example.slice(0, 300), /^Line \d+: the file is cut short/],
    ['that is not JSON', example.replace('"bays"', 'bays'), /^Line 13: this is not JSON/],
    ['with an unknown field', changed((f) => (f.bays[0].colour = 'red')), /^bays\[0\]: unknown field “colour”/],
    ['of an unknown kind', changed((f) => (f.bays[0].kind = 'pit')), /^bays\[0\]\.kind: write one of lift, /],
    [
      'of an unknown skill',
      changed((f) => (f.people[0].skills = ['magic'])),
      /^people\[0\]\.skills\[0\]: write one of/,
    ],
    [
      'without minutes',
      changed((f) => delete f.orders[0].operations[0].minutes),
      /operations\[0\]\.minutes: write whole minutes/,
    ],
    ['of no minutes', changed((f) => (f.orders[0].operations[0].minutes = 0)), /minutes: work takes at least 1/],
    ['of negative minutes', changed((f) => (f.orders[0].operations[0].minutes = -5)), /minutes: work takes at least 1/],
    ['of an unknown bay', changed((f) => (f.orders[0].operations[0].bay = 9)), /\.bay: there is no bay 9/],
    ['of nobody', changed((f) => (f.orders[0].operations[0].person = 'X')), /\.person: there is no “X”/],
    ['of an impossible day', changed((f) => (f.now = '2026-02-30T08:00')), /^now: there is no such time/],
    ['of no time zone', changed((f) => (f.timeZone = 'Mars/Base')), /^timeZone: write a time zone/],
    ['of six days', changed((f) => f.hours.pop()), /^hours: write seven lists/],
    [
      'of hours that run backwards',
      changed((f) => (f.hours[0] = ['12:00-08:00'])),
      /^hours\[0\]\[0\]: write the earlier/,
    ],
    ['with a bay twice', changed((f) => (f.bays[1].number = 1)), /^bays\[1\]\.number: 1 occurs twice/],
    [
      'with a technician at two cars',
      changed((f) => Object.assign(f.orders[0].operations[0], f.orders[1].operations[0])),
      /Chen Wei is working on something else/,
    ],
  ])('%s', (_what, text, sentence) => expect(() => readShop(text)).toThrow(sentence))
})

describe('files planned despite', () => {
  it.each<[string, string, RegExp]>([
    ['hours that never open', changed((f) => (f.hours = [[], [], [], [], [], [], []])), /the workshop never opens/],
    ['work nobody is skilled for', changed((f) => f.people.splice(1, 1)), /operation 2: nobody has the skill/],
    [
      'a promise long past',
      changed((f) => (f.orders[0].promise = '2020-01-01T08:00')),
      /Late: order 101 .* by \d{7} minutes/,
    ],
  ])('%s', (_what, text, line) => expect(shopPlanLines(planShop(text, how)).join('\n')).toMatch(line))

  it('a shop with all bays out of service, and nobody knows for how long', () => {
    const plan = planShop(
      changed((f) => {
        for (const bay of f.bays) bay.outUntil = 'unknown'
        delete f.orders[1].operations[0].state
        delete f.orders[1].operations[0].percent
      }),
      how,
    )
    expect(plan.works).toEqual([])
    expect(shopPlanLines(plan).join('\n')).toMatch(/nobody knows when a suitable bay is back in service/)
  })

  it('a night of a clock change: only the hours that pass are worked', () => {
    const text = changed((f) => {
      Object.assign(f, { now: '2026-03-29T00:30', timeZone: 'Europe/Berlin', hours: Array(7).fill(['00:00-24:00']) })
      f.bays = [{ number: 1, kind: 'lift' }]
      f.people = [{ name: 'A', skills: ['mechanical'] }]
      f.orders = [{ number: 1, operations: [{ kind: 'lift', skill: 'mechanical', minutes: 240 }] }]
    })
    expect(planShop(text, how).works[0]!.end).toBe(Date.parse('2026-03-29T05:30+02:00'))
  })
})
