/** A screen's texts, and times, numbers and money formatted by `Intl` in the workshop's time zone. */
import i18next from 'i18next'
import type { Language } from '#contract/values.ts'
import { localDay } from '#contract/calendar.ts'
import { exponentOf } from '#contract/currency.ts'
import { nameIn, type Names } from '#contract/names.ts'
import { zoneOffset } from '#contract/zone.ts'
import type { Key } from '#words/keys.ts'
import { isolated } from '#words/isolated.ts'
import { about, languageFor } from '#words/languages.ts'
import { keepTrying } from './keepTrying.ts'

export type { Key }
export type Params = Readonly<Record<string, string | number>>

/** A screen's text files by path, `…/<language>/<namespace>.ts`, as `import.meta.glob` returns them. */
export type Texts = Readonly<Record<string, () => Promise<unknown>>>

const dayOfMonth = { day: 'numeric', month: 'short' } as const

const i18n = i18next.createInstance()
void i18n.init({
  lng: 'en',
  fallbackLng: false,
  load: 'currentOnly',
  initAsync: false,
  resources: {},
  defaultNS: 'common',
  // Svelte escapes.
  interpolation: { escapeValue: false },
})

const withIsolated = (params: Params): Params =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? isolated(value) : value]),
  )

class Words {
  #language = $state.raw<Language>('en')
  #timeZone = $state.raw('UTC')
  /** Cache of texts without parameters in the current language: cards repeat the same few. */
  #texts = new Map<Key, string>()
  #files: Texts = {}
  /** The language chosen last; its texts may be loading. */
  #wanted: Language = 'en'
  #formats = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>()

  get language(): Language {
    return this.#language
  }

  /** BCP 47 locale for dates and numbers. */
  get locale(): string {
    return about[this.#language].locale
  }

  get timeZone(): string {
    return this.#timeZone
  }

  /** The text under `namespace:path.to.key`; `count` picks the plural form. Values may be in any script. */
  t = (key: Key, params?: Params): string => {
    const lng = this.#language
    if (params) return i18n.t(key, { lng, ...withIsolated(params) })
    const known = this.#texts.get(key)
    if (known !== undefined) return known
    const text = i18n.t(key, { lng })
    this.#texts.set(key, text)
    return text
  }

  /** A title in the screen's language, for a line with other parts. */
  name = (names: Names): string => isolated(nameIn(names, this.#language))

  /** Facts in one line, `Bay 6 · Ma Chao`, each of them in any script. Empty ones are left out. */
  line = (facts: readonly (string | null | undefined | false)[]): string =>
    facts
      .filter((fact): fact is string => typeof fact === 'string' && fact !== '')
      .map((fact) => isolated(fact))
      .join(' · ')

  /** Things of one kind in one text: `Lift, Paint`, in Chinese with its own comma. */
  list = (things: readonly string[]): string => things.join(about[this.#language].comma)

  /** 09:05 */
  time = (at: number): string => this.#date('time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, at)
  /** Fri */
  weekday = (at: number): string => this.#date('weekday', { weekday: 'short' }, at)
  /** Fri 27 Nov; 27 Nov 2027 in another year than `now`. */
  date = (at: number, now = at): string =>
    this.#year(at) === this.#year(now)
      ? this.#date('date', { weekday: 'short', day: 'numeric', month: 'short' }, at)
      : this.#date('dateOfYear', { day: 'numeric', month: 'short', year: 'numeric' }, at)
  /** 27 Nov */
  monthDay = (at: number): string => this.#date('monthDay', dayOfMonth, at)
  /** 23–26 Nov */
  monthDays = (from: number, to: number): string =>
    this.#dateFormat('monthDay', dayOfMonth).formatRange(this.#local(from), this.#local(to))
  /** Fri 27 Nov, 09:05; with the year in another one than `now`. */
  dateTime = (at: number, now = at): string => {
    const isThisYear = this.#year(at) === this.#year(now)
    const options = {
      ...(isThisYear ? ({ weekday: 'short' } as const) : ({ year: 'numeric' } as const)),
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    } as const
    return this.#date(`dateTime ${isThisYear}`, options, at)
  }

  /** True when two instants are on the same day in the workshop. */
  sameDay = (a: number, b: number): boolean => localDay(a, this.#timeZone) === localDay(b, this.#timeZone)

  /** The shortest unambiguous form: 09:05 today, Fri 09:05 in the next six days, 27 Nov 09:05 in the last six, otherwise the date. */
  when = (at: number, now: number): string => {
    const day = this.dayOf(at, now)
    return day === null ? this.time(at) : this.isNear(at, now) ? `${day} ${this.time(at)}` : day
  }

  /** The day to name beside a time: none today, the weekday in the next six days, otherwise the date. */
  dayOf = (at: number, now: number): string | null => {
    if (this.sameDay(at, now)) return null
    if (!this.isNear(at, now)) return this.date(at, now)
    return at > now ? this.weekday(at) : this.monthDay(at)
  }

  /** Whether the time of day still matters: within six days. */
  isNear = (at: number, now: number): boolean => Math.abs(at - now) < 6 * 86_400_000

  /** 1 hr 20 min; from a day up, 2 days 3 hr. Rounded to whole minutes. */
  duration = (minutes: number): string => {
    const whole = Math.max(0, Math.round(minutes))
    const days = Math.floor(whole / 1440)
    const hours = Math.floor((whole % 1440) / 60)
    const rest = days > 0 ? 0 : whole % 60
    const parts = [
      days > 0 && this.#unit(days, 'day'),
      hours > 0 && this.#unit(hours, 'hour'),
      rest > 0 && this.#unit(rest, 'minute'),
    ].filter((part) => part !== false)
    return parts.length > 0 ? parts.join(' ') : this.#unit(0, 'minute')
  }

  /** 45 min, 3 hr, 3 days: a duration at a glance. Never negative, since two clocks may differ slightly. */
  roughly = (minutes: number): string => {
    if (minutes < 180) return this.#unit(Math.max(0, minutes), 'minute')
    return minutes < 2880 ? this.#unit(minutes / 60, 'hour') : this.#unit(minutes / 1440, 'day')
  }

  /** 8s, 2m, 3h: an age in its largest unit. */
  age = (milliseconds: number): string => {
    const seconds = Math.floor(milliseconds / 1000)
    if (seconds < 120) return this.#unit(seconds, 'second', 'narrow')
    return seconds < 7200
      ? this.#unit(Math.floor(seconds / 60), 'minute', 'narrow')
      : this.#unit(Math.floor(seconds / 3600), 'hour', 'narrow')
  }

  number = (value: number): string => this.#number('number', {}).format(value)
  /** A share from 0 to 1 as a percentage: 62 %. */
  percent = (share: number): string => this.#number('percent', { style: 'percent' }).format(share)
  /** Money from its smallest unit (fen, cents). */
  money = (minor: number, currency: string): string => {
    const exponent = exponentOf(currency)
    const decimals = { minimumFractionDigits: exponent, maximumFractionDigits: exponent }
    const look = { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...decimals } as const
    return this.#number(`money ${currency}`, look).format(minor / 10 ** exponent)
  }

  /** Sets a screen's texts, and its language once they are loaded. Throws if a file does not load. */
  speak = async (language: Language, files: Texts): Promise<void> => {
    this.#files = files
    this.#wanted = language
    await this.#load(language)
    this.#set(language)
  }

  /**
   * Switches the language once its texts are loaded, however often that takes.
   * @returns false: another language was chosen meanwhile
   */
  turnTo = async (language: Language): Promise<boolean> => {
    this.#wanted = language
    const isWanted = () => this.#wanted === language
    await keepTrying(() => this.#load(language), isWanted)
    if (isWanted()) this.#set(language)
    return isWanted()
  }

  /** The time zone of all times. */
  setTimeZone = (timeZone: string): void => {
    this.#timeZone = timeZone
  }

  async #load(language: Language): Promise<void> {
    await Promise.all(
      Object.entries(this.#files).map(async ([path, load]) => {
        const [folder, file] = path.split('/').slice(-2)
        const namespace = file!.replace('.ts', '')
        if (folder !== language || i18n.hasResourceBundle(language, namespace)) return
        i18n.addResourceBundle(language, namespace, await load())
      }),
    )
  }

  #set(language: Language): void {
    this.#texts.clear()
    this.#language = language
    if (typeof document !== 'undefined') document.documentElement.lang = language
  }

  #year = (at: number): string => this.#date('year', { year: 'numeric' }, at)

  /** The workshop's wall clock, as if it were UTC: the browser need not know the zone (S11). */
  #local = (at: number): number => at + zoneOffset(at, this.#timeZone)

  #date(name: string, options: Intl.DateTimeFormatOptions, at: number): string {
    return this.#dateFormat(name, options).format(this.#local(at))
  }

  #dateFormat(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return this.#cached(name, (locale) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }))
  }

  #number(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
    return this.#cached(name, (locale) => new Intl.NumberFormat(locale, options))
  }

  #unit(value: number, unit: string, unitDisplay: 'short' | 'narrow' = 'short'): string {
    const options = { style: 'unit', unit, unitDisplay, maximumFractionDigits: 0 } as const
    const format = this.#cached(
      `${unit} ${unitDisplay}`,
      () => new Intl.NumberFormat(about[this.#language].unitLocale ?? this.locale, options),
    )
    // Between figures and characters stands a space, as in our texts: Intl sets it in Traditional Chinese only.
    return format.format(value).replace(/\d(?=\p{Script=Han})/u, '$& ')
  }

  /** Formatters are cached: creating one costs far more than using it. */
  #cached<F extends Intl.DateTimeFormat | Intl.NumberFormat>(name: string, make: (locale: string) => F): F {
    const key = `${this.locale} ${name}`
    let format = this.#formats.get(key) as F | undefined
    if (!format) this.#formats.set(key, (format = make(this.locale)))
    return format
  }
}

export const words = new Words()
export const setTimeZone = words.setTimeZone

/** The screen's language: `?lang=` in the address, else the first of the browser's languages that the workshop supports, else English. */
export function preferredLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang')
  for (const tag of [...(asked ? [asked] : []), ...navigator.languages]) {
    const language = languageFor(tag)
    if (language) return language
  }
  return 'en'
}
