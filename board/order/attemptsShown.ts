/** The attempts that the log of an order's notices lists. Pure. */
import type { Notice } from '#contract/entities/index.ts'

/** By notice, in the order given. A channel that could not be used at all is said once, and not again for the same reason. */
export function attemptsShown(notices: readonly Notice[]): ReadonlyMap<string, Notice['attempts']> {
  const said = new Set<string>()
  const isNews = ({ channel, result, detail }: Notice['attempts'][number]) => {
    if (result !== 'unavailable') return true
    const what = `${channel} ${detail}`
    const isNew = !said.has(what)
    said.add(what)
    return isNew
  }
  return new Map(notices.map(({ id, attempts }) => [id, attempts.filter(isNews)]))
}
