/** What would make the day better (C2): suggestions, the one that is looked at, and what the plan shows of it. */
import { createContext } from 'svelte'
import type { Suggestion } from '#contract/entities/index.ts'
import type { Live } from '#kit/live.svelte.ts'
import { words } from '#kit/words.svelte.ts'
import type { Announcer } from '#staff/announcer.svelte.ts'
import type { Moves } from '#staff/moving/moves.svelte.ts'
import type { Sender } from '#staff/sender.svelte.ts'
import type { Result } from '../carry/result.svelte.ts'

/** The place of what is done with several of them: a refusal stands there. */
export const SUGGESTIONS = 'suggestions'

export const [useSuggestions, provideSuggestions] = createContext<Suggestions>()

export class Suggestions {
  readonly #live: Live<'staff'>
  #sender: Sender
  #moves: Moves
  #result: Result
  #announcer: Announcer
  /** The one that is looked at. */
  preview = $state.raw<Suggestion | null>(null)
  /** The most gained first. */
  readonly list: readonly Suggestion[] = $derived.by(() =>
    [...this.#live.of('suggestion').values()]
      .filter(({ dismissedAt }) => dismissedAt === null)
      .sort((a, b) => b.savedMinutes - a.savedMinutes || a.at - b.at || (a.id < b.id ? -1 : 1)),
  )

  constructor(live: Live<'staff'>, sender: Sender, moves: Moves, result: Result, announcer: Announcer) {
    this.#live = live
    this.#sender = sender
    this.#moves = moves
    this.#result = result
    this.#announcer = announcer
  }

  /** Accepts them, all their moves or none. */
  async accept(suggestions: readonly Suggestion[], place: string): Promise<void> {
    const suggestionIds = suggestions.map(({ id }) => id)
    const accepted = async () => {
      const reply = await this.#sender.send(place, 'acceptSuggestions', { suggestionIds })
      if (reply.ok) this.#moves.undo.accepted(suggestions)
      return reply
    }
    const reply = await this.#moves.underWay(accepted())
    if (!reply.ok) return
    this.preview = null
    this.#result.tell(words.t('suggestions:accepted', { count: reply.answer.moved }))
  }

  async dismiss(suggestions: readonly Suggestion[], place: string): Promise<void> {
    const suggestionIds = suggestions.map(({ id }) => id)
    const reply = await this.#sender.send(place, 'dismissSuggestions', { suggestionIds })
    if (!reply.ok) return
    this.preview = null
    this.#announcer.say(words.t('suggestions:dismissed'))
  }
}
