/** A manager sets house time back: what the wrong time caused is taken back, what people did counts as done now. */
import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../support/factories.ts'
import { clock, Visit } from '../support/visit.ts'

/** At half past eleven the clock shows half past seven in the evening for a minute; the car was promised for three. */
const TRUE = clock('11:30')
const WRONG = TRUE + 8 * HOUR
const promise = clock('15:00')

/** A visit in the wrong time, before house time is set back. */
function inTheWrongTime(): Visit {
  const visit = new Visit()
  visit.until(TRUE).forecasts(promise - HOUR)
  visit.until(WRONG)
  return visit
}
const setBack = (visit: Visit) => {
  visit.server.clock = TRUE + MINUTE
  visit.does('setHouseTime', {})
  visit.server.clock = null
  return visit
}

describe('setHouseTime', () => {
  it('takes back alerts, the progress check and messages of the wrong time', () => {
    const visit = inTheWrongTime()
    expect(visit.causes).toContain('order_overdue')
    expect(visit.order.progressCheck?.missedAt).not.toBeNull()
    expect(visit.sent.length).toBeGreaterThan(0)

    setBack(visit)
    expect(visit.server.now).toBe(TRUE + MINUTE)
    expect(visit.causes).toEqual([])
    expect(visit.order.progressCheck).toMatchObject({ askedAt: null, missedAt: null })
    expect(visit.notices.map(({ state }) => state)).toEqual(visit.notices.map(() => 'withdrawn'))
    expect(visit.order.informed).toMatchObject({ kind: 'agreed', readyAt: promise })
    expect(visit.order.reviewAt).toBeLessThan(promise)
  })

  it('and the same things come again when they are true', () => {
    const visit = setBack(inTheWrongTime())
    visit.until(promise + MINUTE)
    expect(visit.causes).toContain('order_overdue')
    expect(visit.order.progressCheck?.askedAt).toBe(visit.order.progressCheck?.dueAt)
  })

  it('a message that has been tried stays', () => {
    const visit = inTheWrongTime()
    const notice = visit.notices.at(-1)!
    visit.server.all.notices.set(notice.id, {
      ...notice,
      state: 'handed_over',
      tryAt: null,
      attempts: [{ channel: 'sms', at: WRONG, result: 'handed_over', detail: '', messageId: null }],
    })
    setBack(visit)
    expect(visit.notices.at(-1)).toMatchObject({ state: 'handed_over', at: TRUE + MINUTE })
    expect(visit.order.informed).toMatchObject({ kind: notice.kind })
  })

  it('work that began in the wrong time has begun now, and goes on', () => {
    const visit = inTheWrongTime()
    const { operationId } = visit
    visit.does('startOperation', { operationId })
    setBack(visit)
    expect(visit.order.operations[0]).toMatchObject({ state: 'working', startedAt: TRUE + MINUTE })
    visit.until(TRUE + 30 * MINUTE)
    visit.does('finishOperation', { operationId })
    expect(visit.order.operations[0]).toMatchObject({ state: 'done', finishedAt: TRUE + 30 * MINUTE })
  })

  it('is refused while the clock agrees within two minutes, and also moves house time forward', () => {
    const visit = inTheWrongTime()
    visit.server.clock = WRONG - 2 * MINUTE
    expect(visit.refusal('setHouseTime', {})).toBe('nothing_to_change')
    visit.server.clock = WRONG + HOUR
    visit.does('setHouseTime', {})
    expect(visit.server.now).toBe(WRONG + HOUR)
  })
})
