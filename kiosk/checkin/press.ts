/** A touch of a finger, also a slow or a trembling one. */
import type { Attachment } from 'svelte/attachments'

/** A finger may leave the key by this much (CSS px) before it no longer means it. */
const SLACK = 24
/** A click this soon after the finger was lifted is the same touch. */
const SAME_TOUCH = 800
/** When a finger was last lifted from anything: by then the page may have turned, and the click falls on what lies there now. */
let liftedAt = -Infinity

/**
 * Calls `pressed` when a finger is lifted from the element it came down on. Chromium makes no click of a touch that
 * lasted long enough for a context menu, and old hands touch long; clicks of keyboards and screen readers count as well.
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
