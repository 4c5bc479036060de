/** Signs programs in as members of staff: opens a session and selects a name in it. */
import type { CommandName, PayloadInput, Reply } from '#contract/commands/index.ts'
import { newId } from '#server/write/ids.ts'

const ANSWER_WITHIN = 10_000

interface Where {
  url: string
  /** The staff key's cookie; none if the workshop needs no keys. */
  cookie?: string | undefined
}

/** Opens a session; returns the cookies to send from now on, including the key's. */
export async function openSession({ url, cookie }: Where): Promise<string> {
  const response = await fetch(`${url}/api/session`, { headers: headersOf(cookie) })
  const session = response.headers.getSetCookie().map((set) => set.split(';', 1)[0]!)
  return [...(cookie === undefined ? [] : [cookie]), ...session].join('; ')
}

/** Sets the person of a session. @throws the refusal's sentence. */
export async function selectPerson({ url, cookie }: Where, personId: string): Promise<void> {
  const response = await fetch(`${url}/api/session/person`, {
    ...{ method: 'PUT', body: JSON.stringify({ personId }) },
    headers: { ...headersOf(cookie), 'Content-Type': 'application/json' },
  })
  if (!response.ok) throw new Error(((await response.json()) as { message: string }).message)
}

/** A member of staff who sends commands over HTTP, beside the screen that all of them watch. */
export class Hand {
  #where: Where
  #ended: AbortSignal

  private constructor(where: Where, ended: AbortSignal) {
    this.#where = where
    this.#ended = ended
  }

  /** @param ended aborts pending requests */
  static async open(where: Where, personId: string, ended: AbortSignal): Promise<Hand> {
    const own = { url: where.url, cookie: await openSession(where) }
    await selectPerson(own, personId)
    return new Hand(own, ended)
  }

  /** Sends a command; if the answer is lost, sends it again with the same id, so that it is carried out once (S1). */
  async send<N extends CommandName>(name: N, payload: PayloadInput<N>): Promise<Reply<N>> {
    const { url, cookie } = this.#where
    const body = JSON.stringify({ id: newId(), name, payload })
    for (;;) {
      const signal = AbortSignal.any([this.#ended, AbortSignal.timeout(ANSWER_WITHIN)])
      try {
        const headers = { ...headersOf(cookie), 'Content-Type': 'application/json' }
        const response = await fetch(`${url}/api/commands`, { method: 'POST', headers, body, signal })
        return (await response.json()) as Reply<N>
      } catch (error) {
        if (this.#ended.aborted) throw error
      }
    }
  }
}

const headersOf = (cookie: string | undefined) => ({ 'X-Pitboard-View': 'staff', ...(cookie && { cookie }) })
