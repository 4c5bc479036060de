/** What comes next: the earliest of many moments at any time, in logarithmic steps. */
export interface Moment {
  at: number
}

export class Heap<M extends Moment> {
  #items: M[] = []

  get first(): M | undefined {
    return this.#items[0]
  }

  push(item: M): void {
    const items = this.#items
    let index = items.push(item) - 1
    while (index > 0) {
      const parent = (index - 1) >> 1
      if (items[parent]!.at <= item.at) break
      items[index] = items[parent]!
      index = parent
    }
    items[index] = item
  }

  /** Takes the earliest out. */
  pop(): M | undefined {
    const items = this.#items
    const first = items[0]
    const last = items.pop()
    if (last === undefined || items.length === 0) return first
    let index = 0
    for (;;) {
      let child = 2 * index + 1
      if (child >= items.length) break
      if (child + 1 < items.length && items[child + 1]!.at < items[child]!.at) child++
      if (items[child]!.at >= last.at) break
      items[index] = items[child]!
      index = child
    }
    items[index] = last
    return first
  }
}
