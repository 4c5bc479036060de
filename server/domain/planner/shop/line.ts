/** The cars whose next work could begin at once, were there room and somebody for it: those begun first, then by their place in the queue. */
import type { Car } from './shop.ts'

export class Line {
  #cars: Car[] = []

  get length(): number {
    return this.#cars.length
  }

  add(car: Car): void {
    let low = 0
    let high = this.#cars.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (comesBefore(car, this.#cars[middle]!)) high = middle
      else low = middle + 1
    }
    this.#cars.splice(low, 0, car)
  }

  /** Goes along the line from its front; whoever `takes` says true of leaves it. */
  take(takes: (car: Car) => boolean): void {
    let kept = 0
    for (const car of this.#cars) if (!takes(car)) this.#cars[kept++] = car
    this.#cars.length = kept
  }
}

function comesBefore(a: Car, b: Car): boolean {
  const [first, second] = [a.tasks[0]!.hasBegun, b.tasks[0]!.hasBegun]
  return first === second ? a.rank < b.rank : first
}
