/** Which known car a plate means, and which orders are its. A plate may have been written down without its hyphen (B13). */
import type { Order } from '#contract/entities/index.ts'
import { carMeant, moreExact, samePlate, withoutHyphen } from '#contract/plate.ts'
import type { Vehicle } from '../internal.ts'
import { samePhone } from '../phone.ts'
import type { Context } from '../rule.ts'
import type { Contact } from './vehicle.ts'

type Given = Pick<Contact, 'plate' | 'name' | 'phone'>

/**
 * The file of the car; undefined if it has none; `ambiguous` if the plate needs its hyphen. Where the hyphen is missing, on file or in
 * what is given, staff who name another owner mean another car: no owner is overwritten.
 */
export function knownCar(
  given: Given,
  files: Iterable<Vehicle>,
  { actor }: Context,
): Vehicle | undefined | 'ambiguous' {
  const known = carMeant(given.plate, files)
  if (known === null || known === 'ambiguous') return known ?? undefined
  const isUnsure = samePlate(known.plate, given.plate) === 'maybe' && actor.device !== 'kiosk'
  if (!isUnsure || !isAnotherOwner(known, given)) return known
  return moreExact(known.plate, given.plate) === given.plate ? undefined : 'ambiguous'
}

/** Whether name or number differ from those on file, and neither is the same. */
function isAnotherOwner({ customer: { name, phone } }: Vehicle, given: Given): boolean {
  const names = name !== null && given.name !== null ? [plain(name) === plain(given.name)] : []
  const phones = phone !== null && given.phone !== null ? [samePhone(phone, given.phone)] : []
  const same = [...names, ...phones]
  return same.length > 0 && !same.includes(true)
}
const plain = (name: string) => name.toLowerCase().replaceAll(/\s/g, '')

/** The live orders of a car. */
export const ordersOfCar = (orders: Iterable<Order>, plate: string, known: Vehicle | undefined): Order[] =>
  [...orders].filter((one) => one.closedAt === null && (one.plate === plate || one.vehicleId === known?.id))

/** Files found by plate among thousands, with what a list has changed in them so far. */
export class Files {
  readonly #byLetters: Map<string, Vehicle[]>

  constructor(files: Iterable<Vehicle>) {
    this.#byLetters = Map.groupBy(files, ({ plate }) => withoutHyphen(plate))
  }

  of(plate: string): readonly Vehicle[] {
    return this.#byLetters.get(withoutHyphen(plate)) ?? []
  }

  /** Adds a file, or puts it in the place of its older self. */
  put(file: Vehicle): void {
    const others = this.of(file.plate).filter(({ id }) => id !== file.id)
    this.#byLetters.set(withoutHyphen(file.plate), [...others, file])
  }
}
