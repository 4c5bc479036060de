/** Journal entries of earlier releases are read in today's names. */
import { expect, it } from 'vitest'
import { inTodaysNames } from '#server/read/oldEntries.ts'

const entry = { seq: '7', command: 'finishOperation', facts: [], put: {} }

it('renames the command and its facts, and leaves what they say', () => {
  const facts = [
    { name: 'checkInAnswered', orderId: 'a', answer: 'later' },
    { name: 'priorityChanged', orderId: 'a' },
  ]
  expect(inTodaysNames({ ...entry, command: 'answerCheckIn', facts })).toEqual({
    ...entry,
    command: 'answerProgressCheck',
    facts: [{ ...facts[0], name: 'progressCheckAnswered' }, facts[1]],
  })
})

it('renames the fields of an order', () => {
  const put = { order: [{ id: 'a', checkIn: { dueAt: 1 }, plate: 'B' }] }
  expect(inTodaysNames({ ...entry, put }).put).toEqual({
    order: [{ id: 'a', progressCheck: { dueAt: 1 }, plate: 'B' }],
  })
})

it('renames the settings of a workshop and the cause of an alert', () => {
  const put = {
    workshop: [{ id: 'w', settings: { checkInFromPercent: 60, atRiskMinutes: 15 } }],
    alert: [
      { id: 'x', cause: 'check_in_missed' },
      { id: 'y', cause: 'part_late' },
    ],
  }
  expect(inTodaysNames({ ...entry, put }).put).toEqual({
    workshop: [{ id: 'w', settings: { progressCheckFromPercent: 60, atRiskMinutes: 15 } }],
    alert: [
      { id: 'x', cause: 'progress_check_missed' },
      { id: 'y', cause: 'part_late' },
    ],
  })
})

it('reads an entry of today as it is written', () => {
  const today = { ...entry, put: { order: [{ id: 'a', progressCheck: null }], bay: [{ id: 'b' }] } }
  expect(inTodaysNames(today)).toEqual(today)
})
