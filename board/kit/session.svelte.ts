/** The browser's session on the server: who is signed in and which commands they may send. All tabs share it. Nothing throws. */
import type { CommandName } from '#contract/commands/index.ts'
import type { Session as Answer } from '#contract/session.ts'

const HEADERS = { 'X-Pitboard-View': 'staff' }
const CHANNEL = 'pitboard.session'

export class Session {
  #session = $state.raw<Answer | null>(null)
  /** Counts requests: the answer to an earlier one never replaces that to a later one. */
  #request = 0
  #tabs = new BroadcastChannel(CHANNEL)

  constructor() {
    this.#tabs.onmessage = () => void this.load()
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
    if (answer !== null && request === this.#request) this.#session = answer
  }

  /** Signs a person in, in every tab of this browser. False when the server is unreachable or does not know the person. */
  async choose(personId: string): Promise<boolean> {
    const answer = await ask('/api/session/person', {
      method: 'PUT',
      headers: { ...HEADERS, 'Content-Type': 'application/json' },
      body: JSON.stringify({ personId }),
    })
    if (answer === null) return false
    // What was asked before this answer may tell of the person before.
    this.#request++
    this.#session = answer
    this.#tabs.postMessage(null)
    return true
  }

  close(): void {
    this.#tabs.close()
  }
}

async function ask(path: string, request: RequestInit): Promise<Answer | null> {
  try {
    const response = await fetch(path, request)
    return response.ok ? ((await response.json()) as Answer) : null
  } catch {
    return null
  }
}
