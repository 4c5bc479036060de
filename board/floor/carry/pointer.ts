/**
 * Dragging by mouse and touch. Mouse: press and move. Touch: at once on the grip, elsewhere on the card after a long press, so that
 * columns still scroll.
 */
import type { Cargo, Held } from './cargo.ts'

/** A press becomes a drag after this distance (px); a touch held this long (ms) picks up. */
const MOVED = 6
const HOLD = 320

/** The parts of a drag that the pointer needs. */
export interface Hand {
  readonly held: Held | null
  take(held: Held, x: number, y: number): void
  moveTo(x: number, y: number): void
  putDown(): void
  letGo(): void
}

/** Follows a pointer from press to release. `cargo` is called at pick-up (S13). */
export function press(hand: Hand, event: PointerEvent, cargo: () => Cargo | null): void {
  const target = event.target as Element
  if (event.button !== 0 || hand.held || target.closest('input, select, textarea, [data-still]')) return
  const touch = event.pointerType !== 'mouse'
  const onGrip = target.closest('[data-grip]') !== null
  const { pointerId, clientX, clientY } = event
  let hold: ReturnType<typeof setTimeout> | undefined
  // The document captures the mouse, so that the browser need not hit-test every move.
  const page = document.documentElement

  const begin = () => {
    const taken = cargo()
    if (!taken) return end()
    // With a text selection on the page, the browser would recompute the caret position in every frame.
    getSelection()?.removeAllRanges()
    const piece = target.closest('[data-piece]')
    const grab = piece ? clientX - piece.getBoundingClientRect().left : 0
    hand.take({ ...taken, by: 'pointer', touch, grab }, clientX, clientY)
    window.addEventListener('keydown', escape, true)
    if (!touch) page.setPointerCapture(pointerId)
  }
  const move = (at: PointerEvent) => {
    if (at.pointerId !== pointerId) return
    if (!hand.held) {
      if (Math.hypot(at.clientX - clientX, at.clientY - clientY) <= MOVED) return
      if (touch && !onGrip) return end()
      begin()
    }
    if (hand.held) hand.moveTo(at.clientX, at.clientY)
  }
  const up = (at: PointerEvent) => {
    if (at.pointerId !== pointerId) return
    if (hand.held) {
      // The click that ends a drag must not reach the element below.
      const swallow = (click: Event) => click.stopPropagation()
      window.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => window.removeEventListener('click', swallow, true), 50)
      hand.putDown()
    }
    end()
  }
  const cancel = (at: PointerEvent) => {
    if (at.pointerId === pointerId) letGo()
  }
  const still = (at: TouchEvent) => hand.held && at.cancelable && at.preventDefault()
  const escape = (key: KeyboardEvent) => {
    if (key.key !== 'Escape') return
    key.preventDefault()
    letGo()
  }
  const letGo = () => {
    hand.letGo()
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
