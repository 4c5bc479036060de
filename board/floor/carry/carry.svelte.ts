/**
 * Carrying a car's card to a bay by mouse, finger or keyboard. One state for all three: what is held, and over which
 * target it is. Own pointer events instead of a list-sorting library: bays are targets, not lists; which of them are
 * good depends on the car; and nothing may move before the server has said so.
 *
 * Mouse: press and move. Finger: on the grip at once, elsewhere on the card after a short hold, so that columns still
 * scroll. Keyboard, and a tap for those who cannot drag: the grip picks up, arrows choose, Enter or Space puts down,
 * Escape lets go.
 */
import { createContext, tick } from 'svelte'
import type { Placement } from '#contract/entities.ts'

export interface Cargo {
  orderId: string
  /** The operation that the card shows; null when it shows none. */
  operationId: string | null
  was: Placement
  /** The bay in which the card showed the car. */
  wasIn: string | null
}

export interface Held extends Cargo {
  by: 'pointer' | 'keys'
  /** By a finger, which covers what lies under it. */
  touch: boolean
  /** How far from the left edge of a piece of the plan it was taken hold of, in px. */
  grab: number
}

/** A target at a time. */
export interface Aimed {
  over: Target
  at: number
}

/** Targets that have a length, on which it matters where something is put down: the lanes of the day plan. */
export interface Ruler {
  /** What lies under a point; null: none of its targets. */
  aim(x: number, y: number, held: Held): Aimed | null
  /** Where what was picked up by keys is at first. */
  begin(held: Held): Aimed | null
  /** Where an arrow leads, or Home (now) and End (behind the last); null: nowhere else. The queue is no time's matter. */
  step(from: Target | null, at: number, key: string, fine: boolean, held: Held): Aimed | null
}

/** A target's name: a bay's id, or the queue. */
export type Target = string
export const QUEUE: Target = 'queue'

const MOVED = 6
const HOLD = 320
const EDGE = 56

export const [useCarry, provideCarry] = createContext<Carry>()

export class Carry {
  held = $state.raw<Held | null>(null)
  over = $state<Target | null>(null)
  /** The time aimed at, where the target has a length. */
  at = $state(0)
  x = $state(0)
  y = $state(0)
  #put: (cargo: Cargo, target: Target, at: number) => void
  #isGood: (cargo: Cargo, target: Target) => boolean
  #frame = 0
  /** What can be scrolled, found when something is taken hold of: it is looked at in every frame. */
  #columns: HTMLElement[] = []
  #ruler: Ruler | null = null

  /** `isGood` says whether the cargo may be put down on a target; `put` does it. */
  constructor(
    isGood: (cargo: Cargo, target: Target) => boolean,
    put: (cargo: Cargo, target: Target, at: number) => void,
  ) {
    this.#isGood = isGood
    this.#put = put
  }

  /** Targets with a length, for as long as they are shown. */
  rule = (ruler: Ruler) => {
    this.#ruler = ruler
    return () => {
      this.#ruler = null
      this.letGo()
    }
  }

  /** Makes a card something that can be carried; `cargo` is asked at the moment it is taken hold of (S13). */
  card = (cargo: () => Cargo | null) => (node: HTMLElement) => {
    const press = (event: PointerEvent) => this.#press(event, cargo)
    const noMenu = (event: Event) => this.held && event.preventDefault()
    node.addEventListener('pointerdown', press)
    node.addEventListener('contextmenu', noMenu)
    return () => {
      node.removeEventListener('pointerdown', press)
      node.removeEventListener('contextmenu', noMenu)
    }
  }

  /** The grip's click: picked up by key or tap, or put back. */
  pick(cargo: Cargo): void {
    if (this.held) return this.letGo()
    this.held = { ...cargo, by: 'keys', touch: false, grab: 0 }
    if (this.#ruler) this.#aim(this.#ruler.begin(this.held))
    else this.over = this.#targets()[0] ?? null
    window.addEventListener('keydown', this.#key, true)
  }

  /** Puts what is held down on a target; a target that is not good lets go. */
  put(target: Target | null): void {
    const { held, at } = this
    this.letGo()
    if (!held || target === null || !this.#isGood(held, target)) return
    this.#put(held, target, at)
    if (held.by === 'keys') void focusGrip(held)
  }

  /** By a touch on the plan, once something is picked up. */
  aimAt(x: number, y: number): void {
    const { held } = this
    if (held && this.#ruler) this.#aim(this.#ruler.aim(x, y, held))
  }

  letGo = (): void => {
    this.held = null
    this.over = null
    window.removeEventListener('keydown', this.#key, true)
    cancelAnimationFrame(this.#frame)
  }

  #aim(aimed: Aimed | null): void {
    if (!aimed) return
    this.over = aimed.over
    this.at = aimed.at
  }

  #targets(): Target[] {
    const all = [...document.querySelectorAll<HTMLElement>('[data-drop]')].map(({ dataset }) => dataset['drop']!)
    return all.filter((target) => this.held && this.#isGood(this.held, target))
  }

  #press(event: PointerEvent, cargo: () => Cargo | null): void {
    const target = event.target as Element
    if (event.button !== 0 || this.held || target.closest('input, select, textarea, [data-still]')) return
    const touch = event.pointerType !== 'mouse'
    const onGrip = target.closest('[data-grip]') !== null
    const { pointerId, clientX, clientY } = event
    let hold: ReturnType<typeof setTimeout> | undefined
    // What a mouse does goes to the page itself: the browser need not find out at every move what lies under it.
    const page = document.documentElement

    const begin = () => {
      const taken = cargo()
      if (!taken) return end()
      // While nothing on the page can be selected, the browser would look for the caret's place all over it in every frame.
      getSelection()?.removeAllRanges()
      this.x = clientX
      this.y = clientY
      const piece = target.closest('[data-piece]')
      this.held = { ...taken, by: 'pointer', touch, grab: piece ? clientX - piece.getBoundingClientRect().left : 0 }
      window.addEventListener('keydown', escape, true)
      if (!touch) page.setPointerCapture(pointerId)
      this.#columns = [...document.querySelectorAll<HTMLElement>('[data-scrolls]')]
      this.#frame = requestAnimationFrame(this.#scroll)
    }
    const move = (at: PointerEvent) => {
      if (at.pointerId !== pointerId) return
      const far = Math.hypot(at.clientX - clientX, at.clientY - clientY) > MOVED
      if (!this.held) {
        if (!far) return
        if (touch && !onGrip) return end()
        begin()
      }
      if (!this.held) return
      this.x = at.clientX
      this.y = at.clientY
      this.#look()
    }
    const up = (at: PointerEvent) => {
      if (at.pointerId !== pointerId) return
      if (this.held) {
        // The click that ends a drag is not a click on what lies beneath.
        const swallow = (click: Event) => click.stopPropagation()
        window.addEventListener('click', swallow, { capture: true, once: true })
        setTimeout(() => window.removeEventListener('click', swallow, true), 50)
        this.put(this.over)
      }
      end()
    }
    const cancel = (at: PointerEvent) => {
      if (at.pointerId !== pointerId) return
      this.letGo()
      end()
    }
    const still = (at: TouchEvent) => this.held && at.cancelable && at.preventDefault()
    const escape = (key: KeyboardEvent) => {
      if (key.key !== 'Escape') return
      key.preventDefault()
      this.letGo()
      end()
    }
    const end = () => {
      clearTimeout(hold)
      if (!touch && page.hasPointerCapture(pointerId)) page.releasePointerCapture(pointerId)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', cancel)
      window.removeEventListener('touchmove', still)
      window.removeEventListener('keydown', escape, true)
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', cancel)
    window.addEventListener('touchmove', still, { passive: false })
    if (touch && !onGrip) hold = setTimeout(begin, HOLD)
  }

  #look(): void {
    const aimed = this.held && this.#ruler?.aim(this.x, this.y, this.held)
    if (aimed) return this.#aim(aimed)
    const below = document.elementFromPoint(this.x, this.y)?.closest<HTMLElement>('[data-drop]')
    this.over = below?.dataset['drop'] ?? null
  }

  /** Columns scroll while a card is held near their edge. */
  #scroll = (): void => {
    if (this.held?.by !== 'pointer') return
    const column = this.#columns.find((one) => isOver(one, this.x, this.y))
    if (column) {
      const { top, bottom, left, right } = column.getBoundingClientRect()
      const { scrolls = '', head = '0', side = '0' } = column.dataset
      const down = this.y < top + Number(head) + EDGE ? -9 : this.y > bottom - EDGE ? 9 : 0
      const along =
        scrolls !== 'both' ? 0 : this.x < left + Number(side) + EDGE / 2 ? -12 : this.x > right - EDGE / 2 ? 12 : 0
      if (down !== 0 || along !== 0) {
        column.scrollBy(along, down)
        this.#look()
      }
    }
    this.#frame = requestAnimationFrame(this.#scroll)
  }

  #key = (event: KeyboardEvent): void => {
    const { key } = event
    if (key === 'Tab') return this.letGo()
    if (key === 'Escape') this.letGo()
    else if (key === 'Enter' || key === ' ') this.put(this.over)
    else if (this.#ruler && this.held && /^(Arrow|Home|End)/.test(key)) {
      const to = this.#ruler.step(this.over, this.at, key, event.shiftKey, this.held)
      this.#aim(to)
    } else if (key.startsWith('Arrow')) this.over = this.#towards(key) ?? this.over
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  /** The nearest good target in the arrow's direction; off the line counts double. */
  #towards(key: string): Target | null {
    const dx = Number(key === 'ArrowRight') - Number(key === 'ArrowLeft')
    const dy = Number(key === 'ArrowDown') - Number(key === 'ArrowUp')
    const targets = this.#targets()
    const from = middleOf(this.over)
    if (!from) return targets[0] ?? null
    let best: { target: Target; distance: number } | null = null
    for (const target of targets) {
      const to = middleOf(target)
      if (target === this.over || !to) continue
      const ahead = (to.x - from.x) * dx + (to.y - from.y) * dy
      const aside = Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx)
      if (ahead <= 4) continue
      const distance = ahead + 2 * aside
      if (!best || distance < best.distance) best = { target, distance }
    }
    if (best) placeOf(best.target)?.scrollIntoView({ block: 'nearest' })
    return best?.target ?? null
  }
}

/** By its box: to ask what lies under a point, sixty times a second, costs more than all the rest of carrying. */
function isOver(column: HTMLElement, x: number, y: number): boolean {
  const { left, top, right, bottom } = column.getBoundingClientRect()
  return x >= left && x < right && y >= top && y < bottom
}

const placeOf = (target: Target | null) =>
  target === null ? null : document.querySelector<HTMLElement>(`[data-drop="${target}"]`)

function middleOf(target: Target | null): { x: number; y: number } | null {
  const box = placeOf(target)?.getBoundingClientRect()
  return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null
}

/** The grip may have been drawn anew: whoever works by keys goes on where the car is. */
async function focusGrip({ orderId, operationId }: Cargo): Promise<void> {
  await tick()
  setTimeout(() => {
    if (document.activeElement && document.activeElement !== document.body) return
    const piece = document.querySelector<HTMLElement>(`[data-piece="${operationId}"]`)
    ;(piece ?? document.querySelector<HTMLElement>(`[data-car="${orderId}"] [data-grip]`))?.focus()
  }, 400)
}
