/** What the floor shows and does: the live state in its places, commands on their way, and refusals kept where they happened. */
import { createContext, untrack } from 'svelte'
import { SvelteMap } from 'svelte/reactivity'
import type { CommandName, PayloadInput, Reply } from '#contract/commands/index.ts'
import type { Alert, Notice, Operation, Order, Placement, Workshop } from '#contract/entities.ts'
import type { Refusal } from '#contract/errors.ts'
import { formatPlate } from '#contract/plate.ts'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { byGravity } from '#kit/alerts.ts'
import type { Live } from '#kit/live.svelte.ts'
import { words, type Key } from '#kit/words.svelte.ts'
import { dueCheckIns } from '#staff/progress/checkIns.ts'
import type { Cargo, Target } from './carry/carry.svelte.ts'
import { candidatesFor, effectOn, obviousTechnician, type Effect } from './carry/fitting.ts'
import { isSamePlace, keepSame, placementOf, placesOf, type BayPlace } from '#staff/placing.ts'
import { recall, remember } from './plan/memory.ts'
import { Undo, type Step } from './plan/undo.svelte.ts'

/** How often bars and lateness are looked at again (real ms): often enough for a bar, seldom enough for 300 cards. */
const LOOK_EVERY = 5_000

/** Somebody is to be chosen for an operation before it is assigned. */
export interface Asking {
  orderId: string
  operationId: string
  bayId: string | null
  /** What the card showed when somebody took hold of it (S13). */
  was: Placement
  thenStart: boolean
}

/** The check-in of a car is being answered. `was` is what the screen showed (S13). */
export interface Answering {
  orderId: string
  was: { answeredAt: number | null }
}

const closed = { hours: [], timeZone: 'UTC', days: [] }

/** A no, and to what. */
export type Refused = Refusal & { command: CommandName }

/** What the middle of the floor shows: its bays as cards, or the day plan. */
export const faces = ['bays', 'plan'] as const
export type Face = (typeof faces)[number]

export const [useFloor, provideFloor] = createContext<Floor>()

export class Floor {
  readonly live: Live<'staff'>
  /** House time, for everything but the clock in the corner. */
  now = $state(0)
  /** The order whose card lies open. */
  opened = $state<string | null>(null)
  asking = $state.raw<Asking | null>(null)
  answering = $state.raw<Answering | null>(null)
  /** What lies open over the right side: alerts, or the customers to be told. */
  drawer = $state<'alerts' | 'calls' | null>(null)
  /** Spoken by screen readers when it changes. */
  said = $state('')
  face = $state<Face>(firstFace())
  /** What this screen has moved, to be taken back. */
  readonly undo = new Undo()
  #sent = new SvelteMap<string, number>()
  #refused = new SvelteMap<string, Refused>()
  #timer: ReturnType<typeof setInterval>

  // Each kind by itself: a map that has not changed makes nobody look again, and most changes touch one order.
  readonly #orders = $derived.by(() => this.live.of('order'))
  readonly #bays = $derived.by(() => this.live.of('bay'))
  readonly #persons = $derived.by(() => this.live.of('person'))
  readonly #workshop = $derived.by(() => this.live.of('workshop').values().next().value)
  readonly #arrivals = $derived.by(() => this.live.of('arrival'))
  readonly #checkIns = $derived.by(() => dueCheckIns(this.#orders.values()))
  readonly #alerts = $derived.by(() => [...this.live.of('alert').values()].sort(byGravity))
  readonly #notices = $derived.by(() => this.live.of('notice'))
  readonly #calls = $derived.by(() =>
    [...this.#notices.values()]
      .filter(({ state }) => state === 'phone' || state === 'asking')
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
  )
  readonly #places = $derived.by(() => {
    const places = placesOf(
      this.#bays.values(),
      this.#orders.values(),
      this.#arrivals.values(),
      this.now,
      this.settings,
    )
    places.bays = keepSame(this.#placesBefore, places.bays)
    this.#placesBefore = places.bays
    return places
  })
  #placesBefore: BayPlace[] = []

  constructor(live: Live<'staff'>) {
    this.live = live
    this.now = live.now
    this.#timer = setInterval(() => this.look(), LOOK_EVERY)
  }

  close(): void {
    clearInterval(this.#timer)
    this.live.close()
  }

  /** Takes the present house time for bars, marks and the order of lists. */
  look(): void {
    this.now = untrack(() => this.live.now)
  }

  /** Shows another face, also when the page is loaded anew. */
  show(face: Face): void {
    this.face = face
    remember('face', face)
    const address = new URL(location.href)
    address.searchParams.set('view', face)
    history.replaceState(history.state, '', address)
  }

  get places() {
    return this.#places
  }

  /** Cars the floor is asked about now, the overdue first (B10). */
  get checkIns(): Order[] {
    return this.#checkIns
  }

  /** All open alerts, the gravest first (AL). */
  get alerts(): Alert[] {
    return this.#alerts
  }

  /** Customers to be phoned, and delays of which somebody is to say whether they are told; the oldest first (B11). */
  get calls(): Notice[] {
    return this.#calls
  }

  notice(id: string | null): Notice | undefined {
    return id === null ? undefined : this.#notices.get(id)
  }

  /** What a customer was told, or is to be told, in that order. */
  noticesOf(orderId: string): Notice[] {
    return [...this.#notices.values()].filter((one) => one.orderId === orderId).sort((a, b) => a.at - b.at)
  }

  /** How many at the desk wait for something. */
  get deskCount(): number {
    const { callers, estimate, answer, finishing, handover } = this.#places
    return callers.length + estimate.length + answer.length + finishing.length + handover.length
  }

  get workshop(): Workshop | undefined {
    return this.#workshop
  }

  /** The workshop's settings; before they are known, when nothing is shown yet, those of the house. */
  get settings(): Settings {
    return this.#workshop?.settings ?? defaultSettings
  }

  get house() {
    return this.#workshop ?? closed
  }

  /** Kept in hand between the forecast and a promise (B5). */
  get marginMinutes(): number {
    return (this.#workshop?.settings ?? defaultSettings).promiseMarginMinutes
  }

  order(id: string | null): Order | undefined {
    return id === null ? undefined : this.#orders.get(id)
  }

  personName(id: string | null): string | null {
    return id === null ? null : (this.#persons.get(id)?.name ?? null)
  }

  bayNumber(id: string | null): number | null {
    return id === null ? null : (this.#bays.get(id)?.number ?? null)
  }

  candidates(operation: Operation) {
    return candidatesFor(operation, this.#persons.values(), this.#orders.values())
  }

  /** Commands from this place that have no answer yet. */
  pending(place: string): boolean {
    return (this.#sent.get(place) ?? 0) > 0
  }

  /** The last no to something sent from this place, until the next try or until it is put away. */
  refusal(place: string): Refused | undefined {
    return this.#refused.get(place)
  }

  putAway(place: string): void {
    this.#refused.delete(place)
  }

  /** Places with a refusal, for those that nothing on the screen shows. */
  get refusedPlaces(): string[] {
    return [...this.#refused.keys()]
  }

  /**
   * Sends a command on behalf of a place of the screen (an order's or bay's id, or a form's name). Until the answer
   * comes the place shows that it waits; a refusal stays there, in words. Nothing is shown as done before it is.
   */
  async send<N extends CommandName>(place: string, name: N, payload: PayloadInput<N>): Promise<Reply<N>> {
    this.#refused.delete(place)
    this.#sent.set(place, (this.#sent.get(place) ?? 0) + 1)
    const reply = await this.live.send(name, payload)
    const left = (this.#sent.get(place) ?? 1) - 1
    if (left > 0) this.#sent.set(place, left)
    else this.#sent.delete(place)
    if (!reply.ok) {
      const refused = { ...reply, command: name }
      this.#refused.set(place, refused)
      this.say(this.sentence(refused))
      if (reply.code === 'changed_meanwhile') requestAnimationFrame(() => showCar(place))
    }
    return reply
  }

  /** Carries out what one drop means, as long as nothing is refused; it is taken back as one. False: not all of it was done. */
  move(...steps: readonly Step[]): Promise<boolean> {
    return this.underWay(this.#move(steps))
  }

  async #move(steps: readonly Step[]): Promise<boolean> {
    const done: Step[] = []
    for (const step of steps) {
      const { ok } = await this.#carryOut(step.orderId, step)
      if (!ok) break
      done.push(step)
    }
    this.undo.moved(done)
    return done.length === steps.length
  }

  #answered: Promise<unknown> = Promise.resolve()
  /** Something that can be taken back is on its way: until it is answered, nothing is taken back, least of all what came before it. */
  underWay<T>(work: Promise<T>): Promise<T> {
    this.#answered = Promise.allSettled([this.#answered, work])
    return work
  }
  get answered(): Promise<unknown> {
    return this.#answered
  }

  /** Takes the last move back; a refusal stays at `place`. */
  takeBack(place: string) {
    return this.undo.back(
      (step) => this.#carryOut(place, step),
      (step) => this.#isStill(step),
    )
  }

  #carryOut(place: string, { orderId, operationId, was, to }: Step): Promise<Reply> {
    if (operationId === null) return this.send(place, 'moveCar', { orderId, ...to, was })
    return this.send(place, 'assignOperation', { orderId, operationId, ...to, was })
  }

  /** Whether work or car is where a step begins. */
  #isStill({ orderId, operationId, was }: Step): boolean {
    const order = this.order(orderId)
    if (!order || operationId === null) return order?.bayId === was.bayId
    const operation = order.operations.find(({ id }) => id === operationId)
    return operation !== undefined && isSamePlace(operation, was)
  }

  /** A refusal in the screen's language; what is wrong with a field only the server's own sentence knows. */
  sentence(refusal: Refused): string {
    const key: Key = `errors:${refusal.code}`
    const own = refusal.code === 'bad_payload' ? refusal.message : words.t(key)
    const sentence = own === '' || own === key || own === refusal.code ? refusal.message : own
    const now = refusal.now?.put['order']?.[0] as Order | undefined
    if (now && refusal.command === 'answerCheckIn') return `${words.t('progress:first')} ${this.answerOf(now)}`
    // S13: what is true now says more, on a small card, than advice to look.
    return now ? `${words.t('staff:changed')} ${this.whereIs(now)}` : sentence
  }

  /** "It is now: bay 3, in work, Wu Jie." */
  whereIs(order: Order): string {
    const working = order.operations.find(({ state }) => state === 'working')
    const assigned =
      working ??
      order.operations.find(({ state, bayId }) => state !== 'done' && state !== 'cancelled' && bayId !== null)
    const bay = this.bayNumber(order.bayId ?? assigned?.bayId ?? null)
    const parts = [
      bay === null ? words.t('staff:nowhere') : words.t(order.bayId ? 'staff:inBay' : 'staff:forBay', { number: bay }),
      words.t(`common:orderState.${order.state}`),
      this.personName(assigned?.technicianId ?? null),
    ]
    return words.t('staff:isNow', {
      plate: formatPlate(order.plate),
      what: parts.filter((part) => part !== null).join(' · '),
    })
  }

  /** "Chen Wei, 10:52: later, ready at 12:20. The lift is down." */
  answerOf({ checkIn, promiseAt }: Order): string {
    if (!checkIn?.answeredAt || !checkIn.answer) return ''
    const { answer, answeredAt, answeredBy, finishAt, reason } = checkIn
    const what = [
      words.t(`progress:said.${answer}`),
      reason && words.t(`common:problem.${reason}`),
      // What was said outlasts the time that was said: that counts only while nothing newer is known.
      finishAt !== null && finishAt !== promiseAt && words.t('progress:ready', { at: words.when(finishAt, this.now) }),
      checkIn.words,
    ]
    return words.t('progress:who', {
      who: this.personName(answeredBy) ?? words.t('progress:somebody'),
      at: words.when(answeredAt, this.now),
      what: what.filter(Boolean).join(' · '),
    })
  }

  /** "Later · Chen Wei, 10:52", for a card that shows the forecast already. */
  answerInBrief({ checkIn }: Order): string {
    if (!checkIn?.answeredAt || !checkIn.answer) return ''
    const who = this.personName(checkIn.answeredBy) ?? words.t('progress:somebody')
    const what = words.t(`progress:said.${checkIn.answer}`)
    return words.t('progress:brief', { what, who, at: words.when(checkIn.answeredAt, this.now) })
  }

  /** Asks how a repair gets on; whoever answers, answers what is shown now. */
  askProgress({ id, checkIn }: Order): void {
    this.putAway(id)
    this.answering = { orderId: id, was: { answeredAt: checkIn?.answeredAt ?? null } }
  }

  say(text: string): void {
    this.said = text
  }

  /** What follows when a card is put down on the card of a bay; null: that is no bay, or the order is gone. */
  effectIn({ orderId, operationId }: Cargo, target: Target): Effect | null {
    const order = this.order(orderId)
    const place = this.places.bays.find(({ bay }) => bay.id === target)
    if (!order || !place) return null
    return effectOn(order, place.bay, operationId, place.inside !== null && place.inside.id !== order.id)
  }

  /** Assigns an operation to a bay: to whom is obvious, or is asked. `was` is what the card showed. */
  assign(orderId: string, operation: Operation, bayId: string | null, was: Placement, thenStart = false): void {
    if (bayId === null) {
      void this.move({ orderId, operationId: operation.id, was, to: placementOf(null) })
      return
    }
    const technicianId = obviousTechnician(operation, this.candidates(operation))
    const asking: Asking = { orderId, operationId: operation.id, bayId, was, thenStart }
    if (technicianId === null) this.asking = asking
    else void this.assignTo(asking, technicianId)
  }

  async assignTo({ orderId, operationId, bayId, was, thenStart }: Asking, technicianId: string | null): Promise<void> {
    this.asking = null
    const isDone = await this.move({ orderId, operationId, was, to: { bayId, technicianId, startAt: null } })
    if (isDone && thenStart) await this.send(orderId, 'startOperation', { orderId, operationId })
  }

  /** Starts or continues; where nobody is named yet for the work, somebody is, first. */
  start(order: Order, operation: Operation): void {
    if (operation.technicianId !== null)
      void this.send(order.id, 'startOperation', { orderId: order.id, operationId: operation.id })
    else this.assign(order.id, operation, operation.bayId ?? order.bayId, placementOf(operation), true)
  }
}

/** From a desk on the plan is the foreman's face of the floor. */
const DESK = '(min-width: 75rem)'

/** The face that the address names, else the one shown last, else what the screen has room for. */
function firstFace(): Face {
  const named = new URLSearchParams(location.search).get('view')
  const asked = faces.find((face) => face === named)
  return asked ?? recall('face', faces) ?? (matchMedia(DESK).matches ? 'plan' : 'bays')
}

/** Brings the card of a car, or of a bay, to the eye. */
export function showCar(id: string): void {
  const card = document.querySelector<HTMLElement>(`[data-car="${id}"], [data-drop="${id}"]`)
  card?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
}
