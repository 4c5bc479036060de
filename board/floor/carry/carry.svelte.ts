/**
 * Carrying a car's card to a target by mouse, finger or keyboard: one state for all three, what is held and over which target it is.
 * Own pointer events instead of a list-sorting library: bays are targets, not lists; which of them take the car depends on it; and
 * nothing may move before the server has said so.
 *
 * Keyboard, and a tap for those who cannot drag: the grip picks up, arrows choose, Enter or Space puts down, Escape lets go.
 */
import { createContext, tick } from 'svelte'
import { shownTargets, towards } from './arrows.ts'
import type { Aimed, Cargo, Held, Ruler, Target, Targets } from './cargo.ts'
import { scrollAtEdges } from './edges.ts'
import { press, type Hand } from './pointer.ts'

export const [useCarry, provideCarry] = createContext<Carry>()

export class Carry implements Hand {
  held = $state.raw<Held | null>(null)
  over = $state<Target | null>(null)
  /** The time aimed at, where the target has a length. */
  at = $state(0)
  x = $state(0)
  y = $state(0)
  #targets: readonly Targets[]
  #ruler: Ruler | null = null
  #stopScrolling = () => {}

  constructor(...targets: readonly Targets[]) {
    this.#targets = targets
  }

  /** Targets with a length, for as long as they are shown. */
  rule = (ruler: Ruler) => {
    this.#ruler = ruler
    return () => {
      this.#ruler = null
      this.letGo()
    }
  }

  /** Makes an element a card that can be carried; `cargo` is asked at the moment it is picked up (S13). */
  card = (cargo: () => Cargo | null) => (node: HTMLElement) => {
    const pressed = (event: PointerEvent) => press(this, event, cargo)
    const noMenu = (event: Event) => this.held && event.preventDefault()
    node.addEventListener('pointerdown', pressed)
    node.addEventListener('contextmenu', noMenu)
    return () => {
      node.removeEventListener('pointerdown', pressed)
      node.removeEventListener('contextmenu', noMenu)
    }
  }

  /** The grip's click: picked up by key or tap, or put back. */
  pick(cargo: Cargo): void {
    if (this.held) return this.letGo()
    this.held = { ...cargo, by: 'keys', touch: false, grab: 0 }
    if (this.#ruler) this.#aim(this.#ruler.begin(this.held))
    else this.over = this.#taking()[0] ?? null
    window.addEventListener('keydown', this.#key, true)
  }

  /** Picked up by a pointer. */
  take(held: Held, x: number, y: number): void {
    this.x = x
    this.y = y
    this.held = held
    this.#stopScrolling = scrollAtEdges(this, () => this.#look())
  }

  moveTo(x: number, y: number): void {
    this.x = x
    this.y = y
    this.#look()
  }

  /** By a touch on the plan, once something is picked up by key or tap. */
  aimAt(x: number, y: number): void {
    if (this.held && this.#ruler) this.#aim(this.#ruler.aim(x, y, this.held))
  }

  putDown(): void {
    this.put(this.over)
  }

  /** Puts what is held down on a target; one that does not take it lets go. */
  put(target: Target | null): void {
    const { held, at } = this
    this.letGo()
    if (!held || target === null) return
    const targets = this.targetsOf(target)
    if (!targets?.takes(held, target)) return
    targets.put(held, target, at)
    if (held.by === 'keys') void focusGrip(held)
  }

  letGo = (): void => {
    this.held = null
    this.over = null
    window.removeEventListener('keydown', this.#key, true)
    this.#stopScrolling()
  }

  /** The kind of target that one is of. */
  targetsOf(target: Target): Targets | undefined {
    return this.#targets.find((one) => one.has(target))
  }

  #aim(aimed: Aimed | null): void {
    if (!aimed) return
    this.over = aimed.over
    this.at = aimed.at
  }

  /** The targets shown that take what is held. */
  #taking(): Target[] {
    return shownTargets().filter((target) => this.held && this.targetsOf(target)?.takes(this.held, target))
  }

  #look(): void {
    const aimed = this.held && this.#ruler?.aim(this.x, this.y, this.held)
    if (aimed) return this.#aim(aimed)
    const below = document.elementFromPoint(this.x, this.y)?.closest<HTMLElement>('[data-drop]')
    this.over = below?.dataset['drop'] ?? null
  }

  #key = (event: KeyboardEvent): void => {
    const { key } = event
    if (key === 'Tab') return this.letGo()
    if (key === 'Escape') this.letGo()
    else if (key === 'Enter' || key === ' ') this.putDown()
    else if (this.#ruler && this.held && /^(Arrow|Home|End)/.test(key))
      this.#aim(this.#ruler.step(this.over, this.at, key, event.shiftKey, this.held))
    else if (key.startsWith('Arrow')) this.over = towards(key, this.over, this.#taking()) ?? this.over
    else return
    event.preventDefault()
    event.stopPropagation()
  }
}

/** The grip may have been drawn anew: by keys one goes on where the car is now. */
async function focusGrip({ orderId, operationId }: Cargo): Promise<void> {
  await tick()
  setTimeout(() => {
    if (document.activeElement && document.activeElement !== document.body) return
    const piece = document.querySelector<HTMLElement>(`[data-piece="${operationId}"]`)
    ;(piece ?? document.querySelector<HTMLElement>(`[data-car="${orderId}"] [data-grip]`))?.focus()
  }, 400)
}
