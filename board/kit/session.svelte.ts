/**
 * Who acts at this browser, and what may be sent from it, as the server's session has it. Every tab of the browser shares it.
 * Nothing is thrown.
 */
import type { CommandName } from '#contract/commands/index.ts'
import type { Session as Told } from '#contract/session.ts'

const HEADERS = { 'X-Pitboard-Door': 'staff' }
const CHANNEL = 'pitboard.session'

export class Session {
  #told = $state.raw<Told | null>(null)
  #asking = false
  #tabs = new BroadcastChannel(CHANNEL)

  constructor() {
    this.#tabs.onmessage = () => void this.load()
    void this.load()
  }

  /** True once the server has said who acts here. */
  get isKnown(): boolean {
    return this.#told !== null
  }

  /** The person who acts; null before somebody has selected a name. */
  get personId(): string | null {
    return this.#told?.personId ?? null
  }

  /** Whether this command may be sent from here; for buttons. The server decides it again. */
  allows(name: CommandName): boolean {
    return this.#told?.commands.includes(name) ?? false
  }

  /** Asks the server; what is known stays while it cannot be reached. */
  async load(): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    this.#told = (await ask('/api/session', { headers: HEADERS })) ?? this.#told
    this.#asking = false
  }

  /** Sets who acts in every tab of this browser; false when the server cannot be reached or does not know the person. */
  async choose(personId: string): Promise<boolean> {
    const told = await ask('/api/session/person', {
      method: 'PUT',
      headers: { ...HEADERS, 'Content-Type': 'application/json' },
      body: JSON.stringify({ personId }),
    })
    if (told === null) return false
    this.#told = told
    this.#tabs.postMessage(null)
    return true
  }

  close(): void {
    this.#tabs.close()
  }
}

async function ask(path: string, request: RequestInit): Promise<Told | null> {
  try {
    const response = await fetch(path, request)
    return response.ok ? ((await response.json()) as Told) : null
  } catch {
    return null
  }
}
