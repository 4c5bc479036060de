/** Learning the workshop's own durations (B5), from imported logs and from every finished operation. */
import { learnedOf, SAMPLES_KEPT } from './learned.ts'
import type { PriceItem } from '#contract/entities/index.ts'
import type { WorkSample } from '../internal.ts'
import { refuse, type Rule, type Scope } from '../rule.ts'

/** Imports a log of work done, ignoring known samples. Refuses `item_not_found`. */
export const importHistory: Rule<'importHistory'> = {
  needs({ samples }) {
    const items = [...new Set(samples.map(({ itemId }) => itemId))]
    return { priceItems: items, samplesOf: items, samples: samples.map(({ id }) => id), pace: true }
  },
  decide(scope, { samples }) {
    const fresh = new Map<string, WorkSample>()
    for (const sample of samples) {
      if (!scope.priceItems.has(sample.itemId)) return refuse('item_not_found')
      if (!scope.samples.has(sample.id)) fresh.set(sample.id, sample)
    }
    const answer = { added: fresh.size, same: samples.length - fresh.size }
    const priceItem = [...Map.groupBy(fresh.values(), ({ itemId }) => itemId)].flatMap(([itemId, its]) =>
      withSamples(scope.priceItems.get(itemId)!, its, scope),
    )
    const put = { ...(fresh.size > 0 && { sample: [...fresh.values()] }), ...(priceItem.length > 0 && { priceItem }) }
    return { ok: true, answer, facts: [{ name: 'historyImported', ...answer }], put }
  },
}

/** The item with new samples learnt; empty when they change nothing. */
export function withSamples(item: PriceItem, fresh: readonly WorkSample[], { samples, pace }: Scope): PriceItem[] {
  const known = [...samples.values()].filter(({ itemId }) => itemId === item.id)
  const latest = [...known, ...fresh].sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)).slice(0, SAMPLES_KEPT)
  const learned = learnedOf(item.standardMinutes, latest, pace)
  return JSON.stringify(learned) === JSON.stringify(item.learned) ? [] : [{ ...item, learned }]
}
