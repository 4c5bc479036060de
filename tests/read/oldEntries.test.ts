/** Journal entries of earlier releases are read in today's names. */
import { expect, it } from 'vitest'
import { earliestInstant } from '#contract/fields.ts'
import { defaultSettings } from '#contract/settings.ts'
import { inTodaysNames } from '#server/read/oldEntries.ts'

const entry = { seq: '7', command: 'finishOperation', facts: [], put: {} }

it('renames the command, its facts and their details, and leaves everything else', () => {
  const facts = [
    { name: 'checkInAnswered', orderId: 'a', answer: 'later' },
    { name: 'orderQuoted', orderId: 'a', honestAt: 5 },
  ]
  expect(inTodaysNames({ ...entry, command: 'answerCheckIn', facts })).toEqual({
    ...entry,
    command: 'answerProgressCheck',
    facts: [
      { ...facts[0], name: 'progressCheckAnswered' },
      { name: 'orderQuoted', orderId: 'a', earliestAt: 5 },
    ],
  })
})

it('renames the fields of an order', () => {
  const order = { id: 'a', plate: 'B', checkIn: { dueAt: 1 }, told: { at: 2 }, lookAt: 3, foreseenAt: 4 }
  const [neverDone, none] = [{ operationId: 'o', why: 'no_bay' }, null]
  const times = { informed: { at: 2 }, reviewAt: 3, forecastChangedAt: 4 }
  const renamed = { id: 'a', plate: 'B', progressCheck: { dueAt: 1 }, ...times }
  const put = {
    order: [
      { ...order, neverDone },
      { ...order, neverDone: none },
    ],
  }
  expect(inTodaysNames({ ...entry, put }).put).toEqual({
    order: [
      { ...renamed, unschedulable: { operationId: 'o', reason: 'no_bay' } },
      { ...renamed, unschedulable: null },
    ],
  })
})

it('renames what a workshop, a bay, a person and an alert hold', () => {
  const put = {
    workshop: [{ id: 'w', plateFormat: 'cn', lookAt: 1, settings: { checkInFromPercent: 60, atRiskMinutes: 15 } }],
    bay: [{ id: 'b', kind: 'paint', lookAt: null }],
    person: [
      { id: 'p', role: 'foreman', absentFrom: null, absentUntil: 9 },
      { id: 'q', roles: ['adviser', 'cashier'] },
    ],
    alert: [
      { id: 'x', cause: 'check_in_missed' },
      { id: 'z', cause: 'never_done' },
      { id: 'y', cause: 'part_late' },
    ],
  }
  expect(inTodaysNames({ ...entry, put }).put).toEqual({
    workshop: [
      {
        id: 'w',
        plateFormat: 'cn',
        country: 'CN',
        roleLimits: [],
        reviewAt: 1,
        settings: { ...defaultSettings, progressCheckFromPercent: 60, atRiskMinutes: 15 },
      },
    ],
    bay: [{ id: 'b', uses: ['paint'], reviewAt: null }],
    person: [
      { id: 'p', roles: ['foreman'], guided: [], leave: [{ id: 'p', kind: 'other', from: earliestInstant, until: 9 }] },
      { id: 'q', roles: ['adviser', 'cashier'], guided: [], leave: [] },
    ],
    alert: [
      { id: 'x', cause: 'progress_check_missed' },
      { id: 'z', cause: 'cannot_be_scheduled' },
      { id: 'y', cause: 'part_late' },
    ],
  })
})

it('reads a setting at its default of then with today’s, a changed one as it was', () => {
  const settingsOf = (settings: object) => {
    const { put } = inTodaysNames({ ...entry, put: { workshop: [{ id: 'w', plateFormat: 'cn', settings }] } })
    return (put['workshop'] as { settings: object }[])[0]!.settings
  }
  const then = { promiseMarginMinutes: 30, checkInLeastMinutes: 20, askBeforeDelayNotice: false }
  expect(settingsOf(then)).toEqual(defaultSettings)
  const own = { promiseMarginMinutes: 45, progressCheckLeastMinutes: 90 }
  expect(settingsOf(own)).toEqual({ ...defaultSettings, ...own })
  const today = { ...defaultSettings, promiseMarginMinutes: 30, askBeforeDelayNotice: false }
  expect(settingsOf(today)).toEqual(today)
})

it('AL knows of no operation until when its technician is at work, unless the entry says so', () => {
  const operations = [{ id: 'a' }, { id: 'b', presentUntil: 5 }]
  const { put } = inTodaysNames({ ...entry, put: { order: [{ id: 'o', operations }] } })
  expect(put).toMatchObject({ order: [{ operations: [{ presentUntil: null }, { presentUntil: 5 }] }] })
})

it('reads a car that was ready as prepared for collection', () => {
  const put = {
    order: [
      { id: 'a', readyAt: 5 },
      { id: 'b', readyAt: null },
    ],
  }
  expect(inTodaysNames({ ...entry, put }).put).toEqual({
    order: [
      { id: 'a', readyAt: 5, preparedAt: 5 },
      { id: 'b', readyAt: null, preparedAt: null },
    ],
  })
})

it('reads an order from before WeChat as one without it', () => {
  const put = { order: [{ id: 'a', hasPush: true }] }
  expect(inTodaysNames({ ...entry, put }).put).toEqual({ order: [{ id: 'a', hasPush: true, hasWechat: false }] })
})

it('reads the message of the notice’s time, in every place, as “on course”', () => {
  const old = {
    facts: [{ name: 'noticeDecided', kind: 'pick_up' }],
    put: {
      order: [{ id: 'a', informed: { kind: 'pick_up', at: 1 } }],
      notice: [{ id: 'n', kind: 'pick_up' }],
      arrival: [{ id: 'v', purpose: 'pick_up' }],
    },
  }
  expect(inTodaysNames({ ...entry, ...old })).toEqual({
    ...entry,
    facts: [{ name: 'noticeDecided', kind: 'on_course' }],
    put: {
      order: [{ id: 'a', informed: { kind: 'on_course', at: 1 } }],
      notice: [{ id: 'n', kind: 'on_course' }],
      arrival: [{ id: 'v', purpose: 'pick_up' }],
    },
  })
})

it('reads an entry of today as it is written', () => {
  const today = { ...entry, put: { order: [{ id: 'a', progressCheck: null }], bay: [{ id: 'b' }] } }
  expect(inTodaysNames(today)).toEqual(today)
})

it('B11.3 what a gateway had taken before there were receipts was handed over, what a person said was delivered', () => {
  const at = (channel: string, result: string, over = {}) => ({ channel, result, at: 1, detail: '', ...over })
  const notices = [
    { id: 'a', kind: 'ready', state: 'delivered', attempts: [at('sms', 'failed'), at('email', 'delivered')] },
    { id: 'b', kind: 'ready', state: 'delivered', attempts: [at('sms', 'failed'), at('phone', 'delivered')] },
    { id: 'c', kind: 'ready', state: 'delivered', attempts: [at('sms', 'delivered', { messageId: 'SM1' })] },
  ]
  const none = { messageId: null }
  expect(inTodaysNames({ ...entry, put: { notice: notices } }).put).toEqual({
    notice: [
      {
        ...{ id: 'a', kind: 'ready', state: 'handed_over' },
        attempts: [at('sms', 'failed', none), at('email', 'handed_over', none)],
      },
      { ...notices[1], attempts: [at('sms', 'failed', none), at('phone', 'delivered', none)] },
      notices[2],
    ],
  })
})

it('B9 additional work was found when it is said to have been asked about; asked at the latest when answered', () => {
  const open = { id: 'a', askedAt: 5, decidedAt: null }
  const answered = { id: 'b', state: 'planned', askedAt: 5, decidedAt: 9 }
  const today = { id: 'c', foundAt: 5, askedAt: 7, decidedAt: 9 }
  const read = inTodaysNames({ ...entry, put: { order: [{ id: 'o', operations: [open, answered, today] }] } })
  const [order] = read.put['order'] as { operations: object[] }[]
  expect(order!.operations).toMatchObject([
    { foundAt: 5, askedAt: null },
    { foundAt: 5, askedAt: 9 },
    { foundAt: 5, askedAt: 7 },
  ])
})
