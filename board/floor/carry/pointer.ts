/**
 * Carrying by mouse and finger. Mouse: press and move. Finger: on the grip at once, elsewhere on the card after a short hold, so that
 * columns still scroll.
 */
import type { Cargo, Held } from './cargo.ts'

/** From this far on (px) a press is a drag; a finger that stays this long (ms) picks up. */
const MOVED = 6
const HOLD = 320

/** What carries, as far as a pointer needs to know. */
export interface Hand {
  readonly held: Held | null
  take(held: Held, x: number, y: number): void
  moveTo(x: number, y: number): void
  putDown(): void
  letGo(): void
}

/** Follows a pointer from its press to its end. `cargo` is asked at the moment the card is picked up (S13). */
export function press(hand: Hand, event: PointerEvent, cargo: () => Cargo | null): void {
  const target = event.target as Element
  if (event.button !== 0 || hand.held || target.closest('input, select, textarea, [data-still]')) return
  const touch = event.pointerType !== 'mouse'
  const onGrip = target.closest('[data-grip]') !== null
  const { pointerId, clientX, clientY } = event
  let hold: ReturnType<typeof setTimeout> | undefined
  // The mouse is captured by the page itself: the browser need not find out at every move what lies under it.
  const page = document.documentElement

  const begin = () => {
    const taken = cargo()
    if (!taken) return end()
    // With a selection on the page, the browser would look for the caret's place all over it in every frame.
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
      // The click that ends a drag is not a click on what lies beneath.
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
