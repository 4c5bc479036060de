/** The workshop's settings, and their effect on live orders (B5, B10, B11, AL). */
import { describe, expect, it } from 'vitest'
import type { Payload } from '#contract/commands/index.ts'
import { setupCommands } from '#contract/commands/setup.ts'
import type { Workshop } from '#contract/entities/index.ts'
import { defaultSettings, settingNames, settingsTable, type Settings } from '#contract/settings.ts'
import { languages, noticeKinds } from '#contract/values.ts'
import { noticeTexts } from '#words/texts.ts'
import { textOf } from '#server/domain/notice/text.ts'
import { aProgressCheck, anOrderIn, aScope, aWorkshop, DAY, HOUR, MINUTE, NOW, staff } from '../support/factories.ts'
import { MemoryServer } from '../support/memoryServer.ts'
import { accepted, expectRefusal } from './decide.ts'

const workshop = aWorkshop({ hours: Array.from({ length: 7 }, () => [[0, 1440]]) })
const scope = (over: Partial<Workshop> = {}) => aScope({ workshop: { ...workshop, ...over } })
/** Ten working hours from receipt to promise, so that a percent is six minutes. */
const tenHours = () => anOrderIn('waiting', { authorisedAt: NOW - HOUR, promiseAt: NOW + 9 * HOUR })

/** The workshop after one review of all orders, as after any command. */
function settled(...orders: ReturnType<typeof anOrderIn>[]) {
  const server = new MemoryServer(aScope({ workshop, orders }))
  const { timeZone, name, currency, plateFormat, country } = workshop
  const first = { timeZone, name, currency, plateFormat, country, phone: '+862155551234' }
  expect(server.execute('changeWorkshop', first, staff())).toMatchObject({ ok: true })
  return server
}

describe('changeSettings', () => {
  const set = (settings: Partial<Settings>): Payload<'changeSettings'> => ({ settings })

  it('changes the given settings, leaves the rest, and names the changed ones', () => {
    const { put, facts } = accepted('changeSettings', set({ muteMinutes: 10, announceEarly: false }), scope())
    expect(put.workshop![0]!.settings).toEqual({ ...workshop.settings, muteMinutes: 10, announceEarly: false })
    expect(facts).toContainEqual({ name: 'settingsChanged', fields: ['announceEarly', 'muteMinutes'] })
  })

  it('B10 moves the progress checks of all live orders, and when the clock reviews them', () => {
    const order = tenHours()
    const server = settled(order)
    expect(server.all.orders.get(order.id)!.progressCheck).toMatchObject({
      dueAt: NOW + 6 * HOUR,
      lateAt: NOW + 7 * HOUR,
    })
    const decision = server.execute(
      'changeSettings',
      set({ progressCheckFromPercent: 50, progressCheckUntilPercent: 60 }),
      staff(),
    )
    const moved = server.all.orders.get(order.id)!
    expect(moved.progressCheck).toMatchObject({ dueAt: NOW + 4 * HOUR, lateAt: NOW + 5 * HOUR })
    expect(moved.reviewAt).toBe(NOW + 4 * HOUR)
    expect(decision).toMatchObject({
      deadlines: expect.arrayContaining([{ kind: 'order', subjectId: order.id, dueAt: NOW + 4 * HOUR }]),
    })
  })

  it('B10 asks at once what is due under the new settings, and drops checks of orders now too short', () => {
    const order = tenHours()
    const server = settled(order)
    server.execute('changeSettings', set({ progressCheckFromPercent: 5 }), staff())
    expect(server.all.orders.get(order.id)!.progressCheck!.askedAt).toBe(NOW)
    server.execute('changeSettings', set({ progressCheckLeastMinutes: 601 }), staff())
    expect(server.all.orders.get(order.id)!.progressCheck).toBeNull()
  })

  it('B11 moves the notices of short and long orders, and the threshold between them', () => {
    const short = tenHours()
    const long = anOrderIn('waiting', { authorisedAt: NOW - HOUR, promiseAt: NOW + 50 * HOUR })
    const server = settled(short, long)
    const noticeAt = (order: { id: string }) => server.all.orders.get(order.id)!.noticeAt! - NOW
    expect([noticeAt(short), noticeAt(long)]).toEqual([8 * HOUR, 46 * HOUR])
    server.execute('changeSettings', set({ noticeShortMinutes: 90, noticeLongMinutes: 180 }), staff())
    expect([noticeAt(short), noticeAt(long)]).toEqual([7.5 * HOUR, 47 * HOUR])
    server.execute('changeSettings', set({ longFromHours: 60 }), staff())
    expect(noticeAt(long)).toBe(48.5 * HOUR)
  })

  it('B11.4 moves a notice out of the new quiet hours', () => {
    const order = tenHours() // notice due at 18:00
    const server = settled(order)
    server.execute('changeSettings', set({ quietFrom: 17 * 60 }), staff())
    expect(server.all.orders.get(order.id)!.noticeAt).toBe(NOW + 7 * HOUR - MINUTE)
  })

  it('leaves closed orders alone', () => {
    const left = anOrderIn('left')
    const server = settled(left)
    server.execute('changeSettings', set({ progressCheckFromPercent: 50 }), staff())
    expect(server.all.orders.get(left.id)).toBe(left)
  })

  it('refuses contradictory settings, and no change', () => {
    expectRefusal('bad_settings', 'changeSettings', set({ progressCheckFromPercent: 80 }), scope())
    expectRefusal('bad_settings', 'changeSettings', set({ progressCheckUntilPercent: 70 }), scope())
    const settings = { ...defaultSettings, progressCheckFromPercent: 60 }
    expectRefusal('bad_settings', 'changeSettings', set({ progressCheckUntilPercent: 55 }), scope({ settings }))
    expectRefusal('nothing_to_change', 'changeSettings', set({}), scope())
    expectRefusal('nothing_to_change', 'changeSettings', set({ muteMinutes: defaultSettings.muteMinutes }), scope())
  })

  it.each(settingNames)('%s takes its bounds and nothing beyond them', (name) => {
    const { payload } = setupCommands.changeSettings
    const taken = (value: unknown) => payload.safeParse({ settings: { [name]: value } }).success
    const { unit, least, most } = settingsTable[name]
    if (unit === 'yes_no') {
      expect([true, false, 0, 1, 'yes', null].map(taken)).toEqual([true, true, false, false, false, false])
    } else {
      expect([least, most, defaultSettings[name]].map(taken)).toEqual([true, true, true])
      expect([least - 1, most + 1, least + 0.5, String(most), null, true].some(taken)).toBe(false)
    }
  })
})

describe('changeOpening', () => {
  const { hours } = workshop
  const as: Payload<'changeOpening'> = { hours, holidays: null, ownDays: [] }

  it('B5 sorts the workshop’s own days, which override all others', () => {
    const ownDays = ['2026-12-24', '2026-11-30'].map((day) => ({ day, spans: [], note: 'Closed' }))
    const { put, facts } = accepted('changeOpening', { ...as, ownDays }, scope())
    expect(put.workshop![0]!.days.map(({ day }) => day)).toEqual(['2026-11-30', '2026-12-24'])
    expect(facts).toContainEqual({ name: 'openingChanged', fields: ['ownDays'] })
  })

  it('B5 computes the public holidays, and schedules a review', () => {
    const { put, deadlines } = accepted('changeOpening', { ...as, holidays: 'CN' }, scope())
    const next = put.workshop![0]!
    expect(next.holidaysUntil).toBe('2026-12-31')
    expect(next.days).toContainEqual({ day: '2027-01-01', spans: [], note: '元旦' })
    expect(next.reviewAt).toBe(NOW + 7 * DAY)
    expect(deadlines).toContainEqual({ kind: 'workshop', subjectId: workshop.id, dueAt: NOW + 7 * DAY })
  })

  it('AL raises an alert when the public holidays end soon, and closes it when none are kept', () => {
    const server = new MemoryServer(scope())
    server.now = Date.UTC(2026, 11, 10)
    server.execute('changeOpening', { ...as, holidays: 'CN' }, staff())
    const [alert] = [...server.all.alerts.values()]
    expect(alert).toMatchObject({ cause: 'holidays_unknown', owner: 'service_manager', closedAt: null })
    server.execute('changeOpening', as, staff())
    expect(server.all.alerts.get(alert!.id)!.closedAt).toBe(server.now)
  })

  it('B10 moves progress checks when the hours in between change', () => {
    const order = tenHours()
    const server = settled(order)
    // Closed from noon to three, which leaves seven hours of the ten.
    const noon: [number, number][] = [
      [0, 720],
      [900, 1440],
    ]
    server.execute('changeOpening', { ...as, hours: Array.from({ length: 7 }, () => noon) }, staff())
    // 4 h 54 min of seven hours, from nine on: three until noon, the rest from three on.
    expect(server.all.orders.get(order.id)!.progressCheck!.dueAt).toBe(NOW + 5 * HOUR + 114 * MINUTE)
  })

  it('without opening hours nothing is asked, and nothing breaks', () => {
    const order = tenHours()
    const server = settled(order)
    const decision = server.execute('changeOpening', { ...as, hours: [[], [], [], [], [], [], []] }, staff())
    expect(decision.ok).toBe(true)
    expect(server.all.orders.get(order.id)).toMatchObject({ progressCheck: null, forecastAt: null })
  })

  it('refuses an unknown calendar, and no change', () => {
    for (const holidays of ['XX', 'cn', 'DE-XX', 'China'])
      expectRefusal('unknown_holidays', 'changeOpening', { ...as, holidays }, scope())
    expectRefusal('nothing_to_change', 'changeOpening', as, scope())
  })

  it('rejects a payload with a nonexistent or duplicate day, or a week of eight days', () => {
    const { payload } = setupCommands.changeOpening
    const one = (day: string) => ({ day, spans: [], note: '' })
    expect(payload.safeParse({ ...as, ownDays: [one('2026-02-28')] }).success).toBe(true)
    for (const ownDays of [[one('2026-02-30')], [one('2026-02-28'), one('2026-02-28')], [one('tomorrow')]])
      expect(payload.safeParse({ ...as, ownDays }).success).toBe(false)
    expect(payload.safeParse({ ...as, hours: [...hours, []] }).success).toBe(false)
  })
})

describe('B11 changeTemplate', () => {
  const text = { subject: '{{plate}} is done', body: 'Dear {{ name }}, come and get it. {{link}}' }
  const payload = { kind: 'on_course', language: 'en', text } as const

  it('stores a text in place of the built-in one, and removes it again', () => {
    const { put } = accepted('changeTemplate', payload, scope())
    const templates = put.workshop![0]!.templates
    expect(templates).toEqual([{ kind: 'on_course', language: 'en', ...text }])
    const again = { ...payload, text: { ...text, subject: 'Done' } }
    const changed = accepted('changeTemplate', again, scope({ templates })).put.workshop![0]!.templates
    expect(changed).toEqual([{ kind: 'on_course', language: 'en', ...text, subject: 'Done' }])
    const none = accepted('changeTemplate', { ...payload, text: null }, scope({ templates })).put.workshop![0]!
    expect(none.templates).toEqual([])
  })

  it('is used for notices from then on, in that language only', () => {
    const { put } = accepted('changeTemplate', payload, scope())
    const textIn = (language: 'en' | 'zh-Hant') =>
      textOf(
        'on_course',
        NOW,
        anOrderIn('waiting', { language, progressCheck: aProgressCheck() }),
        put.workshop![0]!,
        NOW,
      )
    expect(textIn('en')).toMatchObject({ subject: '沪A·7K382 is done', body: 'Dear Li Na, come and get it. {{link}}' })
    expect(textIn('zh-Hant').subject).toContain('交車')
  })

  it('refuses unknown placeholders', () => {
    for (const bad of [
      '{{plat}}',
      '{{ name }} {{surname}}',
      '{{}}',
      '{{constructor}}',
      '{{Plate}}',
      'at {{ time',
      'time }}',
    ])
      for (const field of ['subject', 'body'] as const)
        expectRefusal(
          'unknown_template_field',
          'changeTemplate',
          { ...payload, text: { ...text, [field]: bad } },
          scope(),
        )
  })

  it('refuses tags, empty texts, and a subject of two lines', () => {
    for (const bad of [
      '<script>alert(1)</script>',
      'a <b>bold</b> word',
      '< / div>',
      '<!doctype html>',
      '<?php',
      '<!-- -->',
      '',
      '  ',
    ])
      for (const field of ['subject', 'body'] as const)
        expectRefusal('bad_template', 'changeTemplate', { ...payload, text: { ...text, [field]: bad } }, scope())
    const twoLines = { ...text, subject: 'Done\nBcc: everybody@example.com' }
    expectRefusal('bad_template', 'changeTemplate', { ...payload, text: twoLines }, scope())
    const prices = { ...text, body: 'Under 3 < 4 hours > soon' }
    expect(accepted('changeTemplate', { ...payload, text: prices }, scope()).put.workshop).toHaveLength(1)
  })

  it('refuses no change', () => {
    expectRefusal('nothing_to_change', 'changeTemplate', { ...payload, text: null }, scope())
    const templates = [{ kind: payload.kind, language: payload.language, ...text }]
    expectRefusal('nothing_to_change', 'changeTemplate', payload, scope({ templates }))
  })

  it.each(noticeKinds)('would accept the built-in text of %s in every language', (kind) => {
    for (const language of languages) {
      const { subject, body } = noticeTexts[language].text[kind]
      const text = { subject: `${subject}!`, body }
      expect(accepted('changeTemplate', { kind, language, text }, scope()).ok).toBe(true)
    }
  })
})

describe('changeWorkshop', () => {
  const { name, timeZone, currency, plateFormat, country, phone } = workshop
  const as: Payload<'changeWorkshop'> = { name, timeZone, currency, plateFormat, country, phone }

  it('B10 moves what is computed in opening hours when the time zone changes', () => {
    const order = tenHours()
    const server = new MemoryServer(aScope({ workshop: aWorkshop(), orders: [order] }))
    server.execute('changeWorkshop', { ...as, name: 'Dockside' }, staff())
    const before = server.all.orders.get(order.id)!.progressCheck!.dueAt
    server.execute('changeWorkshop', { ...as, timeZone: 'Asia/Kathmandu' }, staff())
    expect(server.all.orders.get(order.id)!.progressCheck!.dueAt).not.toBe(before)
  })

  it('stores a time zone under its current name, which every browser and PostgreSQL know', () => {
    const server = new MemoryServer(aScope({ workshop: aWorkshop({ timeZone: 'Asia/Tokyo' }) }))
    for (const [typed, stored] of [
      ['PRC', 'Asia/Shanghai'],
      ['asia/taipei', 'Asia/Taipei'],
      ['US/Pacific', 'America/Los_Angeles'],
      ['Hongkong', 'Asia/Hong_Kong'],
      ['Asia/Kolkata', 'Asia/Kolkata'],
      ['Europe/London', 'Europe/London'],
    ] as const) {
      server.execute('changeWorkshop', { ...as, timeZone: typed }, staff())
      expect(server.all.workshop.timeZone, typed).toBe(stored)
    }
  })

  it('refuses an unknown time zone, an offset in place of one, every time, and no change', () => {
    for (const timeZone of [
      'Mars/Olympus',
      'Asia/Shanghai2',
      'Mars/Olympus',
      '../etc/passwd',
      '+08:00',
      '-0300',
      '+08',
    ])
      expectRefusal('bad_time_zone', 'changeWorkshop', { ...as, timeZone }, scope())
    expectRefusal('nothing_to_change', 'changeWorkshop', as, scope())
  })

  it('rejects a currency of two letters and a country that does not exist', () => {
    const { payload } = setupCommands.changeWorkshop
    expect(payload.safeParse({ ...as, phone: '+86 21 5555-1234' }).success).toBe(true)
    for (const wrong of [{ currency: 'CN' }, { currency: 'cny' }, { country: 'UK' }, { name: ' ' }])
      expect(payload.safeParse({ ...as, ...wrong }).success, JSON.stringify(wrong)).toBe(false)
  })
})
