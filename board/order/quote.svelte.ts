/** What the server says can honestly be promised for an order (B5), asked again whenever what the screen shows of it changes. */
import type { Order } from '#contract/entities.ts'
import type { PromiseQuote } from '#contract/questions.ts'

/** The queue before it moves on, too: a quote is asked for again after so long (real ms). */
const AGAIN_AFTER = 60_000
/** Changes that come together are asked about once. */
const TOGETHER = 200

/** To be made while a component is set up. `asks` says for which order, and null while nobody wants to know. */
export class Quote {
  /** The latest for the order as it is shown; null while there is none: not yet, or the server is not reached. */
  latest = $state.raw<PromiseQuote | null>(null)

  constructor(asks: () => Order | null) {
    const about = $derived.by(() => {
      const order = asks()
      return order && { path: `/api/orders/${order.id}/promise`, rests: restsOn(order) }
    })
    // Only what the work rests on counts as another question: the forecast itself moves every minute.
    const question = $derived(about && `${about.path} ${about.rests}`)
    $effect(() => {
      if (question === null) return
      const path = question.slice(0, question.indexOf(' '))
      this.latest = null
      const ended = new AbortController()
      const ask = async () => {
        const quote = await fetchQuote(path, ended.signal)
        if (!ended.signal.aborted) this.latest = quote
      }
      const soon = setTimeout(() => void ask(), TOGETHER)
      const again = setInterval(() => void ask(), AGAIN_AFTER)
      return () => {
        ended.abort()
        clearTimeout(soon)
        clearInterval(again)
      }
    })
  }
}

/** What of an order another promise would follow from. */
const restsOn = ({ state, priority, operations, parts }: Order): string =>
  JSON.stringify([
    ...[state, priority, parts],
    operations.map(({ id, state, bayId, technicianId }) => [id, state, bayId, technicianId]),
  ])

async function fetchQuote(path: string, signal: AbortSignal): Promise<PromiseQuote | null> {
  try {
    const response = await fetch(path, { headers: { 'X-Pitboard-Door': 'staff' }, signal })
    return response.ok ? ((await response.json()) as PromiseQuote) : null
  } catch {
    return null
  }
}
