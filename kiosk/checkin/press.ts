/** A tap that also accepts slow or trembling fingers. */
import type { Attachment } from 'svelte/attachments'

/** How far (CSS px) a finger may leave the key before the tap is cancelled. */
const SLACK = 24
/** A click this soon (ms) after the finger was lifted is the same tap. */
const SAME_TOUCH = 800
/** When a finger was last lifted anywhere. The page may have turned since, so that the click lands on a new element. */
let liftedAt = -Infinity

/**
 * Calls `pressed` when a finger is lifted from the element it touched. Chromium makes no click of a touch that is long enough for a
 * context menu, and elderly customers press long. Clicks from keyboard and screen reader work too.
 */
export const press =
  (pressed: () => void): Attachment<HTMLElement> =>
  (element) => {
    let finger: number | null = null
    const down = (event: PointerEvent) => {
      if (event.button === 0) finger = event.pointerId
    }
    const up = (event: PointerEvent) => {
      if (event.pointerId !== finger) return
      finger = null
      liftedAt = performance.now()
      const box = element.getBoundingClientRect()
      const inside =
        event.clientX >= box.left - SLACK &&
        event.clientX <= box.right + SLACK &&
        event.clientY >= box.top - SLACK &&
        event.clientY <= box.bottom + SLACK
      if (inside) pressed()
    }
    const cancel = () => (finger = null)
    const click = () => {
      if (performance.now() - liftedAt > SAME_TOUCH) pressed()
    }
    element.addEventListener('pointerdown', down)
    element.addEventListener('pointerup', up)
    element.addEventListener('pointercancel', cancel)
    element.addEventListener('click', click)
    return () => {
      element.removeEventListener('pointerdown', down)
      element.removeEventListener('pointerup', up)
      element.removeEventListener('pointercancel', cancel)
      element.removeEventListener('click', click)
    }
  }
