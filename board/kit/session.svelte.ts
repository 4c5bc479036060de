/** The browser's session on the server: who is signed in and which commands they may send. All tabs share it. Nothing throws. */
import type { CommandName } from '#contract/commands/index.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Session as Answer } from '#contract/session.ts'

const HEADERS = { 'X-Pitboard-View': 'staff' }
const CHANNEL = 'pitboard.session'

export class Session {
  #session = $state.raw<Answer | null>(null)
  /** Counts requests: the answer to an earlier one never replaces that to a later one. */
  #request = 0
  #tabs = new BroadcastChannel(CHANNEL)

  readonly #renewed: () => void

  /** @param renewed called when the browser has another session, whose cookie the connection has to bring */
  constructor(renewed: () => void = () => undefined) {
    this.#renewed = renewed
    this.#tabs.onmessage = () => {
      if (this.signIn !== 'name') this.#renewed()
      void this.load()
    }
    void this.load()
  }

  /** True once the server has answered. */
  get isKnown(): boolean {
    return this.#session !== null
  }

  /** The person signed in; null until a name is selected. */
  get personId(): string | null {
    return this.#session?.personId ?? null
  }

  /** Whether this session may send the command; the server checks again. True until it has answered, so that no button flashes. */
  allows(name: CommandName): boolean {
    return this.#session?.commands.includes(name) ?? true
  }

  /** Asks the server. If it is unreachable, the last known session stays. */
  async load(): Promise<void> {
    const request = ++this.#request
    const answer = await ask('/api/session', { headers: HEADERS })
    if ('device' in answer && request === this.#request) this.#session = answer
  }

  /** How people sign in here; null until the server has answered. */
  get signIn(): Answer['signIn'] | null {
    return this.#session?.signIn ?? null
  }

  /** Signs a person in by name, in every tab of this browser. False when the server is unreachable or refuses. */
  async choose(personId: string): Promise<boolean> {
    return (await this.#change('/api/session/person', { personId }, 'PUT')) === null
  }

  /** Signs a person in by their PIN, in every tab. @returns why not; null: signed in */
  enterPin(personId: string, pin: string): Promise<Refused | null> {
    return this.#change('/api/sign-in/pin', { personId, pin })
  }

  /** Signs the person out, in every tab. */
  async signOut(): Promise<void> {
    await this.#change('/api/sign-out', {})
  }

  async #change(path: string, payload: object, method = 'POST'): Promise<Refused | null> {
    const answer = await ask(path, {
      method,
      headers: { ...HEADERS, 'Content-Type': 'application/json' },
      body: JSON.stringify(payload),
    })
    if (!('device' in answer)) return answer
    // What was asked before this answer may tell of the person before.
    this.#request++
    const keepsCookie = this.signIn === 'name' && answer.signIn === 'name'
    this.#session = answer
    if (!keepsCookie) this.#renewed()
    this.#tabs.postMessage(null)
    return null
  }

  close(): void {
    this.#tabs.close()
  }
}

/** `code` null: the server is unreachable. */
interface Refused {
  code: ErrorCode | null
}

async function ask(path: string, request: RequestInit): Promise<Answer | Refused> {
  try {
    const response = await fetch(path, request)
    const body = (await response.json()) as Answer | { code?: ErrorCode }
    return response.ok ? (body as Answer) : { code: (body as { code?: ErrorCode }).code ?? null }
  } catch {
    return { code: null }
  }
}
