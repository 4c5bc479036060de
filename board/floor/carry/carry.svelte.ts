/**
 * Dragging a car's card by mouse, touch or keyboard: one state for all three, with what is held and the current target. We use our
 * own pointer events, not a sortable-list library: bays are targets, not lists; which of them take a car depends on the car; and
 * nothing may move before the server has confirmed it.
 * Keyboard, or tap for those who cannot drag: the grip picks up, arrows choose a target, Enter or Space drops, Escape cancels.
 */
import { createContext, tick } from 'svelte'
import type { Operation, Order } from '#contract/entities/index.ts'
import type { Moves } from '#staff/moving/moves.svelte.ts'
import { shownTargets, towards } from './arrows.ts'
import { cargoOf, QUEUE, type Aimed, type Cargo, type Held, type Ruler, type Target, type Targets } from './cargo.ts'
import { scrollAtEdges } from './edges.ts'
import { canBePickedUp } from './fitting.ts'
import { press, type Hand } from './pointer.ts'

export const [useCarry, provideCarry] = createContext<Carry>()

export class Carry implements Hand {
  held = $state.raw<Held | null>(null)
  over = $state<Target | null>(null)
  /** The target time, if the target has a time axis. */
  at = $state(0)
  x = $state(0)
  y = $state(0)
  #moves: Moves
  #targets: readonly Targets[]
  #ruler: Ruler | null = null
  #stopScrolling = () => {}

  constructor(moves: Moves, ...targets: readonly Targets[]) {
    this.#moves = moves
    this.#targets = targets
  }

  /** Whether this session may pick the order's card up. */
  canPickUp(order: Order): boolean {
    return canBePickedUp(order, this.#moves.rights)
  }

  /** An order's operation, by default the current one, for carrying; null if the order cannot be picked up. */
  cargoOf(order: Order, operation?: Operation | null): Cargo | null {
    return this.canPickUp(order) ? cargoOf(order, operation) : null
  }

  /** Registers the targets with a time axis while they are shown. */
  rule = (ruler: Ruler) => {
    this.#ruler = ruler
    return () => {
      this.#ruler = null
      this.letGo()
    }
  }

  /** Attachment that makes an element a draggable card; `cargo` is called at pick-up (S13). */
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

  /** The grip's click: picks up by key or tap, or puts back. */
  pick(cargo: Cargo): void {
    if (this.held) return this.letGo()
    this.held = { ...cargo, by: 'keys', touch: false, grab: 0 }
    if (this.#ruler) this.#aim(this.#ruler.begin(this.held))
    else {
      const taking = this.#taking()
      // A touch too many must not undo the placement: the queue is only offered first where no bay takes the car.
      this.over = taking.find((target) => target !== QUEUE) ?? taking[0] ?? null
    }
    window.addEventListener('keydown', this.#key, true)
  }

  /** Picks up by pointer. */
  take(held: Held, x: number, y: number): void {
    this.x = x
    this.y = y
    this.held = held
    this.#stopScrolling = scrollAtEdges(this, () => this.#updateTarget())
  }

  moveTo(x: number, y: number): void {
    this.x = x
    this.y = y
    this.#updateTarget()
  }

  /** Targets a tapped place on the plan, after a pick-up by key or tap. */
  aimAt(x: number, y: number): void {
    if (this.held && this.#ruler) this.#aim(this.#ruler.aim(x, y, this.held))
  }

  putDown(): void {
    this.put(this.over)
  }

  /** Drops what is held on a target; the target may still refuse it. */
  put(target: Target | null): void {
    const { held, at } = this
    this.letGo()
    if (!held || target === null) return
    const targets = this.targetsOf(target)
    if (!targets) return
    targets.put(held, target, at)
    if (held.by === 'keys') void focusGrip(held)
  }

  letGo = (): void => {
    this.held = null
    this.over = null
    window.removeEventListener('keydown', this.#key, true)
    this.#stopScrolling()
  }

  /** The type of a target. */
  targetsOf(target: Target): Targets | undefined {
    return this.#targets.find((one) => one.has(target))
  }

  #aim(aimed: Aimed | null): void {
    if (!aimed) return
    this.over = aimed.over
    this.at = aimed.at
  }

  /** The visible targets that take what is held. */
  #taking(): Target[] {
    return shownTargets().filter((target) => this.held && this.targetsOf(target)?.takes(this.held, target))
  }

  #updateTarget(): void {
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

/** The grip may have been re-created. Keyboard users continue where the car is now. */
async function focusGrip({ orderId, operationId }: Cargo): Promise<void> {
  await tick()
  setTimeout(() => {
    if (document.activeElement && document.activeElement !== document.body) return
    const piece = document.querySelector<HTMLElement>(`[data-piece="${operationId}"]`)
    ;(piece ?? document.querySelector<HTMLElement>(`[data-car="${orderId}"] [data-grip]`))?.focus()
  }, 400)
}
