/** How long refusals and messages stay on a staff screen. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Announcer } from '#staff/announcer.svelte.ts'
import { Answers, type Refused } from '#staff/answers.svelte.ts'
import { Result } from '../../board/floor/carry/result.svelte.ts'

const refused: Refused = { ok: false, code: 'bay_occupied', command: 'moveCar' } as Refused

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function answersWith(place: string): Answers {
  const answers = new Answers()
  answers.sent(place)
  answers.answered(place, refused)
  return answers
}
const succeeds = (answers: Answers, place: string) => {
  answers.sent(place)
  answers.answered(place, null)
}

it('a refusal that was there for ten seconds goes with the next success, wherever that is', () => {
  const answers = answersWith('car')
  vi.advanceTimersByTime(10_000)
  expect(answers.refusal('car')).toBeDefined()
  succeeds(answers, 'another car')
  expect(answers.refusal('car')).toBeUndefined()
  expect(answers.refusedPlaces).toEqual([])
})

it('refusals that arrive together with successes, as after an outage, are all kept to be read', () => {
  const answers = answersWith('car')
  vi.advanceTimersByTime(2_000)
  succeeds(answers, 'another car')
  expect(answers.refusal('car')).toBeDefined()
})

it('C2 “Undone …” goes by itself after ten seconds; a message with a second step waits for the touch', () => {
  const result = new Result(new Announcer())
  result.show('Undone')
  vi.advanceTimersByTime(9_000)
  expect(result.text).toBe('Undone')
  vi.advanceTimersByTime(1_000)
  expect(result.text).toBeNull()
  result.show('Undone')
  result.refuse('Needs a lift', { label: 'Anyway', go: () => {} })
  vi.advanceTimersByTime(600_000)
  expect(result.text).toBe('Needs a lift')
})
