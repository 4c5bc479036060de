/** The server's promise quote for an order (B5), requested again whenever the data behind it changes. */
import type { Order } from '#contract/entities/index.ts'
import type { PromiseQuote } from '#contract/questions.ts'

/** The queue ahead also moves, so the quote is refreshed after this time (real ms). */
const AGAIN_AFTER = 60_000
/** How long the server accepts a quote (house ms). */
const COUNTS = 3_600_000
/** Changes within this time (ms) cause one request. */
const TOGETHER = 200

/** Create it during component setup. `asks` gives the order, or null while no quote is wanted. */
export class Quote {
  /** The latest quote for the order as shown; null while there is none or the server is unreachable. */
  latest = $state.raw<PromiseQuote | null>(null)
  /** The server did not answer, or has no quote for such an order. */
  isSilent = $state(false)

  constructor(asks: () => Order | null, clock: { readonly speed: number }) {
    const about = $derived.by(() => {
      const order = asks()
      return order && { path: `/api/orders/${order.id}/promise`, rests: restsOn(order) }
    })
    // Only the work behind a promise counts as a change: the forecast itself moves every minute.
    const question = $derived(about && `${about.path} ${about.rests}`)
    $effect(() => {
      if (question === null) return
      const path = question.slice(0, question.indexOf(' '))
      this.latest = null
      this.isSilent = false
      const ended = new AbortController()
      const ask = async () => {
        const quote = await fetchQuote(path, ended.signal)
        if (ended.signal.aborted) return
        this.latest = quote
        this.isSilent = quote === null
      }
      const soon = setTimeout(() => void ask(), TOGETHER)
      const again = setInterval(() => void ask(), Math.min(AGAIN_AFTER, COUNTS / 2 / clock.speed))
      return () => {
        ended.abort()
        clearTimeout(soon)
        clearInterval(again)
      }
    })
  }
}

/** The parts of an order that a promise depends on. */
const restsOn = ({ state, priority, operations, parts }: Order): string =>
  JSON.stringify([
    ...[state, priority, parts],
    operations.map(({ id, state, bayId, technicianId }) => [id, state, bayId, technicianId]),
  ])

async function fetchQuote(path: string, signal: AbortSignal): Promise<PromiseQuote | null> {
  try {
    const response = await fetch(path, { headers: { 'X-Pitboard-View': 'staff' }, signal })
    return response.ok ? ((await response.json()) as PromiseQuote) : null
  } catch {
    return null
  }
}
