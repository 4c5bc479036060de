/** The events of a simulation, earliest first: a binary heap in two flat arrays. */
export class EventQueue {
  #at: Float64Array
  #what: Int32Array
  #size = 0

  /** @param most how many events can be pending at once */
  constructor(most: number) {
    this.#at = new Float64Array(most)
    this.#what = new Int32Array(most)
  }

  clear(): void {
    this.#size = 0
  }

  /** The time of the next event; `Infinity` when the queue is empty. */
  get next(): number {
    return this.#size > 0 ? this.#at[0]! : Infinity
  }

  push(at: number, what: number): void {
    let index = this.#size++
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (this.#at[parent]! <= at) break
      this.#at[index] = this.#at[parent]!
      this.#what[index] = this.#what[parent]!
      index = parent
    }
    this.#at[index] = at
    this.#what[index] = what
  }

  /** Removes and returns the earliest event. The queue must not be empty. */
  pop(): number {
    const first = this.#what[0]!
    const size = --this.#size
    const at = this.#at[size]!
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= size) break
      if (child + 1 < size && this.#at[child + 1]! < this.#at[child]!) child++
      if (this.#at[child]! >= at) break
      this.#at[index] = this.#at[child]!
      this.#what[index] = this.#what[child]!
      index = child
    }
    this.#at[index] = at
    this.#what[index] = this.#what[size]!
    return first
  }
}
