/** The largest margin, in percent: beyond it, nothing could be read. */
const MOST = 15

/** The share of the screen to keep free at each edge, from `margin` in the address (percent, 0–15). */
export const marginOf = (search: string): number =>
  Math.min(MOST, Math.max(0, Number(new URLSearchParams(search).get('margin')) || 0)) / 100
