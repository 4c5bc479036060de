/** The names of all texts, as the English model has them: a screen that asks for another does not compile. Types only. */
import type common from './en/common.ts'
import type doors from './en/doors.ts'
import type errors from './en/errors.ts'
import type floor from './en/floor.ts'
import type kiosk from './en/kiosk.ts'
import type lobby from './en/lobby.ts'
import type plan from './en/plan.ts'
import type setup from './en/setup.ts'
import type track from './en/track.ts'
import type wall from './en/wall.ts'

interface Catalogue {
  common: typeof common
  doors: typeof doors
  errors: typeof errors
  floor: typeof floor
  kiosk: typeof kiosk
  lobby: typeof lobby
  plan: typeof plan
  setup: typeof setup
  track: typeof track
  wall: typeof wall
}

export type Namespace = keyof Catalogue

/** A text is asked for without its plural form; `count` chooses that. */
type WithoutPlural<K extends string> = K extends `${infer Base}_${Intl.LDMLPluralRule}` ? Base : K

type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? WithoutPlural<K> : `${K}.${Paths<T[K]>}`
}[keyof T & string]

/** `namespace:path.to.text` */
export type Key = { [N in Namespace]: `${N}:${Paths<Catalogue[N]>}` }[Namespace]

/** What may follow `Path` and a dot: `KeyUnder<'common:priority'>` is `'normal' | 'urgent'`. */
export type KeyUnder<Path extends string> = Key extends infer K
  ? K extends `${Path}.${infer Rest}`
    ? Rest
    : never
  : never
