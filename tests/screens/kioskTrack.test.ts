import { render } from 'svelte/server'
import { afterAll, describe, expect, it } from 'vitest'
import { languages, orderStates, pauseReasons, type PauseReason } from '#contract/values.ts'
import en from '#words/en/track.ts'
import zhHans from '#words/zh-Hans/track.ts'
import zhHant from '#words/zh-Hant/track.ts'
import Times from '../../kiosk/track/Times.svelte'
import {
  canBeNotified,
  hasTime,
  headlineOf,
  doneIn,
  isLate,
  newsOf,
  questionOf,
  refusedOf,
  showsBars,
  stepsOf,
  timesOf,
  withoutUnannounced,
  type Tracked,
  type TrackedOperation,
} from '../../kiosk/track/story.ts'
import { withoutUndoable } from '../../kiosk/track/undoTime.ts'
import { speak } from './support/speak.ts'

const tracks = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant }
// All test files of this project share the texts' language.
afterAll(() => speak('en'))

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const noon = Date.UTC(2026, 10, 23, 4)
const title = { en: 'Front brake pads', 'zh-Hans': '更换前刹车片', 'zh-Hant': '更換前煞車片' }
const operation = (overrides: Partial<TrackedOperation> = {}): TrackedOperation => ({
  ...{
    id: 'op',
    title,
    state: 'working',
    likelyMinutes: 60,
    percent: 20,
    percentAt: noon,
    price: null,
    safety: false,
  },
  ...{ findings: '', foundAt: null, decidedAt: null, approved: null },
  ...overrides,
})
const order = (overrides: Partial<Tracked> = {}): Tracked => ({
  ...{
    id: 'order',
    state: 'working',
    pauseReason: null,
    wash: true,
    appointmentAt: null,
    arrivedAt: noon - 90 * MINUTE,
    quotedAt: noon - 70 * MINUTE,
  },
  ...{
    authorisedAt: noon - 60 * MINUTE,
    takenOverAt: noon - 50 * MINUTE,
    homeSince: null,
    checkedAt: null,
    washStartedAt: null,
    readyAt: null,
    preparedAt: null,
    settledAt: null,
    closedAt: null,
  },
  ...{
    promiseAt: noon + 60 * MINUTE,
    forecastAt: noon + 60 * MINUTE,
    informed: null,
    pageAnswer: null,
    additionalOffer: null,
    bayNumber: 3,
    partExpectedAt: null,
    hasItsParts: false,
  },
  operations: [operation()],
  ...overrides,
})

describe('the headline of the customer page', () => {
  it('names the work in progress', () => expect(headlineOf(order())).toEqual({ key: 'doing', what: title }))

  it('C7 says that the car is washed only once the wash has begun', () => {
    expect(headlineOf(order({ state: 'washing' })).key).toBe('waits_wash')
    expect(headlineOf(order({ state: 'washing', washStartedAt: noon })).key).toBe('washing')
  })

  it('B4.2 says that the part is here while the work still rests', () => {
    const waits = { state: 'paused', pauseReason: 'parts' } as const
    expect(headlineOf(order(waits)).key).toBe('paused_parts')
    expect(headlineOf(order({ ...waits, hasItsParts: true })).key).toBe('paused_parts_here')
  })

  it('C9 says that the car is with the customer, and when its part is there', () => {
    const home = { state: 'paused', pauseReason: 'parts', homeSince: noon, bayNumber: null } as const
    expect(headlineOf(order({ ...home, partExpectedAt: noon + 60 * MINUTE })).key).toBe('at_home')
    expect(headlineOf(order(home)).key).toBe('at_home_part_here')
    // Nobody is told when to collect a car they have.
    expect(timesOf(order({ ...home, partExpectedAt: noon + 60 * MINUTE }), noon)).toEqual({ kind: 'home' })
    expect(hasTime(order(home))).toBe(false)
    expect(stepsOf(order(home)).map(({ status }) => status)).not.toContain('now')
  })

  it.each<[PauseReason, string]>([
    ['parts', 'paused_parts'],
    ['assessor', 'paused_assessor'],
    ['maker', 'paused_maker'],
    ['sublet', 'paused_sublet'],
    ['test_drive', 'paused_test_drive'],
    ['colleague', 'paused_soon'],
    ['tool', 'paused_soon'],
    ['end_of_shift', 'paused_soon'],
  ])('C3 says of the pause “%s” what concerns the customer', (pauseReason, key) =>
    expect(headlineOf(order({ state: 'paused', pauseReason })).key).toBe(key),
  )

  it('exists for every state and every pause reason', () => {
    for (const state of orderStates)
      for (const pauseReason of state === 'paused' ? pauseReasons : [null])
        expect(en.headline).toHaveProperty(headlineOf(order({ state, pauseReason, operations: [] })).key)
  })
})

describe('what the customer page says first', () => {
  const told = (kind: 'delay' | 'reopened' | 'reopened_no_time', readyAt: number | null) => ({
    kind,
    at: noon,
    readyAt,
  })
  const promise = noon + 60 * MINUTE

  it('C8 that the car is not ready after all, also if the promise is kept, until it is ready again', () => {
    for (const readyAt of [promise, promise + 60 * MINUTE])
      expect(newsOf(order({ informed: told('reopened', readyAt) }), noon)).toBe('reopened')
    expect(newsOf(order({ informed: told('reopened_no_time', null), forecastAt: null }), noon)).toBe('reopened')
    expect(newsOf(order({ informed: told('reopened', promise), state: 'ready', readyAt: noon }), noon)).toBe(null)
  })

  it('B11.1 that it is late', () => {
    expect(newsOf(order({ informed: told('delay', promise + 60 * MINUTE) }), noon)).toBe('late')
    expect(newsOf(order({}), noon)).toBe(null)
  })

  it.each(languages)(
    'B11.1 in %s, late without a new time: that there is none yet, and the promise struck through',
    async (language) => {
      await speak(language)
      const late = order({ informed: { kind: 'delay_no_time', at: noon, readyAt: null }, promiseAt: promise })
      const html = render(Times, { props: { order: late, now: noon } }).body.replaceAll(/<!--.*?-->/g, '')
      const { time } = tracks[language]
      expect(html).toContain(time.noneYet)
      expect(html).toMatch(new RegExp(`${time.promised} <s[^>]*>`))
      expect(html).not.toContain('class="large')
    },
  )
})

describe('the time on the customer page', () => {
  const times = (overrides: Partial<Tracked>, now = noon) => timesOf(order(overrides), now)
  const promise = noon + 60 * MINUTE

  it('is the promise while the forecast keeps it', () => {
    expect(times({})).toEqual({ kind: 'promise', at: promise, forecast: null, tone: 'as_promised', informedAt: null })
    expect(times({ forecastAt: promise - 5 * MINUTE })).toMatchObject({ tone: 'as_promised' })
  })

  it('shows an earlier forecast as it is, and a later one rounded up to the quarter of an hour a notice would give', () => {
    expect(times({ forecastAt: promise - 20 * MINUTE, checkedAt: noon })).toMatchObject({
      tone: 'earlier',
      forecast: promise - 20 * MINUTE,
    })
    expect(times({ forecastAt: promise + 40 * MINUTE })).toMatchObject({
      tone: 'later',
      forecast: promise + 45 * MINUTE,
    })
  })

  it('B11 is never earlier than told before the final check is passed', () =>
    expect(times({ forecastAt: promise - 40 * MINUTE })).toMatchObject({ tone: 'as_promised', forecast: null }))

  it('B11.1 is never “as promised” once the promise has passed', () =>
    expect(times({ forecastAt: promise }, promise + MINUTE)).toMatchObject({ tone: 'overdue', forecast: null }))

  it('B11.1 hides a delay that no message has told, until the promise is broken or the notice is sent', () => {
    const forecastAt = promise + 40 * MINUTE
    const agreed = { kind: 'agreed', at: noon - 60 * MINUTE, readyAt: promise } as const
    const asks = (overrides: Partial<Tracked>, now = noon) =>
      timesOf(withoutUnannounced(order({ forecastAt, ...overrides }), now), now)
    expect(asks({ informed: agreed })).toMatchObject({ tone: 'as_promised', forecast: null })
    expect(asks({ informed: agreed }, promise + MINUTE)).toMatchObject({
      tone: 'later',
      forecast: promise + 45 * MINUTE,
    })
    const delay = { kind: 'delay', at: noon, readyAt: promise + 45 * MINUTE } as const
    expect(asks({ informed: delay })).toMatchObject({ tone: 'later', forecast: promise + 45 * MINUTE })
    // A further delay needs the adviser's approval again.
    const further = { informed: delay, forecastAt: promise + 90 * MINUTE }
    expect(asks(further)).toMatchObject({ tone: 'later', forecast: promise + 45 * MINUTE })
    expect(asks(further, promise + 46 * MINUTE)).toMatchObject({ tone: 'later_still', forecast: promise + 90 * MINUTE })
  })

  it('B11.1 no part shows a delay before it is told: one that comes after the time the customer knows', () => {
    const partAt = (overrides: Partial<Tracked>, now = noon) =>
      withoutUnannounced(order({ forecastAt: null, ...overrides }), now).partExpectedAt
    const after = {
      partExpectedAt: promise + 20 * MINUTE,
      informed: { kind: 'agreed', at: noon, readyAt: promise },
    } as const
    expect(partAt(after)).toBeNull()
    expect(partAt({ ...after, partExpectedAt: promise - MINUTE })).toBe(promise - MINUTE)
    const delay = { kind: 'delay', at: noon, readyAt: promise + 45 * MINUTE } as const
    expect(partAt({ ...after, informed: delay })).toBe(promise + 20 * MINUTE)
    expect(partAt({ ...after, informed: { kind: 'delay_no_time', at: noon, readyAt: null } })).not.toBeNull()
    expect(partAt(after, promise + MINUTE)).not.toBeNull()
  })

  it('B11.1 is said to be late first, once the customer knows or the time has passed', () => {
    const late = (overrides: Partial<Tracked>, now = noon) => isLate(order(overrides), now)
    expect(late({})).toBe(false)
    expect(late({ forecastAt: promise - 20 * MINUTE, checkedAt: noon })).toBe(false)
    expect(late({ informed: { kind: 'delay', at: noon, readyAt: promise + 45 * MINUTE } })).toBe(true)
    expect(late({ informed: { kind: 'delay_no_time', at: noon, readyAt: null } })).toBe(true)
    expect(late({ forecastAt: null }, promise + MINUTE)).toBe(true)
    expect(late({ state: 'quoted', authorisedAt: null }, promise + MINUTE)).toBe(false)
    expect(late({ state: 'stopped' }, promise + MINUTE)).toBe(false)
    expect(late({ state: 'ready', readyAt: promise + HOUR, preparedAt: promise + HOUR }, promise + HOUR)).toBe(false)
  })

  describe('B11.1 after a notice', () => {
    const at = noon - 5 * MINUTE
    const delay = { kind: 'delay', at, readyAt: promise + 30 * MINUTE } as const

    it('keeps the time the customer was told while the forecast is not later', () => {
      for (const forecastAt of [promise - 60 * MINUTE, promise, promise + 22 * MINUTE, promise + 30 * MINUTE, null])
        expect(times({ informed: delay, forecastAt })).toEqual({
          ...{ kind: 'promise', at: promise, forecast: delay.readyAt, tone: 'later', informedAt: at },
        })
    })

    it('shows a further delay, rounded up to the quarter of an hour a notice would give', () => {
      expect(times({ informed: delay, forecastAt: promise + 50 * MINUTE })).toMatchObject({
        ...{ tone: 'later_still', forecast: promise + 60 * MINUTE },
      })
      expect(times({ informed: delay, forecastAt: null }, delay.readyAt + MINUTE)).toMatchObject({ tone: 'overdue' })
    })

    it('shows no time when the notice had none', () =>
      expect(times({ informed: { kind: 'delay_no_time', at, readyAt: null } })).toMatchObject({
        ...{ tone: 'unknown', forecast: null, informedAt: at },
      }))

    it('says that a notice confirmed the promise, and when', () => {
      const informed = { kind: 'on_course', at, readyAt: promise } as const
      expect(times({ informed })).toMatchObject({ tone: 'as_promised', informedAt: at })
      expect(times({ informed: { ...informed, kind: 'agreed' } })).toMatchObject({
        tone: 'as_promised',
        informedAt: null,
      })
    })
  })

  it('B3 is an offer, not a promise, until the customer agrees; an offer that cannot be kept is not shown', () => {
    const quoted = { state: 'quoted', authorisedAt: null, takenOverAt: null } as const
    expect(times(quoted)).toEqual({ kind: 'promise', at: promise, forecast: null, tone: 'offered', informedAt: null })
    expect(times({ ...quoted, forecastAt: promise + MINUTE })).toEqual({ kind: 'none' })
  })

  it('is when the car became ready, once it is prepared or announced', () => {
    const ready = { state: 'ready', readyAt: noon } as const
    expect(times({ ...ready, preparedAt: noon })).toEqual({ kind: 'ready', at: noon, informedAt: null })
    const informed = { kind: 'ready', at: noon, readyAt: noon } as const
    expect(times({ ...ready, informed })).toEqual({ kind: 'ready', at: noon, informedAt: noon })
  })

  it('B11.1 is late while the car is being prepared after the promise, or after the time its customer was told', () => {
    const ready = { state: 'ready', readyAt: noon - MINUTE, preparedAt: null } as const
    const told = { kind: 'delay', at: noon, readyAt: promise + HOUR } as const
    expect(times({ ...ready, informed: told }, promise)).toMatchObject({ tone: 'later', forecast: promise + HOUR })
    expect(times({ ...ready, informed: told }, promise + HOUR + MINUTE)).toMatchObject({ tone: 'overdue' })
    const onCourse = { kind: 'on_course', at: noon, readyAt: promise } as const
    expect(times({ ...ready, informed: onCourse }, promise + MINUTE)).toMatchObject({ tone: 'overdue' })
  })

  it('B11.2 is the promise while the car is being prepared', () => {
    const ready = order({ state: 'ready', readyAt: noon })
    expect(headlineOf(ready).key).toBe('preparing')
    expect(timesOf(ready, noon)).toMatchObject({ kind: 'promise', at: promise, tone: 'as_promised' })
  })

  it('B9 is the promise, and no new time, while they are asked about additional work: the forecast counts what they have not agreed to', () => {
    const asked = {
      additionalOffer: { at: noon, promiseAt: promise + 2 * HOUR, onPage: false },
      forecastAt: promise + HOUR,
    }
    const shown = (now: number) => timesOf(withoutUnannounced(order({ ...asked, informed: agreed }), now), now)
    const agreed = { kind: 'agreed', at: noon - HOUR, readyAt: promise } as const
    expect(shown(noon)).toMatchObject({ at: promise, forecast: null, tone: 'as_promised' })
    expect(shown(promise + MINUTE)).toMatchObject({ at: promise, forecast: null, tone: 'overdue' })
  })

  it('is absent before a promise and after the visit', () => {
    expect(times({ state: 'arrived', promiseAt: null })).toEqual({ kind: 'none' })
    for (const state of ['left', 'declined', 'cancelled'] as const)
      expect(times({ state, readyAt: noon })).toEqual({ kind: 'none' })
  })
})

describe('the steps on the customer page', () => {
  const marks = (overrides: Partial<Tracked>) =>
    stepsOf(order(overrides))
      .map(({ status }) => status[0])
      .join('')

  it.each([
    [{ state: 'booked' }, 'nlllll'],
    [{ state: 'arrived' }, 'dnllll'],
    [{ state: 'quoted' }, 'dnllll'],
    [{ state: 'waiting' }, 'ddnlll'],
    // The car waits outside.
    [{ state: 'waiting', bayNumber: null, operations: [] }, 'ddllll'],
    [{ state: 'authorised', bayNumber: null, operations: [] }, 'ddllll'],
    [{ state: 'paused' }, 'ddnlll'],
    [{ state: 'checking' }, 'dddnll'],
    [{ state: 'washing' }, 'ddddll'],
    [{ state: 'washing', washStartedAt: noon }, 'ddddnl'],
    [{ state: 'ready', readyAt: noon, preparedAt: noon }, 'dddddd'],
    [{ state: 'ready', readyAt: noon }, 'dddddn'],
    [{ state: 'left', readyAt: noon }, 'dddddd'],
    [{ state: 'checking', wash: false }, 'dddnl'],
    [{ state: 'cancelled' }, ''],
  ] as const)('%j: %s', (overrides, expected) => expect(marks(overrides)).toBe(expected))

  it('C8 end where work was stopped: no inspection, wash or collection that never happened', () => {
    for (const state of ['stopped', 'settled', 'left'] as const)
      expect(stepsOf(order({ state, wash: true })).map(({ name, status }) => `${name} ${status}`)).toEqual([
        ...['checkedIn done', 'agreed done', 'workshop done'],
      ])
  })

  it('show the bay only while the car is in the workshop', () => {
    expect(stepsOf(order()).find(({ name }) => name === 'workshop')?.bay).toBe(3)
    expect(stepsOf(order({ state: 'checking' })).every(({ bay }) => bay === null)).toBe(true)
  })
})

describe('B9 additional work', () => {
  const found = operation({ id: 'found', state: 'proposed', price: 48_000, safety: true })
  it('is shown as a question while it waits for the customer', () => {
    const asked = (overrides: Partial<Tracked>) => questionOf(order(overrides), noon)
    expect(asked({ operations: [operation(), found] })).toEqual({
      about: 'additional',
      operations: [found],
      promiseAt: null,
    })
    expect(asked({ operations: [operation(), { ...found, state: 'cancelled' }] })).toBeNull()
    expect(asked({ state: 'left', operations: [found] })).toBeNull()
  })
  it('can be answered with the promise the adviser has offered, until that time has come', () => {
    const offered = order({
      operations: [found],
      additionalOffer: { at: noon - 5 * MINUTE, promiseAt: noon + HOUR, onPage: true },
    })
    expect(questionOf(offered, noon)?.promiseAt).toBe(noon + HOUR)
    expect(questionOf(offered, noon + HOUR)?.promiseAt).toBeNull()
    const byTelephone = { ...offered, additionalOffer: { ...offered.additionalOffer!, onPage: false } }
    expect(questionOf(byTelephone, noon)?.promiseAt, 'asked by telephone, it is not answered here').toBeNull()
  })
  it('stays on the page after it was refused if it is about safety, until the car has left', () => {
    const refused = { ...found, state: 'cancelled', approved: false, decidedAt: noon } as const
    const other = { ...refused, id: 'other', safety: false }
    expect(refusedOf(order({ operations: [operation(), refused, other] }))).toEqual([refused])
    expect(refusedOf(order({ state: 'ready', readyAt: noon, operations: [refused] }))).toEqual([refused])
    expect(refusedOf(order({ state: 'left', operations: [refused] }))).toEqual([])
  })
  it('does not hide the bars of the agreed work', () => {
    expect(showsBars(order({ operations: [operation(), found] }))).toBe(true)
    expect(showsBars(order({ state: 'ready', readyAt: noon }))).toBe(false)
  })
})

describe('B3 the estimate', () => {
  const quoted = { state: 'quoted', authorisedAt: null, takenOverAt: null } as const
  const planned = [operation({ id: 'a', state: 'planned', price: 30_000 })]
  const asked = (overrides: Partial<Tracked> = {}) =>
    questionOf(order({ ...quoted, operations: planned, ...overrides }), noon)

  it('is asked on the page with its work, prices and time', () =>
    expect(asked()).toEqual({ about: 'estimate', operations: planned, promiseAt: noon + HOUR }))

  it('cannot be answered with a time that can no longer be kept', () =>
    expect(asked({ forecastAt: noon + HOUR + MINUTE })).toMatchObject({ promiseAt: null }))

  it('is not asked again once it was declined, and the page says so without a time', () => {
    const declined = { pageAnswer: { at: noon, approved: false } }
    expect(asked(declined)).toBeNull()
    expect(headlineOf(order({ ...quoted, ...declined }))).toEqual({ key: 'declined_on_page', what: null })
    expect(canBeNotified(order(quoted))).toBe(true)
    expect(canBeNotified(order({ ...quoted, ...declined }))).toBe(false)
    expect(timesOf(order({ ...quoted, ...declined }), noon)).toEqual({ kind: 'none' })
  })
})

describe('B12 after leaving', () => {
  it('the page lists what was done, and only that', () => {
    const operations = [
      operation({ id: 'a', state: 'done' }),
      operation({ id: 'b', state: 'cancelled', approved: false }),
    ]
    expect(doneIn(order({ state: 'left', operations })).map(({ id }) => id)).toEqual(['a'])
    expect(doneIn(order({ state: 'ready', readyAt: noon, operations }))).toEqual([])
  })
})

describe('S14 while the touch can be taken back, the page does not yet say', () => {
  const SECOND = 1000
  /** What the page says nine and ten seconds after the touch. */
  const said = (overrides: Partial<Tracked>) =>
    [9, 10].map((seconds) => headlineOf(withoutUndoable(order(overrides), noon + seconds * SECOND, 10)).key)
  const ready = { state: 'ready', readyAt: noon - HOUR, preparedAt: noon - HOUR } as const

  it('that the car is ready', () => expect(said({ ...ready, preparedAt: noon })).toEqual(['preparing', 'ready']))

  it('that the bill is paid', () => {
    expect(said({ ...ready, state: 'settled', settledAt: noon })).toEqual(['ready', 'settled'])
    expect(said({ state: 'settled', settledAt: noon })).toEqual(['stopped', 'settled'])
  })

  it('that the car has left', () =>
    expect(said({ ...ready, state: 'left', settledAt: noon - MINUTE, closedAt: noon })).toEqual(['settled', 'left']))

  it('one thing at a time, touched in a row', () => {
    const inARow = { ...ready, state: 'left', preparedAt: noon, settledAt: noon, closedAt: noon } as const
    expect(said(inARow)).toEqual(['preparing', 'left'])
  })

  const asked = (overrides: Partial<Tracked>) =>
    [9, 10].map((seconds) => {
      const now = noon + seconds * SECOND
      const question = questionOf(withoutUndoable(order(overrides), now, 10), now)
      return question && [question.operations.length, question.promiseAt !== null]
    })

  it('what the estimate comes to', () => {
    const quoted = {
      state: 'quoted',
      quotedAt: noon,
      authorisedAt: null,
      operations: [operation({ state: 'planned' })],
    }
    expect(asked(quoted as Partial<Tracked>)).toEqual([null, [1, true]])
    expect(said(quoted as Partial<Tracked>)).toEqual(['diagnosing', 'quoted'])
  })

  it('what more was found, or until when it would be done', () => {
    const found = operation({ id: 'found', state: 'proposed', foundAt: noon })
    const waits = { state: 'paused', pauseReason: 'approval' } as const
    expect(asked({ ...waits, operations: [found] })).toEqual([null, [1, false]])
    expect(said({ ...waits, operations: [found] })).toEqual(['paused_soon', 'paused_approval'])
    const before = operation({ id: 'before', state: 'proposed', foundAt: noon - HOUR })
    const additionalOffer = { at: noon, promiseAt: noon + 3 * HOUR, onPage: true }
    expect(asked({ operations: [before], additionalOffer })).toEqual([
      [1, false],
      [1, true],
    ])
  })

  it('and leaves alone what nobody can take back', () => {
    const settled = order({ ...ready })
    expect(withoutUndoable(settled, noon, 10)).toBe(settled)
    expect(headlineOf(withoutUndoable(order({ ...ready, preparedAt: noon }), noon, 0)).key).toBe('ready')
  })
})

describe('B11.1 a promise that was moved, and of which no message has told yet', () => {
  const agreed = { kind: 'agreed', at: noon - HOUR, readyAt: noon + 60 * MINUTE } as const
  const shown = (promiseAt: number, now = noon) => {
    const moved = order({ informed: agreed, promiseAt, forecastAt: promiseAt - 10 * MINUTE })
    return timesOf(withoutUnannounced(moved, now), now)
  }

  it('does not replace the one the customer has agreed to, neither later nor earlier', () => {
    for (const promiseAt of [noon + 3 * HOUR, noon + 50 * MINUTE])
      expect(shown(promiseAt)).toMatchObject({ tone: 'as_promised', at: agreed.readyAt })
  })

  it('nor the one of which a message has told since', () => {
    const promiseAt = noon + 3 * HOUR
    for (const kind of ['on_course', 'correction'] as const) {
      const moved = order({ informed: { ...agreed, kind }, promiseAt, forecastAt: promiseAt })
      expect(timesOf(withoutUnannounced(moved, noon), noon)).toMatchObject({ tone: 'as_promised', at: agreed.readyAt })
    }
    const delay = { kind: 'delay', at: noon, readyAt: noon + 2 * HOUR } as const
    const late = order({ informed: delay, forecastAt: delay.readyAt })
    expect(timesOf(withoutUnannounced(late, noon), noon)).toMatchObject({ tone: 'later', at: late.promiseAt })
  })

  it('is broken once that time has passed, and the forecast stands beside it', () =>
    expect(shown(noon + 3 * HOUR, agreed.readyAt + MINUTE)).toMatchObject({
      ...{ tone: 'later', at: agreed.readyAt },
      forecast: noon + 3 * HOUR,
    }))
})

it('C8 a car whose work was stopped has no time to be told, neither before nor after its bill is paid', () => {
  for (const state of ['stopped', 'settled'] as const) {
    const stopped = order({ state, promiseAt: null, readyAt: null })
    expect(hasTime(stopped)).toBe(false)
    expect(canBeNotified(stopped)).toBe(false)
  }
})
