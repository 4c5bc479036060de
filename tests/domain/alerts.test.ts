/** Alerts: each cause opens one and closes it; unacknowledged alerts escalate (AL, B11.2). */
import { describe, expect, it } from 'vitest'
import type { Person } from '#contract/entities/index.ts'
import { alertCauses, alertRoles, type AlertCause, type Role } from '#contract/values.ts'
import { chainOf } from '#server/domain/alert/causes.ts'
import { workshopCauses } from '#server/domain/follows/workshopAlerts.ts'
import {
  aBay,
  anAlert,
  aPerson,
  aScope,
  aWorkshop,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  staff,
  uuid,
  leaveUntil,
} from '../support/factories.ts'
import { passUntil } from '../support/memoryClock.ts'
import { MemoryServer } from '../support/memoryServer.ts'
import { clock, Visit } from '../support/visit.ts'
import { accepted, expectRefusal } from './decide.ts'

const due = clock('13:48')
const late = clock('14:12')
const noticeTime = clock('14:00')

interface Case {
  cause: AlertCause
  severity: 'warning' | 'alarm'
  owner: Role
  /** A visit just before the cause occurs. */
  before(): Visit
  opens(visit: Visit): unknown
  closes: Record<string, (visit: Visit) => unknown>
}

const part = { operationId: null, name: 'Filter', quantity: 1, expectedAt: clock('11:00') }
const propose = (visit: Visit) =>
  visit.does('proposeAdditionalWork', { itemIds: [visit.item.id], findings: 'worn', safety: true }).answer
const ask = (visit: Visit) => visit.does('offerAdditionalWork', { promiseAt: clock('18:00'), onPage: false }).answer
const proposed = (visit: Visit) =>
  visit.order.operations.filter(({ state }) => state === 'proposed').map(({ id }) => id)
const undelivered = () => new Visit({ minutes: 30, order: { customer: { name: 'Li Na', phone: null, email: null } } })

const cases: Case[] = [
  {
    cause: 'forecast_late',
    severity: 'alarm',
    owner: 'foreman',
    before: () => new Visit().forecasts(clock('15:00')).until(NOW + 2 * MINUTE),
    opens: (visit) => visit.forecasts(clock('15:01')),
    closes: {
      'the forecast recovers': (visit) => visit.until(NOW + 4 * MINUTE).forecasts(clock('14:50')),
      'the promise moves': (visit) => visit.movesPromise(clock('16:00')),
      'the car is ready': (visit) => visit.isReady(),
      'the order comes to nothing': (visit) => visit.does('cancelOrder', { reason: 'customer' }),
      'it is overdue, which is another alert': (visit) => visit.until(clock('15:00') + 1),
    },
  },
  {
    cause: 'order_overdue',
    severity: 'alarm',
    owner: 'adviser',
    before: () => new Visit().starts().until(clock('15:00')),
    opens: (visit) => visit.until(clock('15:00') + 1),
    closes: {
      'the promise moves': (visit) => visit.movesPromise(clock('18:00')),
      'the car is ready': (visit) => visit.isReady(),
    },
  },
  {
    cause: 'progress_check_missed',
    severity: 'alarm',
    owner: 'foreman',
    before: () => new Visit().starts().until(late - 1),
    opens: (visit) => visit.until(late),
    closes: {
      'it is answered': (visit) => visit.answers('on_time'),
      'the work is done': (visit) => visit.finishes(),
      'the promise moves and it is asked again': (visit) => visit.movesPromise(clock('18:00')),
    },
  },
  {
    cause: 'progress_check_problem',
    severity: 'alarm',
    owner: 'foreman',
    before: () => new Visit().starts().until(due).answers('later', { laterMinutes: 15 }),
    opens: (visit) => visit.answers('problem', { reason: 'technician' }),
    closes: {
      'another answer is given': (visit) => visit.answers('on_time'),
      'the work is done': (visit) => visit.finishes(),
    },
  },
  {
    cause: 'cannot_be_scheduled',
    severity: 'alarm',
    owner: 'foreman',
    before: () => new Visit().forecasts(clock('12:00')).until(clock('10:30')),
    opens: (visit) => visit.isStuck('no_bay'),
    closes: {
      'somebody can do it': (visit) => visit.forecasts(clock('12:00')),
      'the work is done': (visit) => visit.starts().finishes(),
    },
  },
  {
    cause: 'to_call_back',
    severity: 'warning',
    owner: 'adviser',
    before() {
      const visit = new Visit()
      visit.does('expectPart', part)
      visit.does('sendHome', {})
      return visit
    },
    opens: (visit) => visit.does('recordPartArrival', { partId: visit.order.parts[0]!.id }),
    closes: {
      'the car is back': (visit) => visit.does('carIsBack', {}),
      'another part is missing': (visit) => visit.does('expectPart', part),
      'its work is stopped': (visit) => visit.does('stopWork', { reason: 'The customer sells it' }),
    },
  },
  {
    cause: 'promise_missing',
    severity: 'warning',
    owner: 'adviser',
    before() {
      const visit = new Visit()
      visit.does('expectPart', part)
      visit.does('sendHome', {})
      return visit
    },
    opens: (visit) => visit.does('carIsBack', {}),
    closes: {
      'a new time is promised': (visit) => visit.movesPromise(clock('15:00'), true),
      'the customer drives home again': (visit) => visit.does('sendHome', {}),
      'its work is stopped': (visit) => visit.does('stopWork', { reason: 'The customer sells it' }),
    },
  },
  {
    cause: 'part_late',
    severity: 'warning',
    owner: 'foreman',
    before: () => {
      const visit = new Visit()
      visit.does('expectPart', part)
      return visit.until(clock('11:00'))
    },
    opens: (visit) => visit.until(clock('11:00') + 1),
    closes: {
      'it comes': (visit) => visit.does('recordPartArrival', { partId: visit.order.parts[0]!.id }),
      'it is expected later': (visit) =>
        visit.does('movePartArrival', { partId: visit.order.parts[0]!.id, expectedAt: clock('13:00') }),
      'the car is ready without it': (visit) => visit.isReady(),
    },
  },
  {
    cause: 'not_asked',
    severity: 'warning',
    owner: 'adviser',
    before: () => {
      const visit = new Visit().starts()
      propose(visit)
      return visit.until(NOW + 5 * MINUTE - 1)
    },
    opens: (visit) => visit.until(NOW + 5 * MINUTE),
    closes: {
      'the customer is asked by telephone or in person': ask,
      'the customer is asked on their page': (visit) =>
        visit.does('offerAdditionalWork', { promiseAt: clock('18:00'), onPage: true }),
      'the customer has answered': (visit) =>
        visit.does('decideAdditionalWork', { operationIds: proposed(visit), accepted: false, promiseAt: null }),
    },
  },
  {
    cause: 'answer_outstanding',
    severity: 'warning',
    owner: 'adviser',
    before: () => {
      const visit = new Visit().starts()
      propose(visit)
      ask(visit)
      return visit.until(NOW + 30 * MINUTE - 1)
    },
    opens: (visit) => visit.until(NOW + 30 * MINUTE),
    closes: {
      yes: (visit) =>
        visit.does('decideAdditionalWork', { operationIds: proposed(visit), accepted: true, promiseAt: null }),
      no: (visit) =>
        visit.does('decideAdditionalWork', { operationIds: proposed(visit), accepted: false, promiseAt: null }),
    },
  },
  {
    cause: 'notice_undelivered',
    severity: 'alarm',
    owner: 'adviser',
    before: () =>
      undelivered()
        .starts()
        .until(noticeTime - 1),
    opens: (visit) => visit.until(noticeTime),
    closes: {
      'the customer is reached': (visit) =>
        visit.does('recordCall', { noticeId: visit.notices[0]!.id, reached: true, words: '' }),
      'it is withdrawn': (visit) => visit.does('withdrawNotice', { noticeId: visit.notices[0]!.id }),
      'the customer stands at the desk': (visit) => visit.isReady().does('settleOrder', {}),
    },
  },
  {
    cause: 'notice_to_confirm',
    severity: 'warning',
    owner: 'adviser',
    before: () => new Visit({ settings: { askBeforeDelayNotice: true } }).until(NOW + 2 * MINUTE),
    opens: (visit) => visit.forecasts(clock('16:00')),
    closes: {
      'the adviser says yes': (visit) => visit.does('sendNotice', { noticeId: visit.notices[0]!.id }),
      'the adviser says no': (visit) => visit.does('withdrawNotice', { noticeId: visit.notices[0]!.id }),
      'the notice’s time comes': (visit) => visit.until(noticeTime),
    },
  },
  {
    cause: 'not_prepared',
    severity: 'warning',
    owner: 'adviser',
    before: () =>
      new Visit()
        .until(clock('13:00'))
        .isDone()
        .until(noticeTime - 1),
    opens: (visit) => visit.until(noticeTime),
    closes: {
      'the car is prepared': (visit) => visit.does('prepareCar', {}),
      'the bill is settled': (visit) => visit.does('settleOrder', {}),
    },
  },
  {
    cause: 'not_collected',
    severity: 'warning',
    owner: 'adviser',
    // Ready early: a day after the promised time.
    before: () => new Visit().isReady().until(clock('15:00', 1) - 1),
    opens: (visit) => visit.until(clock('15:00', 1)),
    closes: {
      'the car leaves': (visit) => {
        visit.does('settleOrder', {})
        visit.does('releaseCar', {})
      },
      'more time is given': (visit) => visit.sets({ collectWithinHours: 48 }),
    },
  },
]

describe.each(cases)('AL $cause', ({ cause, severity, owner, before, opens, closes }) => {
  it('opens once when its cause occurs, and not again while it lasts', () => {
    const visit = before()
    expect(visit.causes).not.toContain(cause)
    opens(visit)
    expect(visit.alert(cause)).toMatchObject({
      ...{ severity, owner, level: 0, since: visit.server.now, orderId: visit.id, bayId: null },
      ...{ escalatesAt: visit.server.now + 15 * MINUTE, acknowledgedAt: null, closedAt: null },
    })
    const { id } = visit.alert(cause)
    if (visit.order.state !== 'ready') visit.does('setPriority', { priority: 'urgent' })
    else visit.does('moveCar', { bayId: visit.bay.id, was: { bayId: null } })
    expect(visit.alerts.filter((one) => one.cause === cause).map((one) => one.id)).toEqual([id])
  })

  it.each(Object.entries(closes))('closes by itself when %s', (_when, happens) => {
    const visit = before()
    opens(visit)
    const { id } = visit.alert(cause)
    happens(visit)
    expect(visit.causes).not.toContain(cause)
    expect(visit.server.all.alerts.get(id)).toMatchObject({ closedAt: visit.server.now, escalatesAt: null })
  })
})

describe('AL alerts in general', () => {
  it('every cause has its case here, below, in absence.test, in atTheDoor.test, in pageAnswer.test in restored.test or in backups.test', () => {
    const below: AlertCause[] = [
      ...(['bay_out_of_service', 'holidays_unknown', 'work_left', 'customer_waiting'] as const),
      ...(['declined_on_page', 'messages_held', 'backup_old'] as const),
    ]
    expect([...cases.map(({ cause }) => cause), ...below].sort()).toEqual([...alertCauses].sort())
  })

  it('opening and closing are facts, with the cause and its subject and nothing personal', () => {
    const visit = new Visit().starts().until(due)
    const { facts } = visit.does('answerProgressCheck', {
      ...{ answer: 'problem', laterMinutes: null, reason: 'other', words: 'Li Na 138', was: { answeredAt: null } },
    })
    const opened = facts.find(({ name }) => name === 'alertOpened')
    expect(opened).toMatchObject({ cause: 'progress_check_problem', orderId: visit.id, owner: 'foreman' })
    expect(JSON.stringify(facts)).not.toContain('Li Na')
    expect(visit.does('finishOperation', { operationId: visit.operationId }).facts).toContainEqual(
      expect.objectContaining({ name: 'alertClosed', cause: 'progress_check_problem' }),
    )
  })

  it('two late parts are two alerts, each closed by its own part', () => {
    const visit = new Visit()
    for (const name of ['Filter', 'Belt']) visit.does('expectPart', { ...part, name })
    visit.until(clock('11:30'))
    expect(visit.causes.filter((cause) => cause === 'part_late')).toHaveLength(2)
    const [filter, belt] = visit.order.parts
    visit.does('recordPartArrival', { partId: filter!.id })
    expect(visit.alert('part_late').partId).toBe(belt!.id)
  })

  it('B3 an unanswered estimate is outstanding until it is answered', () => {
    const visit = new Visit()
    const quoted = { ...visit.order, state: 'quoted' as const, authorisedAt: null, takenOverAt: null, quotedAt: NOW }
    visit.server.all.orders.set(visit.id, quoted)
    visit.does('setPriority', { priority: 'urgent' })
    expect(visit.until(NOW + 30 * MINUTE).causes).toEqual(['answer_outstanding'])
    visit.does('authoriseOrder', { wash: false })
    expect(visit.causes).toEqual([])
  })

  it('a closed order has no alerts and no deadline', () => {
    const visit = undelivered().starts().until(late)
    expect(visit.causes).toEqual(['notice_undelivered', 'progress_check_missed'])
    visit.isReady().does('settleOrder', {})
    visit.does('releaseCar', {})
    expect(visit.alerts).toEqual([])
    expect(visit.order.reviewAt).toBeNull()
    expect([...visit.server.deadlines.keys()]).toEqual([])
  })
})

describe('AL an unacknowledged alert', () => {
  const opened = () => new Visit().starts().until(late)

  it('escalates to the next role after the set time, up to the last, where it stays', () => {
    const visit = opened()
    const level = () => {
      const { owner, level: height, escalatesAt } = visit.alert('progress_check_missed')
      return [owner, height, escalatesAt && escalatesAt - visit.server.now]
    }
    expect(level()).toEqual(['foreman', 0, 15 * MINUTE])
    expect(visit.until(late + 15 * MINUTE - 1).alert('progress_check_missed').level).toBe(0)
    visit.until(late + 15 * MINUTE)
    expect(level()).toEqual(['service_manager', 1, 15 * MINUTE])
    visit.until(late + 30 * MINUTE)
    expect(level()).toEqual(['manager', 2, null])
    visit.until(late + 5 * HOUR)
    expect(level()).toEqual(['manager', 2, null])
  })

  it('counts opening hours only: late in the evening it waits for the morning', () => {
    const part = { operationId: null, name: 'Filter', quantity: 1, expectedAt: clock('17:50') - 1 }
    const visit = new Visit({ promiseAt: clock('15:00', 1) })
    visit.does('expectPart', part)
    visit.until(clock('17:50'))
    expect(visit.alert('part_late')).toMatchObject({ since: clock('17:50'), escalatesAt: clock('08:05', 1) })
    expect(visit.until(clock('08:05', 1) - 1).alert('part_late').level).toBe(0)
    expect(visit.until(clock('08:05', 1)).alert('part_late')).toMatchObject({ level: 1, owner: 'service_manager' })
  })

  const withStaff = (...people: Partial<Person>[]) => {
    const visit = new Visit().starts()
    for (const one of people.map(aPerson)) visit.server.all.persons.set(one.id, one)
    return visit
  }
  const mornings = Array.from({ length: 7 }, () => [[480, 720]] as [number, number][])
  it.each<[string, Partial<Person>]>([
    ['absent', { leave: leaveUntil(clock('18:00')) }],
    ['off shift', { shift: mornings }],
  ])('belongs to the next role on duty when the foreman is %s', (_why, away) => {
    const manager = { roles: ['manager' as const] }
    expect(
      withStaff({ roles: ['foreman'], ...away }, manager)
        .until(late)
        .alert('progress_check_missed'),
    ).toMatchObject({
      ...{ owner: 'manager', level: 2, escalatesAt: null },
    })
    expect(
      withStaff({ roles: ['foreman'] }, manager)
        .until(late)
        .alert('progress_check_missed').owner,
    ).toBe('foreman')
  })

  it('belongs to a role on duty that is somebody’s second', () => {
    const both = { roles: ['technician', 'foreman'] satisfies Role[] }
    const visit = withStaff({ roles: ['foreman'], leave: leaveUntil(clock('18:00')) }, both, { roles: ['manager'] })
    expect(visit.until(late).alert('progress_check_missed')).toMatchObject({ owner: 'foreman', level: 0 })
  })

  it('passes over a role with nobody on duty', () => {
    const visit = withStaff(
      { roles: ['foreman'] },
      { roles: ['service_manager'], shift: mornings },
      { roles: ['manager'] },
    )
    expect(visit.until(late + 15 * MINUTE).alert('progress_check_missed')).toMatchObject({ owner: 'manager', level: 2 })
  })

  it('goes to the next role that somebody has, and escalates no further than anybody can act', () => {
    const away = { leave: leaveUntil(clock('18:00')) }
    const small = withStaff({ roles: ['adviser', 'manager'], ...away }).until(late)
    expect(small.alert('progress_check_missed')).toMatchObject({ owner: 'manager', level: 2, escalatesAt: null })
    const owned = withStaff({ roles: ['owner'], ...away }).until(late)
    expect(owned.alert('progress_check_missed')).toMatchObject({ owner: 'owner', level: 3, escalatesAt: null })
    const two = withStaff({ roles: ['service_manager'], ...away }, { roles: ['owner'], ...away }).until(late)
    expect(two.alert('progress_check_missed')).toMatchObject({ owner: 'service_manager', level: 1 })
    expect(two.until(late + 15 * MINUTE).alert('progress_check_missed')).toMatchObject({ owner: 'owner', level: 3 })
  })

  it('escalates by the setting', () => {
    const visit = new Visit({ settings: { escalateMinutes: 5 } }).starts().until(late + 5 * MINUTE)
    expect(visit.alert('progress_check_missed')).toMatchObject({ owner: 'service_manager', level: 1 })
  })

  it('once acknowledged, with a name, no longer escalates and stays open until its cause is gone', () => {
    const visit = opened()
    const { id: alertId } = visit.alert('progress_check_missed')
    visit.does('acknowledgeAlert', { alertId })
    const seen = { acknowledgedAt: late, acknowledgedBy: visit.person.id, escalatesAt: null, level: 0 }
    expect(visit.alert('progress_check_missed')).toMatchObject(seen)
    expect(visit.until(late + HOUR).alert('progress_check_missed')).toMatchObject(seen)
    expect(visit.refusal('acknowledgeAlert', { alertId })).toBe('nothing_to_change')
    visit.until(late + HOUR).answers('later', { laterMinutes: 30 })
    expect(visit.refusal('acknowledgeAlert', { alertId })).toBe('alert_not_found')
    expect(visit.refusal('acknowledgeAlert', { alertId: uuid() })).toBe('alert_not_found')
  })

  it('opens anew with its own age when its cause comes back', () => {
    const visit = opened().answers('on_time').movesPromise(clock('18:00'))
    visit.until(clock('16:40'))
    const reopened = { level: 0, acknowledgedAt: null, since: clock('16:36') }
    expect(visit.alert('progress_check_missed')).toMatchObject(reopened)
  })

  it.each(alertCauses)('%s escalates from the role that can act to a manager', (cause) => {
    const chain = chainOf[cause]
    expect(new Set(chain).size).toBe(chain.length)
    expect(['manager', 'service_manager']).toContain(chain.at(-1))
    // The setup says so when nobody has the first role.
    expect([...alertRoles, 'service_manager']).toContain(chain[0])
  })
})

describe('AL a finished car that is not collected', () => {
  it.each<[string, () => Visit, number]>([
    ['the promised time, when it is ready early', () => new Visit().isReady(), clock('15:00', 1)],
    ['its being ready, when it is late', () => new Visit().until(clock('16:00')).isReady(), clock('16:00', 1)],
    [
      'the moment the customer was told, when that is later still',
      () => {
        const visit = new Visit().until(clock('16:00')).isDone().until(clock('17:00'))
        visit.does('prepareCar', {})
        return visit
      },
      clock('17:00', 1),
    ],
  ])('is counted from %s', (_when, finished, at) => {
    expect(finished().until(at - 1).causes).not.toContain('not_collected')
    expect(finished().until(at).causes).toContain('not_collected')
  })

  it('is counted without closed days: ready on Saturday, an alert on Monday', () => {
    const saturday = () => new Visit({ at: clock('10:00', 4), promiseAt: clock('15:00', 4) }).isReady()
    expect(saturday().until(clock('15:00', 6) - 1).causes).not.toContain('not_collected')
    expect(saturday().until(clock('15:00', 6)).causes).toContain('not_collected')
  })

  it('B9 nor does a customer’s answer count as outstanding in the night', () => {
    const visit = new Visit({ promiseAt: clock('15:00', 1) }).starts().until(clock('17:50'))
    propose(visit)
    visit.does('offerAdditionalWork', { promiseAt: clock('15:00', 1), onPage: false })
    expect(visit.until(clock('08:20', 1) - 1).causes).not.toContain('answer_outstanding')
    expect(visit.until(clock('08:20', 1)).causes).toContain('answer_outstanding')
  })
})

describe('AL a bay out of service', () => {
  const bay = aBay()
  const out = (until: number | null) => {
    const server = new MemoryServer(aScope({ bays: [bay] }))
    const staff = { device: 'staff', personId: null } as const
    server.execute('takeBayOutOfService', { bayId: bay.id, reason: 'oil', until }, staff)
    return { server, back: () => server.execute('returnBayToService', { bayId: bay.id }, staff) }
  }
  const open = (server: MemoryServer) => [...server.all.alerts.values()].filter(({ closedAt }) => closedAt === null)

  it('is a warning while it lasts', () => {
    const { server, back } = out(null)
    expect(open(server)).toMatchObject([
      { cause: 'bay_out_of_service', severity: 'warning', bayId: bay.id, owner: 'foreman', orderId: null },
    ])
    back()
    expect(open(server)).toEqual([])
    expect(server.all.bays.get(bay.id)!.reviewAt).toBeNull()
    expect(server.deadlines.size).toBe(0)
  })

  it('turns into an alarm when it is overdue', () => {
    const { server } = out(NOW + 2 * HOUR)
    const [{ id } = anAlert()] = open(server)
    passUntil(server, NOW + 2 * HOUR - 1)
    expect(open(server)).toMatchObject([{ id, severity: 'warning' }])
    passUntil(server, NOW + 2 * HOUR)
    expect(open(server)).toMatchObject([{ id, severity: 'alarm', since: NOW }])
  })

  it('escalates to the next role until acknowledged', () => {
    const { server } = out(null)
    passUntil(server, NOW + 15 * MINUTE)
    const [{ id: alertId } = anAlert()] = open(server)
    expect(open(server)).toMatchObject([{ owner: 'service_manager' }])
    expect(server.execute('acknowledgeAlert', { alertId }, { device: 'staff', personId: null }).ok).toBe(true)
    passUntil(server, NOW + DAY)
    expect(open(server)).toMatchObject([{ owner: 'service_manager', level: 1 }])
  })
})

describe('AL unknown public holidays', () => {
  const known = (holidaysUntil: string | null) => aWorkshop({ holidays: 'CN', holidaysUntil })

  it('are an alert when they are unknown for the next thirty days', () => {
    expect(workshopCauses(known(null), NOW).map(({ cause }) => cause)).toEqual(['holidays_unknown'])
    expect(workshopCauses(known('2026-12-02'), NOW)).toHaveLength(1)
    expect(workshopCauses(known('2026-12-31'), NOW)).toEqual([])
    expect(workshopCauses(aWorkshop({ holidays: null }), NOW)).toEqual([])
  })

  it('stay an alert when the example is cleared', () => {
    const workshop = { ...known(null), isExample: true }
    const alert = anAlert({ cause: 'holidays_unknown', severity: 'warning', owner: 'service_manager' })
    const other = anAlert({ cause: 'bay_out_of_service', bayId: uuid() })
    const scope = aScope({ workshop, alerts: [alert, other] })
    const { put, drop } = accepted('clearExample', {}, scope, { actor: { device: 'admin', personId: null } })
    expect(drop!.alert).toEqual([other.id])
    expect(put.alert).toBeUndefined()
    expectRefusal('nothing_to_change', 'clearExample', {}, aScope())
  })
})

describe('AL B10 the alert of a reported problem closes by itself once the problem is solved', () => {
  const comes = (visit: Visit) =>
    visit.does('recordPartArrival', { partId: visit.order.parts.find(({ arrivedAt }) => arrivedAt === null)!.id })
  const later = { ...part, expectedAt: clock('14:00') }
  const waitsForParts = (count: number) => {
    const visit = new Visit({ order: { language: 'en' } }).starts()
    for (let i = 0; i < count; i++) visit.does('expectPart', later)
    return visit.until(due).answers('problem', { reason: 'parts' })
  }
  const hasNoBay = () => {
    const visit = new Visit().starts()
    visit.does('takeBayOutOfService', { bayId: visit.bay.id, reason: 'Oil on the floor', until: null })
    return visit.until(due).answers('problem', { reason: 'bay' })
  }
  const isBack = (visit: Visit) => visit.does('returnBayToService', { bayId: visit.bay.id })
  const asks = (reason: 'more_work' | 'customer') => {
    const visit = new Visit().starts()
    propose(visit)
    return visit.until(due).answers('problem', { reason })
  }
  const decides = (accepted: boolean) => (visit: Visit) =>
    visit.does('decideAdditionalWork', { operationIds: proposed(visit), accepted, promiseAt: null })

  it.each<[string, () => Visit, (visit: Visit) => unknown]>([
    ['the last missing part is there', () => waitsForParts(1), comes],
    [
      'work that stood for a part goes on',
      () => new Visit().starts().pauses('parts').until(due).answers('problem', { reason: 'parts' }),
      (visit) => visit.starts(),
    ],
    ['the bay is back', hasNoBay, isBack],
    [
      'work goes on, in whatever bay',
      () => new Visit().starts().pauses('bay').until(due).answers('problem', { reason: 'bay' }),
      (visit) => visit.starts(),
    ],
    [
      'work goes on, by whomever',
      () => new Visit().starts().pauses().until(due).answers('problem', { reason: 'technician' }),
      (visit) => visit.starts(),
    ],
    ['the customer agrees to more work', () => asks('more_work'), decides(true)],
    ['the customer declines it', () => asks('more_work'), decides(false)],
    ['the customer has answered', () => asks('customer'), decides(true)],
  ])('%s', (_what, problem, ends) => {
    const visit = problem()
    expect(visit.causes).toContain('progress_check_problem')
    ends(visit)
    expect(visit.causes).not.toContain('progress_check_problem')
    expect(visit.order.progressCheck).toMatchObject({ answer: 'problem', solvedAt: visit.server.now })
    expect(visit.until(due + HOUR).causes, 'and goes to nobody else').not.toContain('progress_check_problem')
  })

  it.each<[string, () => Visit, (visit: Visit) => unknown]>([
    ['one of two parts is there', () => waitsForParts(2), comes],
    [
      'it is a part that nobody has written down',
      () => new Visit().starts().until(due).answers('problem', { reason: 'parts' }),
      (visit) => visit.does('setPriority', { priority: 'urgent' }),
    ],
    ['a part comes, but that was not it', () => waitsForParts(1).answers('problem', { reason: 'technician' }), comes],
    ['it is something only the floor knows', () => waitsForParts(1).answers('problem', { reason: 'other' }), comes],
  ])('but stays while %s', (_what, problem, happens) => {
    const visit = problem()
    happens(visit)
    expect(visit.causes).toContain('progress_check_problem')
    expect(visit.answers('problem', { reason: 'other' }).order.progressCheck).toMatchObject({ solvedAt: null })
  })

  it('B11.1 a later delay notice does not give a solved problem as its reason', () => {
    const visit = waitsForParts(1)
    comes(visit)
    visit.forecasts(clock('18:00'))
    expect(visit.notices.at(-1)).toMatchObject({
      kind: 'delay',
      body: expect.stringContaining('takes longer') as string,
    })
  })
})

describe('B1.2 additional work that nobody has asked the customer about', () => {
  const found = (visit = new Visit().starts()) => {
    propose(visit)
    return visit
  }

  it('is a warning after the door’s warning minutes and an alarm after its alarm minutes, by the same settings', () => {
    const visit = found(new Visit({ settings: { doorWarningMinutes: 3, doorAlarmMinutes: 7 } }).starts())
    expect(visit.until(NOW + 3 * MINUTE - 1).causes).toEqual([])
    expect(visit.until(NOW + 3 * MINUTE).alert('not_asked').severity).toBe('warning')
    expect(visit.until(NOW + 7 * MINUTE - 1).alert('not_asked').severity).toBe('warning')
    expect(visit.until(NOW + 7 * MINUTE).alert('not_asked').severity).toBe('alarm')
  })

  it('counts opening hours only', () => {
    const visit = found(new Visit({ promiseAt: clock('15:00', 1) }).starts().until(clock('17:58')))
    expect(visit.until(clock('08:03', 1) - 1).causes).not.toContain('not_asked')
    expect(visit.until(clock('08:03', 1)).alert('not_asked').severity).toBe('warning')
  })

  it('B9 is one alert for an order, and asking covers all of it; work found later is a new question', () => {
    const visit = found().until(NOW + 4 * MINUTE)
    propose(visit)
    expect(visit.until(NOW + 6 * MINUTE).causes).toEqual(['not_asked'])
    ask(visit)
    expect(visit.order.operations.map(({ askedAt }) => askedAt)).toEqual([null, NOW + 6 * MINUTE, NOW + 6 * MINUTE])
    expect(visit.order.additionalOffer).toMatchObject({ promiseAt: clock('18:00'), onPage: false })
    expect(visit.refusal('offerAdditionalWork', { promiseAt: clock('18:00'), onPage: false })).toBe('nothing_to_change')
    propose(visit)
    expect(visit.causes).toEqual([])
    expect(visit.until(NOW + 11 * MINUTE).causes).toEqual(['not_asked'])
  })

  it('B9 the answer is outstanding from the question on, not from the find', () => {
    const visit = found().until(NOW + 20 * MINUTE)
    ask(visit)
    // Any touch reviews the order.
    visit.until(NOW + 50 * MINUTE - 1).does('setPriority', { priority: 'urgent' })
    expect(visit.causes).not.toContain('answer_outstanding')
    expect(visit.until(NOW + 50 * MINUTE).causes).toContain('answer_outstanding')
  })

  it('S14 a question taken back leaves it to be asked, with its alert', () => {
    const visit = new Visit({ settings: { undoSeconds: 10 } }).starts()
    found(visit).until(NOW + 6 * MINUTE)
    ask(visit)
    expect(visit.causes).not.toContain('not_asked')
    visit.server.execute('undoCommand', { commandId: uuid(), command: 'offerAdditionalWork' }, staff(visit.person.id))
    expect(visit.causes).toContain('not_asked')
    expect(visit.order.operations.at(-1)!.askedAt).toBeNull()
  })
})
