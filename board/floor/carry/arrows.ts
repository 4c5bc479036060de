/** Moving between drop targets by arrow keys, by their position on the screen. */
import type { Target } from './cargo.ts'

/** All drop targets on the screen, in DOM order. */
export const shownTargets = (): Target[] =>
  [...document.querySelectorAll<HTMLElement>('[data-drop]')].map(({ dataset }) => dataset['drop']!)

/**
 * The nearest target in the arrow's direction, scrolled into view; distance across the direction counts double. Null if there is
 * none.
 */
export function towards(key: string, from: Target | null, targets: readonly Target[]): Target | null {
  const dx = Number(key === 'ArrowRight') - Number(key === 'ArrowLeft')
  const dy = Number(key === 'ArrowDown') - Number(key === 'ArrowUp')
  const middle = middleOf(from)
  if (!middle) return targets[0] ?? null
  let best: { target: Target; distance: number } | null = null
  for (const target of targets) {
    const to = middleOf(target)
    if (target === from || !to) continue
    const ahead = (to.x - middle.x) * dx + (to.y - middle.y) * dy
    const aside = Math.abs((to.x - middle.x) * dy) + Math.abs((to.y - middle.y) * dx)
    if (ahead <= 4) continue
    const distance = ahead + 2 * aside
    if (!best || distance < best.distance) best = { target, distance }
  }
  if (best) elementOf(best.target)?.scrollIntoView({ block: 'nearest' })
  return best?.target ?? null
}

const elementOf = (target: Target | null) =>
  target === null ? null : document.querySelector<HTMLElement>(`[data-drop="${target}"]`)

function middleOf(target: Target | null): { x: number; y: number } | null {
  const box = elementOf(target)?.getBoundingClientRect()
  return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null
}
