/** The keys of all texts, derived from the English files: an unknown key does not compile. Types only. */
import type alerts from './en/alerts.ts'
import type common from './en/common.ts'
import type contact from './en/contact.ts'
import type desk from './en/desk.ts'
import type devices from './en/devices.ts'
import type errors from './en/errors.ts'
import type figures from './en/figures.ts'
import type floor from './en/floor.ts'
import type journal from './en/journal.ts'
import type kiosk from './en/kiosk.ts'
import type links from './en/links.ts'
import type lobby from './en/lobby.ts'
import type messages from './en/messages.ts'
import type opening from './en/opening.ts'
import type order from './en/order.ts'
import type pair from './en/pair.ts'
import type people from './en/people.ts'
import type plan from './en/plan.ts'
import type prices from './en/prices.ts'
import type progress from './en/progress.ts'
import type promise from './en/promise.ts'
import type settings from './en/settings.ts'
import type setup from './en/setup.ts'
import type signIn from './en/signIn.ts'
import type staff from './en/staff.ts'
import type suggestions from './en/suggestions.ts'
import type track from './en/track.ts'
import type wall from './en/wall.ts'

interface Catalogue {
  alerts: typeof alerts
  common: typeof common
  contact: typeof contact
  desk: typeof desk
  devices: typeof devices
  errors: typeof errors
  figures: typeof figures
  floor: typeof floor
  journal: typeof journal
  kiosk: typeof kiosk
  links: typeof links
  lobby: typeof lobby
  messages: typeof messages
  opening: typeof opening
  order: typeof order
  pair: typeof pair
  people: typeof people
  plan: typeof plan
  prices: typeof prices
  progress: typeof progress
  promise: typeof promise
  settings: typeof settings
  setup: typeof setup
  signIn: typeof signIn
  staff: typeof staff
  suggestions: typeof suggestions
  track: typeof track
  wall: typeof wall
}

type Namespace = keyof Catalogue

/** Keys have no plural suffix; `count` selects the form. */
type WithoutPlural<K extends string> = K extends `${infer Base}_${Intl.LDMLPluralRule}` ? Base : K

type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? WithoutPlural<K> : `${K}.${Paths<T[K]>}`
}[keyof T & string]

/** `namespace:path.to.text` */
export type Key = { [N in Namespace]: `${N}:${Paths<Catalogue[N]>}` }[Namespace]

/** The keys below `Path`: `KeyUnder<'common:priority'>` is `'normal' | 'urgent'`. */
export type KeyUnder<Path extends string> = Key extends infer K
  ? K extends `${Path}.${infer Rest}`
    ? Rest
    : never
  : never
