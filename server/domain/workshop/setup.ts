/** The workshop's settings: hours, holidays, service standards, shifts, texts (B5, B10, B11, AL). */
import type { Calendar } from '#contract/calendar.ts'
import type { Order, Workshop } from '#contract/entities/index.ts'
import { hasTags, missingFields, unknownFields } from '#words/notice.ts'
import { settingNames, type Settings } from '#contract/settings.ts'
import { refuse, type Accepted, type Needs, type Rule, type Scope } from '../rule.ts'
import type { CommandName } from '#contract/commands/index.ts'
import { daysWithHolidays, isHolidayCalendar, loadHolidays } from './holidays.ts'

/** Promises, progress checks and notices depend on the settings, so every live order and open arrival is touched. */
const ofAll: Needs = { allLiveOrders: true, openArrivals: true, workshopAlerts: true }

function set<N extends CommandName>(next: Workshop, scope: Scope, name: string, fields: string[]): Accepted<N> {
  const order: Order[] = [...scope.orders.values()]
  const arrival = [...scope.arrivals.values()]
  return { ok: true, answer: {} as never, facts: [{ name, fields }], put: { workshop: [next], order, arrival } }
}

const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b)

/** Refuses `unknown_holidays` for a country or region without a calendar, `nothing_to_change`. */
export const changeOpening: Rule<'changeOpening'> = {
  prepare: ({ holidays }) => (holidays === null ? undefined : loadHolidays()),
  needs: () => ofAll,
  decide(scope, { hours, holidays, ownDays }, { now }) {
    const { workshop } = scope
    if (holidays !== null && !isHolidayCalendar(holidays)) return refuse('unknown_holidays')
    const changed: Pick<Workshop, 'hours' | 'holidays' | 'ownDays'> & Pick<Calendar, 'timeZone'> = {
      ...{ hours, holidays, timeZone: workshop.timeZone },
      ownDays: ownDays.toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    }
    const fields = (['hours', 'holidays', 'ownDays'] as const).filter((name) => differs(workshop[name], changed[name]))
    if (fields.length === 0) return refuse('nothing_to_change')
    return set({ ...workshop, ...changed, ...daysWithHolidays(changed, now) }, scope, 'openingChanged', fields)
  },
}

/** Refuses `bad_settings` for numbers that contradict each other, `nothing_to_change`. */
export const changeSettings: Rule<'changeSettings'> = {
  needs: () => ofAll,
  decide(scope, payload) {
    const { workshop } = scope
    const given = Object.entries(payload.settings).filter(([, value]) => value !== undefined)
    const settings: Settings = { ...workshop.settings, ...Object.fromEntries(given) }
    if (settings.progressCheckFromPercent >= settings.progressCheckUntilPercent) return refuse('bad_settings')
    const fields = settingNames.filter((name) => workshop.settings[name] !== settings[name])
    if (fields.length === 0) return refuse('nothing_to_change')
    return set({ ...workshop, settings }, scope, 'settingsChanged', fields)
  },
}

/** A subject is one line. */
const CONTROL = /\p{Cc}/u

/**
 * Refuses `unknown_template_field` for an unknown placeholder, `template_field_missing` without the reason or the new time
 * (B11.1), `bad_template` for a text that is empty or has tags or a subject of two lines, `nothing_to_change`.
 */
export const changeTemplate: Rule<'changeTemplate'> = {
  needs: () => ({ workshopAlerts: true }),
  decide({ workshop }, { kind, language, text }) {
    const others = workshop.templates.filter((one) => one.kind !== kind || one.language !== language)
    if (text) {
      const whole = `${text.subject}\n${text.body}`
      const isEmpty = text.subject.trim() === '' || text.body.trim() === ''
      if (isEmpty || hasTags(whole) || CONTROL.test(text.subject)) return refuse('bad_template')
      if (unknownFields(whole).length > 0) return refuse('unknown_template_field')
      if (missingFields(kind, text.body).length > 0) return refuse('template_field_missing')
    }
    const templates = text ? [...others, { kind, language, ...text }] : others
    if (!differs(workshop.templates, templates)) return refuse('nothing_to_change')
    const facts = [{ name: 'templateChanged', kind, language, own: text !== null }]
    return { ok: true, answer: {}, facts, put: { workshop: [{ ...workshop, templates }] }, leavesPlan: true }
  },
}
