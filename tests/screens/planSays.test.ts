/** The day plan in sentences: what stands in the way of a move, and why (C2). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MoveAnswer } from '#contract/questions.ts'
import { languages, moveHindrances, type MoveHindrance } from '#contract/values.ts'
import { loadWords, setTimeZone, words } from '#kit/words.svelte.ts'
import type { Floor } from '../../board/floor/floor.svelte.ts'
import { hindranceOf, linesOf } from '../../board/floor/plan/says.ts'
import { anOperation, anOrder, aPart, HOUR, NOW, uuid } from '../support/factories.ts'

// Tuesday 10:00 in Shanghai.
const at = (hour: number) => NOW + (hour - 10) * HOUR
const part = aPart({ name: 'Timing belt' })
const mine = anOperation({ bayKind: 'paint', skill: 'body' })
const own = anOrder({ state: 'waiting', promiseAt: at(13), forecastAt: at(12), operations: [mine], parts: [part] })
const other = anOrder({ state: 'waiting', plate: '粤BQ0001' })

/** As much of the floor as sentences need. */
const floor = {
  now: NOW,
  order: (id: string | null) => [own, other].find((one) => one.id === id),
} satisfies Partial<Floor> as unknown as Floor

const zone = words.timeZone
beforeAll(async () => {
  setTimeZone('Asia/Shanghai')
  for (const language of languages) await loadWords(language, ['common', 'plan'])
})
afterAll(async () => {
  setTimeZone(zone)
  await loadWords('en', ['common', 'plan'])
})

describe('C2 what stands in the way of a move', () => {
  const hindrance = (kind: MoveHindrance, until: number | null) => ({
    ...{ kind, until, orderId: other.id, partId: part.id },
  })
  const said = (kind: MoveHindrance, until: number | null) => hindranceOf(floor, own, mine.id, hindrance(kind, until))

  /** Without a time and with one; where a time adds nothing to be known, the same. */
  const always = (sentence: string): [string, string] => [sentence, sentence]
  const sentences: Record<MoveHindrance, [string, string]> = {
    in_work: always('In work: pause it first'),
    not_authorised: always('The customer has not agreed yet'),
    wrong_bay_kind: always('Wrong kind of bay, needs: Paint'),
    skill_missing: always('Skill missing: Body'),
    never_done: always('This could never be done as things stand'),
    bay_out_of_service: ['Bay out of service', 'Bay out of service until 14:00'],
    order_before: ['Other work on this car goes first', 'Other work on this car goes first, until 14:00'],
    part_missing: ['A part is missing', 'Part “Timing belt” arrives 14:00'],
    off_shift: ['Off shift', 'Off shift until 14:00'],
    closed: ['Workshop closed', 'Workshop closed until 14:00'],
    bay_taken: ['Bay taken by 粤B·Q0001', 'Bay taken until 14:00 by 粤B·Q0001'],
    technician_taken: ['Technician busy with 粤B·Q0001', 'Technician busy until 14:00 with 粤B·Q0001'],
  }

  it.each(moveHindrances)('%s is said with its reason, and until when where that is known', async (kind) => {
    await loadWords('en', ['common', 'plan'])
    expect([said(kind, null), said(kind, at(14))]).toEqual(sentences[kind])
  })

  describe.each(languages)('in %s', (language) => {
    beforeAll(() => loadWords(language, ['common', 'plan']))

    /** What the reason is, in the words of the language. */
    const reasonsOf = (kind: MoveHindrance, isTimed: boolean): string[] => [
      ...(kind === 'wrong_bay_kind' ? [words.t('common:bayKind.paint')] : []),
      ...(kind === 'skill_missing' ? [words.t('common:skill.body')] : []),
      ...(kind === 'bay_taken' || kind === 'technician_taken' ? ['粤B·Q0001'] : []),
      ...(kind === 'part_missing' && isTimed ? ['Timing belt'] : []),
      ...(isTimed ? ['14:00'] : []),
    ]

    it.each(moveHindrances)('%s leaves no blank unfilled', (kind) => {
      for (const until of [null, at(14)]) {
        const sentence = said(kind, until)
        const isTimed = until !== null && sentences[kind][0] !== sentences[kind][1]
        for (const reason of reasonsOf(kind, isTimed)) expect(sentence).toContain(reason)
        expect(sentence).not.toMatch(/\{\{|\}\}|hindrance|undefined|null|“”|「」|[:：]\s*$|\s{2}|^\s|\s$/)
      }
    })

    it('every kind is said in words of its own', () => {
      const all = moveHindrances.flatMap((kind) => [...new Set([said(kind, null), said(kind, at(14))])])
      expect(new Set(all).size).toBe(all.length)
    })
  })

  describe('among all that the planner answers', () => {
    beforeAll(() => loadWords('en', ['common', 'plan']))
    const answer = (over: Partial<MoveAnswer>): MoveAnswer => ({
      ...{ at: NOW, isRefused: false, hindrances: [], work: null, effects: [], savedMinutes: 0 },
      ...over,
    })
    const lines = (over: Partial<MoveAnswer>) =>
      linesOf(floor, own, mine.id, answer(over)).map(({ tone, text }) => [tone, text])

    it('is all there is to say of a move that cannot be made', () => {
      const hindrances = [hindrance('wrong_bay_kind', null), hindrance('skill_missing', null)]
      const effects = [{ orderId: other.id, promiseAt: at(11), from: at(11), to: at(12) }]
      expect(lines({ isRefused: true, hindrances, effects })).toEqual([
        ['bad', 'Wrong kind of bay, needs: Paint'],
        ['bad', 'Skill missing: Body'],
      ])
    })

    it('stands behind when the car will be ready and before what happens to others, where the move only waits', () => {
      const effects = [
        { orderId: own.id, promiseAt: own.promiseAt, from: at(12), to: at(15) },
        { orderId: other.id, promiseAt: at(11), from: at(11), to: at(12) },
      ]
      expect(lines({ hindrances: [hindrance('off_shift', at(14))], effects })).toEqual([
        ['bad', 'Ready 15:00 (promise 13:00)'],
        ['bad', 'Misses its promise by 2 hr'],
        ['plain', 'Off shift until 14:00'],
        ['bad', 'Breaks 粤B·Q0001 by 1 hr'],
      ])
    })

    it('of an order that has gone meanwhile it is said without its plate', () => {
      const { kind, until } = hindrance('bay_taken', at(14))
      expect(hindranceOf(floor, own, mine.id, { kind, until, orderId: uuid() })).toBe('Bay taken until 14:00 by ?')
    })
  })
})
