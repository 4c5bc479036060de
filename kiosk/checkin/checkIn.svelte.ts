/** The state of one kiosk: the current visit, the open page, and the transitions between pages. */
import type { Answer } from '#contract/commands/index.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { formatPlate } from '#contract/plate.ts'
import type { Language } from '#contract/values.ts'
import type { Live } from '#kit/live.svelte.ts'
import { preferredLanguage, words, type Key, type Params } from '#kit/words.svelte.ts'
import { AdviserCall } from './adviserCall.svelte.ts'
import { deliver } from './deliver.ts'
import { identify, type Identified } from './identify.ts'
import { opensAgainAt } from './opening.ts'
import { choicesOf, choosePlate, emptyPlate, plateOf } from './plateEntry.ts'
import { nameOf, customerWords } from './customerWords.ts'
import { LAST4_TRIES, PAGE_SETTLES, SLOW_AFTER } from './settings.ts'
import {
  byAppointment,
  checkInOf,
  emptyVisit,
  forgetCar,
  lackOf,
  pageAfter,
  type CheckIn as Command,
  type Page,
  type Visit,
} from './visit.ts'

/** A text kept as its key, so that it changes language with the page. */
export interface Sentence {
  key: Key
  params?: Params
}

export interface Receipt {
  ticket: string
  /** The address of the customer page; null when the arrival created no order. */
  link: string | null
  /** About how long until an adviser is free, in minutes; null: not known (B1.2). */
  waitMinutes: number | null
}

export class CheckIn {
  #live: Live<'kiosk'>
  #trail: Page[] = []
  #turnedAt = -Infinity
  /** Numbers the customers, so that an answer to one customer's request never affects the next. */
  #customer = $state(0)
  #fromReview = false

  visit = $state.raw<Visit>(emptyVisit(emptyPlate('cn', null)))
  page = $state<Page>('language')
  language = $state<Language | null>(null)
  /** What is missing on the page, or what was refused, as a calm sentence. */
  hint = $state.raw<Sentence | null>(null)
  /** The appointment was not found or not confirmed: offer a check-in without it. */
  missed = $state(false)
  busy = $state(false)
  slow = $state(false)
  receipt = $state.raw<Receipt | null>(null)
  lowered = $state(false)
  large = $state(false)
  readonly adviser: AdviserCall

  constructor(live: Live<'kiosk'>) {
    this.#live = live
    this.adviser = new AdviserCall(live)
  }

  get customer(): number {
    return this.#customer
  }

  get workshop() {
    return this.#live.of('workshop').values().next().value ?? null
  }

  /** That the workshop is closed, and when it opens; null while it is open. */
  get closed(): string | null {
    const at = this.workshop && opensAgainAt(this.workshop, this.#live.now)
    return at === null ? null : words.t('kiosk:closed', { time: words.when(at, this.#live.now) })
  }

  get canGoBack(): boolean {
    return this.page !== 'language' && this.page !== 'sending' && this.page !== 'ticket'
  }

  change(patch: Partial<Visit>): void {
    this.visit = { ...this.visit, ...patch }
    this.hint = null
  }

  /** Plate or code changed: forgets everything known about the car. */
  changeCar(patch: Partial<Visit>): void {
    this.change({ ...forgetCar(this.visit), ...patch })
  }

  async chooseLanguage(language: Language): Promise<void> {
    const customer = this.#customer
    if (!(await words.turnTo(language)) || customer !== this.#customer) return
    this.language = language
    if (this.page !== 'language') return
    this.visit = this.#emptyVisit()
    this.turn('purpose')
  }

  #emptyVisit(): Visit {
    const { plateFormat = 'cn', country = null } = this.workshop ?? {}
    return emptyVisit(emptyPlate(plateFormat, country))
  }

  /** Opens a page from the review; the next step returns there. */
  edit(page: Page): void {
    this.#fromReview = page !== 'plate' && page !== 'code'
    this.turn(page)
  }

  back(): void {
    if (!this.canGoBack || this.busy || this.settling) return
    this.#fromReview = false
    this.hint = null
    this.#show(this.#trail.pop() ?? 'language')
    if (this.page === 'language') this.wipe()
  }

  async next(): Promise<void> {
    if (this.busy || this.settling) return
    const lack = lackOf(this.visit, this.page)
    if (lack !== null) return this.say(`kiosk:lack.${lack}`)
    if (this.page === 'review') return this.send()
    const isUnclear = this.page === 'plate' && choicesOf(this.visit.plate).length > 0
    if (['plate', 'which', 'code'].includes(this.page) && !isUnclear && !(await this.#findCar())) return
    if (this.page === 'last4') if (!(await this.#confirm())) return
    this.forward()
  }

  /** Says which of the plates with the same letters it is. */
  async choosePlate(plate: string): Promise<void> {
    if (this.busy || this.settling) return
    this.changeCar({ plate: choosePlate(this.visit.plate, plate) })
    return this.next()
  }

  /** The workshop knows more than one car with these letters: asks which, without saying so. */
  #askWhich(): void {
    this.change({ plate: { ...this.visit.plate, spelling: 'unclear' }, last4: '' })
    if (this.page !== 'plate') this.#trail = ['language', 'purpose', 'plate']
    if (this.page === 'plate') this.turn('which')
    else this.#show('which')
  }

  /** Skips this question. */
  forward(): void {
    const onward = this.#fromReview ? 'review' : pageAfter(this.visit, this.page)
    this.#fromReview = false
    if (onward === 'sending') void this.send()
    else this.turn(onward)
  }

  skipLast4(): void {
    if (this.busy || this.settling) return
    this.change({ last4: '', last4Skipped: true })
    this.forward()
  }

  /** The appointment cannot be found or confirmed: continues as a walk-in (B1). */
  async withoutAppointment(): Promise<void> {
    if (this.busy || this.settling) return
    const { recognised, last4 } = this.visit
    const confirmed = recognised?.confirmed ? recognised : null
    const digits = confirmed ? last4 : ''
    this.change({ purpose: 'repair', byCode: false, code: '', last4: digits, recognised: confirmed })
    this.#trail = ['language', 'purpose']
    this.#show('plate')
    if (choicesOf(this.visit.plate).length === 0 && plateOf(this.visit.plate) !== null && (await this.#findCar()))
      this.forward()
  }

  /** Replaces the page with another form of the same question; “back” skips both. */
  swap(page: Page): void {
    this.hint = null
    this.#show(page)
  }

  say(key: Key, params?: Params): void {
    this.hint = params ? { key, params } : { key }
  }

  /** True just after a page has turned: a second tap was meant for the previous page. */
  get settling(): boolean {
    return performance.now() - this.#turnedAt < PAGE_SETTLES
  }

  turn(page: Page): void {
    if (page === this.page) return
    this.hint = null
    this.#trail.push(this.page)
    this.#show(page)
  }

  #show(page: Page): void {
    this.page = page
    this.#turnedAt = performance.now()
  }

  /** Sends the visit once: the button is gone while it is in flight, and a repeat carries the same id (S1). */
  async send(): Promise<void> {
    const command = this.language && checkInOf(this.visit, this.language, customerWords(this.visit), nameOf(this.visit))
    if (!command || this.busy) return
    const customer = this.#customer
    const from = this.page
    this.busy = true
    this.hint = null
    this.#show('sending')
    const slowly = setTimeout(() => (this.slow = true), SLOW_AFTER)
    const reply = await deliver(this.#live, command)
    clearTimeout(slowly)
    if (customer !== this.#customer) return
    this.busy = false
    this.slow = false
    if (!reply.ok) return this.#refused(from, reply.code)
    const answer = reply.answer as Answer<Command['name']> & { link?: string }
    this.receipt = { ticket: answer.ticket, link: answer.link ?? null, waitMinutes: answer.waitMinutes }
    this.#trail = []
    this.#show('ticket')
  }

  /** Forgets everything about the customer: input, answers, language, larger type, lowered screen. */
  wipe(): void {
    this.#customer++
    this.#trail = []
    this.#fromReview = false
    this.visit = this.#emptyVisit()
    this.language = null
    void words.turnTo(preferredLanguage())
    this.hint = null
    this.receipt = null
    this.missed = false
    this.busy = false
    this.slow = false
    this.lowered = false
    this.large = false
    this.adviser.forget()
    this.#show('language')
  }

  #refused(from: Page, code: ErrorCode): void {
    if (code === 'which_plate') return this.#askWhich()
    if (byAppointment(this.visit) && code === 'identity_not_matched') {
      this.visit = { ...this.visit, last4: '', wrongTries: this.visit.wrongTries + 1, recognised: null }
      this.missed = true
      this.#show('last4')
      return this.say('kiosk:last4.wrongAppointment')
    }
    if (code === 'appointment_not_found') {
      this.#show(this.visit.byCode ? 'code' : 'plate')
      return this.#noAppointment()
    }
    this.#show(code === 'bad_phone' ? 'phone' : from)
    this.say(`errors:${code}`)
  }

  async #ask(question: Parameters<typeof identify>[0]): Promise<Identified | null> {
    const customer = this.#customer
    this.busy = true
    const answer = await identify(question)
    if (customer !== this.#customer) return null
    this.busy = false
    return answer
  }

  get #car(): { plate: string } | { code: string } {
    return this.visit.byCode ? { code: this.visit.code } : { plate: plateOf(this.visit.plate) ?? '' }
  }

  /** True when the visit can continue: the car was looked up, or the workshop is unreachable. */
  async #findCar(): Promise<boolean> {
    const { purpose, recognised } = this.visit
    if (purpose !== 'repair' || recognised !== null) return true
    const answer = await this.#ask(this.#car)
    if (answer === null || this.#isUnclear(answer)) return false
    if (answer !== 'unreachable' && !('code' in answer)) this.visit = { ...this.visit, recognised: answer }
    return true
  }

  #isUnclear(answer: Identified): boolean {
    const isUnclear = answer !== 'unreachable' && 'code' in answer && answer.code === 'which_plate'
    if (isUnclear) this.#askWhich()
    return isUnclear
  }

  #noAppointment(): void {
    const car = this.#car
    this.say('kiosk:last4.noAppointment', { what: 'code' in car ? car.code : formatPlate(car.plate) })
    this.missed = true
  }

  /** True when the four digits matched, or the visit continues without them. */
  async #confirm(): Promise<boolean> {
    const { visit } = this
    const appointment = visit.purpose === 'appointment'
    if (visit.recognised?.confirmed && (!appointment || visit.recognised.appointment)) return true
    if (appointment && visit.wrongTries >= LAST4_TRIES) {
      this.say('kiosk:last4.tooManyAppointment')
      return false
    }
    const answer = await this.#ask({ ...this.#car, last4: visit.last4 })
    if (answer === null || this.#isUnclear(answer)) return false
    if (answer === 'unreachable') {
      // The server checks an appointment's digits again with the check-in.
      if (!appointment) this.change({ last4: '', last4Skipped: true })
      return true
    }
    if (!('code' in answer) && answer.confirmed) {
      this.visit = { ...this.visit, recognised: answer }
      if (!appointment || answer.appointment) return true
      this.#noAppointment()
      return false
    }
    const wrongTries = 'code' in answer ? LAST4_TRIES : visit.wrongTries + 1
    this.change({ last4: '', wrongTries })
    if (appointment) this.missed = true
    if (wrongTries < LAST4_TRIES) {
      this.say(appointment ? 'kiosk:last4.wrongAppointment' : 'kiosk:last4.wrong')
      return false
    }
    if (!appointment) this.forward()
    this.say(appointment ? 'kiosk:last4.tooManyAppointment' : 'kiosk:last4.tooMany')
    return false
  }
}
