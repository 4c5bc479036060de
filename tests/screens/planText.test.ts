/** The day plan's sentences: what blocks a move, and what the planner suggests (C2, AL). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Effect, Order, Placement } from '#contract/entities/index.ts'
import type { MoveAnswer } from '#contract/questions.ts'
import { languages, moveBlockers, suggestionCauses, type MoveBlocker, type SuggestionCause } from '#contract/values.ts'
import { simulate } from '#server/domain/planner/simulate.ts'
import { setTimeZone, words } from '#kit/words.svelte.ts'
import type { Clock } from '#kit/clock.svelte.ts'
import type { Live } from '#kit/live.svelte.ts'
import { Names } from '#kit/names.svelte.ts'
import { blockerText, linesOf } from '../../board/floor/carry/answerText.ts'
import { aheadOf, servedInTurn } from '../../board/floor/plan/ahead.ts'
import { causeOf, gainText, moveOf, suggestedLines } from '../../board/floor/plan/suggestionText.ts'
import {
  aBay,
  aMove,
  anOperation,
  anOrder,
  aPart,
  aPerson,
  aSuggestion,
  aWorkshop,
  HOUR,
  MINUTE,
  NOW,
  uuid,
} from '../support/factories.ts'
import { speak } from './support/speak.ts'

// Tuesday 10:00 in Shanghai.
const at = (hour: number) => NOW + (hour - 10) * HOUR
const part = aPart({ name: 'Timing belt' })
const mine = anOperation({ bayKind: 'paint', skill: 'body' })
const own = anOrder({ state: 'waiting', promiseAt: at(13), forecastAt: at(12), operations: [mine], parts: [part] })
const other = anOrder({ state: 'waiting', plate: '粤BQ0001' })
const [two, six] = [aBay({ number: 2 }), aBay({ number: 6 })]
const [chen, ma] = [aPerson({ name: 'Chen Wei' }), aPerson({ name: 'Ma Chao' })]

const byId = <T extends { id: string }>(...all: T[]) => new Map(all.map((one) => [one.id, one]))
// Monday to Saturday 8–18.
const workshop = aWorkshop({ hours: [...Array.from({ length: 6 }, () => [[480, 1080]] as [number, number][]), []] })
const held = { workshop: byId(workshop), order: byId(own, other), bay: byId(two, six), person: byId(chen, ma) }
const live = { of: (kind: keyof typeof held) => held[kind] } as unknown as Live<'staff'>
const names = new Names(live, { now: NOW } as Clock)

const zone = words.timeZone
beforeAll(async () => {
  setTimeZone('Asia/Shanghai')
  for (const language of languages) await speak(language)
})
afterAll(async () => {
  setTimeZone(zone)
  await speak('en')
})

describe('C2 what blocks a move', () => {
  const blocker = (kind: MoveBlocker, until: number | null) => ({
    ...{ kind, until, orderId: other.id, partId: part.id },
  })
  const sentenceFor = (kind: MoveBlocker, until: number | null) =>
    blockerText(names, own, mine.id, blocker(kind, until))

  /** The same sentence with and without a time, where the time adds nothing. */
  const always = (sentence: string): [string, string] => [sentence, sentence]
  const sentences: Record<MoveBlocker, [string, string]> = {
    in_work: always('In progress: pause it first'),
    not_authorised: always('The customer has not approved it yet'),
    wrong_bay_kind: always('Wrong kind of bay; needs: Paint'),
    skill_missing: always('Skill missing: Bodywork'),
    cannot_be_scheduled: always('Cannot be scheduled'),
    bay_out_of_service: ['Bay out of service', 'Bay out of service until 14:00'],
    order_before: ['Other work on this car comes first', 'Other work on this car comes first, until 14:00'],
    part_missing: ['A part is missing', 'Part “Timing belt” arrives 14:00'],
    off_shift: ['Off shift', 'Off shift until 14:00'],
    closed: ['Workshop closed', 'Workshop closed until 14:00'],
    bay_taken: ['Bay taken by 粤B·Q0001', 'Bay taken until 14:00 by 粤B·Q0001'],
    technician_taken: ['Technician busy with 粤B·Q0001', 'Technician busy until 14:00 with 粤B·Q0001'],
  }

  it.each(moveBlockers)('%s is explained with its reason, and until when if known', async (kind) => {
    await speak('en')
    expect([sentenceFor(kind, null), sentenceFor(kind, at(14))]).toEqual(sentences[kind])
  })

  describe.each(languages)('in %s', (language) => {
    beforeAll(() => speak(language))

    /** The reason in the words of the language. */
    const reasonsOf = (kind: MoveBlocker, isTimed: boolean): string[] => [
      ...(kind === 'wrong_bay_kind' ? [words.t('common:bayKind.paint')] : []),
      ...(kind === 'skill_missing' ? [words.t('common:skill.body')] : []),
      ...(kind === 'bay_taken' || kind === 'technician_taken' ? ['粤B·Q0001'] : []),
      ...(kind === 'part_missing' && isTimed ? ['Timing belt'] : []),
      ...(isTimed ? ['14:00'] : []),
    ]

    it.each(moveBlockers)('%s leaves no placeholder unfilled', (kind) => {
      for (const until of [null, at(14)]) {
        const sentence = sentenceFor(kind, until)
        const isTimed = until !== null && sentences[kind][0] !== sentences[kind][1]
        for (const reason of reasonsOf(kind, isTimed)) expect(sentence).toContain(reason)
        expect(sentence).not.toMatch(/\{\{|\}\}|blocker|undefined|null|“”|「」|[:：]\s*$|\s{2}|^\s|\s$/)
      }
    })

    it('each kind has its own words', () => {
      const all = moveBlockers.flatMap((kind) => [...new Set([sentenceFor(kind, null), sentenceFor(kind, at(14))])])
      expect(new Set(all).size).toBe(all.length)
    })
  })

  describe('among the planner’s other lines', () => {
    beforeAll(() => speak('en'))
    const answer = (over: Partial<MoveAnswer>): MoveAnswer => ({
      ...{ at: NOW, isRefused: false, blockers: [], work: null, effects: [], savedMinutes: 0 },
      ...over,
    })
    const lines = (over: Partial<MoveAnswer>) =>
      linesOf(names, own, mine.id, answer(over)).map(({ tone, text }) => [tone, text])

    it('is the only line for a move that is refused', () => {
      const blockers = [blocker('wrong_bay_kind', null), blocker('skill_missing', null)]
      const effects = [{ orderId: other.id, promiseAt: at(11), from: at(11), to: at(12) }]
      expect(lines({ isRefused: true, blockers, effects })).toEqual([
        ['bad', 'Wrong kind of bay; needs: Paint'],
        ['bad', 'Skill missing: Bodywork'],
      ])
    })

    it('comes after the time the car will be ready and before other cars, when the move only waits', () => {
      const effects = [
        { orderId: own.id, promiseAt: own.promiseAt, from: at(12), to: at(15) },
        { orderId: other.id, promiseAt: at(11), from: at(11), to: at(12) },
      ]
      expect(lines({ blockers: [blocker('off_shift', at(14))], effects })).toEqual([
        ['bad', 'Ready 15:00 (promised 13:00)'],
        ['bad', 'Will be 2 hr late'],
        ['plain', 'Off shift until 14:00'],
        ['bad', 'Makes 粤B·Q0001 late by 1 hr'],
      ])
    })

    it('omits the plate of an order that has gone meanwhile', () => {
      const { kind, until } = blocker('bay_taken', at(14))
      expect(blockerText(names, own, mine.id, { kind, until, orderId: uuid() })).toBe('Bay taken until 14:00 by ?')
    })
  })
})

describe('C2 what the planner suggests', () => {
  beforeAll(() => speak('en'))
  const effect = (from: number | null, to: number | null, orderId = uuid()): Effect => ({
    ...{ orderId, promiseAt: at(12), from, to },
  })
  const nowhere: Placement = { bayId: null, technicianId: null, startAt: null }
  const move = (to: Partial<Placement>, was: Partial<Placement> = {}) => ({
    ...aMove(own),
    ...{ was: { ...nowhere, ...was }, to: { ...nowhere, ...to } },
  })

  describe('has a sentence for each cause', () => {
    const because = (cause: SuggestionCause, effects: Effect[] = []) => {
      const moves = [move({}, { bayId: six.id, technicianId: ma.id })]
      return causeOf(names, aSuggestion(own, { cause, effects, moves }))
    }
    const late = [effect(at(12) + 35 * MINUTE, at(12), own.id)]
    const sentences: Record<SuggestionCause, string> = {
      late: '沪A·7K382 will be 35 min late',
      bay_down: 'Bay 6 is out of service',
      technician_away: 'Ma Chao is away',
      plan: 'The whole plan',
    }

    it.each(suggestionCauses)('%s', (cause) => expect(because(cause, late)).toBe(sentences[cause]))

    it.each([
      ['an unknown delay', [effect(null, at(12), own.id)]],
      ['no known effect', []],
      ['effects on other cars only', [effect(at(13), at(12))]],
    ])('late, with %s', (_which, effects) => expect(because('late', effects)).toBe('沪A·7K382 will be late'))
  })

  describe('has a sentence for each kind of move', () => {
    const what = '沪A·7K382, Oil and filter,'
    it.each<[string, Partial<Placement>, Partial<Placement>, string]>([
      ['next', { startAt: NOW }, {}, `Put ${what} next in line`],
      ['next, where it is', { bayId: two.id, startAt: NOW }, { bayId: two.id }, `Put ${what} next in line`],
      ['nextThere', { bayId: six.id, startAt: NOW }, {}, `Move ${what} to bay 6, next in line there`],
      [
        'turn',
        { bayId: two.id },
        { bayId: two.id, startAt: at(14) },
        `Bring ${what} forward: starts when its turn comes`,
      ],
      ['open', {}, { bayId: two.id }, `Unassign ${what} and let the planner place it`],
      [
        'open, keeps its time',
        { startAt: at(14) },
        { bayId: two.id, startAt: at(14) },
        `Unassign ${what} and let the planner place it`,
      ],
      [
        'open, any technician',
        { bayId: two.id, startAt: at(14) },
        { bayId: two.id, technicianId: chen.id, startAt: at(14) },
        `Unassign ${what} and let the planner place it`,
      ],
      ['who', { technicianId: ma.id }, { technicianId: chen.id }, `Give ${what} to Ma Chao`],
      ['bay', { bayId: six.id, technicianId: ma.id }, { bayId: two.id, technicianId: ma.id }, `Move ${what} to bay 6`],
      ['both', { bayId: six.id, technicianId: ma.id }, { bayId: two.id }, `Move ${what} to bay 6 with Ma Chao`],
      ['time', { startAt: at(14) }, {}, `Move ${what} to 14:00`],
      ['at', { bayId: six.id, startAt: at(14) }, {}, `Move ${what} to bay 6, from 14:00`],
      ['bay, at the time it had', { bayId: six.id, startAt: at(14) }, { startAt: at(14) }, `Move ${what} to bay 6`],
    ])('%s', (_way, to, was, sentence) => expect(moveOf(names, move(to, was))).toBe(sentence))
  })

  describe('two moves that both put a car next in line', () => {
    const car = (plate: string, startAt: number | null, over: object = {}) =>
      anOrder({ ...{ state: 'waiting', plate, authorisedAt: NOW }, operations: [anOperation({ startAt, ...over })] })
    const next = (order: Order) => ({ ...aMove(order), to: { ...nowhere, startAt: NOW } })
    const [mine, first, paint] = [
      car('沪A7K382', null),
      car('粤BQ0001', NOW - MINUTE),
      car('京C00001', NOW - MINUTE, { bayKind: 'paint' }),
    ]

    it('do not contradict: the later one says after which car it goes, if both need the same bays', () => {
      const [ahead, ...others] = aheadOf(next(mine), byId(mine, first, paint), NOW)
      expect([ahead, others]).toEqual([first, []])
      expect(moveOf(names, next(own), [first])).toBe('Put 沪A·7K382, Oil and filter, next in line, after 粤B·Q0001')
      expect(aheadOf(next(first), byId(mine, { ...mine, id: uuid() }), NOW)).toEqual([])
    })

    it('accepted together are named in the order the planner serves them', () => {
      const other = { ...car('京C00002', null), number: mine.number + 1 }
      const all = byId(mine, other, paint)
      const places = { workshop, now: NOW, bays: [aBay()], persons: [aPerson()] }
      const orders = [mine, other].map((order) => ({
        ...order,
        operations: order.operations.map((one) => ({ ...one, startAt: NOW })),
      }))
      const plan = simulate({ ...places, orders })
      const startOf = ({ id }: Order) => plan.get(id)!.work[0]!.start
      const served = servedInTurn([next(other), next(mine), next(paint)], all, NOW)
      expect(served).toEqual([mine, other].sort((a, b) => startOf(a) - startOf(b)))
      expect(servedInTurn([next(mine), next(paint)], all, NOW)).toEqual([])
    })
  })

  it('the gain is in opening hours of the cars helped, beside what it costs others, and nothing without a known gain', () => {
    const gain = (...effects: Effect[]) => gainText(names, aSuggestion(own, { effects, savedMinutes: 960 }))
    const overnight = { ...effect(at(33), at(17)), promiseAt: at(17) }
    expect(gain(overnight)).toBe('2 hr less delay')
    expect(gain(overnight, effect(at(12), at(12.5)))).toBe('2 hr less delay, 30 min more for other cars')
    expect(gain(effect(null, at(12)))).toBeNull()
  })

  describe('the effects of a suggestion', () => {
    const lines = (orderId: string | null, effects: Effect[]) =>
      suggestedLines(names, aSuggestion(own, { cause: orderId ? 'late' : 'plan', orderId, effects })).map(
        ({ tone, text }) => [tone, text],
      )
    const saved = () => effect(at(13), at(12))
    const gains = () => effect(at(14), at(13))
    const [breaks, loses] = [() => effect(at(12), at(13)), () => effect(at(13), at(14))]

    it('of a whole plan on four cars are listed one by one, broken promises first', () => {
      const four = [saved(), effect(at(12), at(13), other.id), gains(), loses()]
      expect(lines(null, four)).toEqual([
        ['bad', 'Makes 粤B·Q0001 late by 1 hr'],
        ['bad', '? 1 hr later'],
        ['good', '? back on time, was 1 hr late'],
        ['good', '? 1 hr less late'],
      ])
    })

    it('of a whole plan on more than four cars are summed, each with its own number', () => {
      expect(lines(null, [saved(), gains(), saved(), breaks(), gains(), loses(), gains()])).toEqual([
        ['good', '2 cars back on time'],
        ['bad', '1 car becomes late'],
        ['good', '3 late cars less late'],
        ['bad', '1 late car later'],
      ])
      expect(lines(null, [gains(), breaks(), breaks(), loses(), loses()])).toEqual([
        ['bad', '2 cars become late'],
        ['good', '1 late car less late'],
        ['bad', '2 late cars later'],
      ])
    })

    it('of a move for one car start with that car, list four others, and count the rest', () => {
      const all = [effect(at(13), at(12), own.id), ...Array.from({ length: 5 }, gains), effect(at(10), at(11))]
      expect(lines(own.id, all)).toEqual([
        ['good', 'Ready 12:00 (promised 12:00)'],
        ['good', 'Back on time, was 1 hr late'],
        ...Array.from({ length: 4 }, () => ['good', '? 1 hr less late']),
        ['plain', 'and 1 more'],
        ['plain', '1 other car moves, still on time'],
      ])
      expect(lines(own.id, [effect(at(14), at(13), own.id)])).toEqual([
        ['bad', 'Ready 13:00 (promised 12:00)'],
        ['good', '1 hr less late'],
        ['plain', 'No other car is affected'],
      ])
    })
  })
})
