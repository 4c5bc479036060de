/** Acting as a member of staff, as a program does it: a session of its own, in which a name is selected. */
import type { CommandName, PayloadInput, Reply } from '#contract/commands/index.ts'
import { newId } from '#server/write/ids.ts'

const ANSWER_WITHIN = 10_000

interface Where {
  url: string
  /** Of the staff's key; none where the doors stand open. */
  cookie?: string | undefined
}

/** Opens a session; gives the cookies to send from now on, the key's among them. */
export async function openSession({ url, cookie }: Where): Promise<string> {
  const response = await fetch(`${url}/api/session`, { headers: headersOf(cookie) })
  const session = response.headers.getSetCookie().map((set) => set.split(';', 1)[0]!)
  return [...(cookie === undefined ? [] : [cookie]), ...session].join('; ')
}

/** Sets who acts in a session. @throws the refusal's sentence. */
export async function selectPerson({ url, cookie }: Where, personId: string): Promise<void> {
  const response = await fetch(`${url}/api/session/person`, {
    ...{ method: 'PUT', body: JSON.stringify({ personId }) },
    headers: { ...headersOf(cookie), 'Content-Type': 'application/json' },
  })
  if (!response.ok) throw new Error(((await response.json()) as { message: string }).message)
}

/** A member of staff who acts over HTTP, beside the screen that all look at. */
export class Hand {
  #where: Where
  #ended: AbortSignal

  private constructor(where: Where, ended: AbortSignal) {
    this.#where = where
    this.#ended = ended
  }

  /** @param ended gives up what is under way */
  static async open(where: Where, personId: string, ended: AbortSignal): Promise<Hand> {
    const own = { url: where.url, cookie: await openSession(where) }
    await selectPerson(own, personId)
    return new Hand(own, ended)
  }

  /** Sends a command; a lost answer is asked for again with the same id, so that it is carried out once (S1). */
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

const headersOf = (cookie: string | undefined) => ({ 'X-Pitboard-Door': 'staff', ...(cookie && { cookie }) })
