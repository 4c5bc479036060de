/** Scrolls a column while a card is held near its edge. */

/** How near (px). */
const EDGE = 56

/**
 * @param scrolled called after each scroll, since different content is now under the pointer
 * @returns a function that stops it
 */
export function scrollAtEdges(pointer: { readonly x: number; readonly y: number }, scrolled: () => void): () => void {
  // Queried once, because they are checked in every frame.
  const columns = [...document.querySelectorAll<HTMLElement>('[data-scrolls]')]
  let frame = requestAnimationFrame(scroll)
  function scroll() {
    const { x, y } = pointer
    const column = columns.find((one) => isOver(one, x, y))
    if (column) {
      const { top, bottom, left, right } = column.getBoundingClientRect()
      const { scrolls = '', head = '0', side = '0', least = '0' } = column.dataset
      const down = y < top + Number(head) + EDGE ? -9 : y > bottom - EDGE ? 9 : 0
      const along = scrolls !== 'both' ? 0 : x < left + Number(side) + EDGE / 2 ? -12 : x > right - EDGE / 2 ? 12 : 0
      // Nothing can be dropped in the past, and a card from the queue comes in over that edge.
      const isAtEnd = along < 0 && column.scrollLeft <= Number(least)
      if (down !== 0 || (along !== 0 && !isAtEnd)) {
        column.scrollBy(isAtEnd ? 0 : along, down)
        scrolled()
      }
    }
    frame = requestAnimationFrame(scroll)
  }
  return () => cancelAnimationFrame(frame)
}

/** Compares boxes, because a hit test sixty times a second costs more than the rest of the drag. */
function isOver(column: HTMLElement, x: number, y: number): boolean {
  const { left, top, right, bottom } = column.getBoundingClientRect()
  return x >= left && x < right && y >= top && y < bottom
}
