/** The journal as looked at: what is searched for, the lines found, and what the opened ones changed. */
import { SvelteMap } from 'svelte/reactivity'
import type { JournalChange, JournalLine, JournalPage } from '#contract/journal.ts'
import { staffFetch } from '#staff/staffFetch.ts'

/** Lines of a file at most. */
const MOST_IN_A_FILE = 5000

/** Empty: any. */
export interface Sought {
  order: string
  person: string
  device: string
  day: string
  command: string
  clock: boolean
}

export class Journal {
  sought = $state<Sought>({ order: '', person: '', device: '', day: '', command: '', clock: false })
  #lines = $state.raw<readonly JournalLine[] | null>(null)
  #earlier = $state<number | null>(null)
  #failed = $state<string | null>(null)
  #changes = new SvelteMap<number, JournalChange>()
  /** Counts searches: a late answer never replaces a newer one. */
  #search = 0

  /** The latest first; null before the first answer. */
  get lines(): readonly JournalLine[] | null {
    return this.#lines
  }
  get hasEarlier(): boolean {
    return this.#earlier !== null
  }
  /** The sentence of a refusal; '' when the server cannot be reached; null: all is well. */
  get failed(): string | null {
    return this.#failed
  }

  /** What an entry changed, once it is known. */
  changeOf(seq: number): JournalChange | undefined {
    return this.#changes.get(seq)
  }

  async find(): Promise<void> {
    const search = ++this.#search
    const page = await this.#page(null)
    if (search !== this.#search || !page) return
    this.#lines = page.lines
    this.#earlier = page.earlier
  }

  async findEarlier(): Promise<void> {
    const search = this.#search
    const page = await this.#page(this.#earlier)
    if (search !== this.#search || !page) return
    this.#lines = [...(this.#lines ?? []), ...page.lines]
    this.#earlier = page.earlier
  }

  async open(seq: number): Promise<void> {
    if (this.#changes.has(seq)) return
    const found = await staffFetch<JournalChange>(`/api/journal/${seq}`)
    this.#failed = found.ok ? null : found.message
    if (found.ok) this.#changes.set(seq, found.body)
  }

  /** Everything that fits, the latest first. Null if the server does not answer. @param told how many there are so far */
  async all(told: (count: number) => void): Promise<{ lines: JournalLine[]; isCut: boolean } | null> {
    const lines: JournalLine[] = []
    let before: number | null = null
    do {
      const page: JournalPage | null = await this.#page(before)
      if (!page) return null
      lines.push(...page.lines)
      before = page.earlier
      told(lines.length)
    } while (before !== null && lines.length < MOST_IN_A_FILE)
    return { lines, isCut: before !== null }
  }

  async #page(before: number | null): Promise<JournalPage | null> {
    const { clock, ...texts } = this.sought
    const given = Object.entries({ ...texts, before: before === null ? '' : String(before) })
    const query = new URLSearchParams(
      given.map(([name, text]) => [name, text.trim()]).filter(([, text]) => text !== ''),
    )
    if (clock) query.set('clock', 'true')
    const found = await staffFetch<JournalPage>(`/api/journal?${query}`)
    this.#failed = found.ok ? null : found.message
    return found.ok ? found.body : null
  }
}
