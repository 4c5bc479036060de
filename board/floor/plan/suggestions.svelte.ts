/** Suggestions to improve the day (C2), the previewed one, and its effects on the plan. */
import { createContext } from 'svelte'
import type { Move, Order, Suggestion } from '#contract/entities/index.ts'
import { formatPlate } from '#contract/plate.ts'
import type { Clock } from '#kit/clock.svelte.ts'
import type { Live } from '#kit/live.svelte.ts'
import { words } from '#kit/words.svelte.ts'
import type { Allowed } from '#staff/allowed.svelte.ts'
import type { Announcer } from '#staff/announcer.svelte.ts'
import type { Moves } from '#staff/moving/moves.svelte.ts'
import type { Sender } from '#staff/sender.svelte.ts'
import type { Result } from '../carry/result.svelte.ts'
import { aheadOf, goesNext, servedInTurn } from './ahead.ts'

/** The place of actions on several suggestions, where their refusals show. */
export const SUGGESTIONS = 'suggestions'

export const [useSuggestions, provideSuggestions] = createContext<Suggestions>()

export class Suggestions {
  readonly #live: Live<'staff'>
  readonly #clock: Clock
  #sender: Sender
  #allowed: Allowed
  #moves: Moves
  #result: Result
  #announcer: Announcer
  /** The previewed suggestion. */
  preview = $state.raw<Suggestion | null>(null)
  /** Largest gain first. */
  readonly list: readonly Suggestion[] = $derived.by(() =>
    [...this.#live.of('suggestion').values()]
      .filter(({ dismissedAt }) => dismissedAt === null)
      .sort((a, b) => b.savedMinutes - a.savedMinutes || a.at - b.at || (a.id < b.id ? -1 : 1)),
  )

  constructor(
    live: Live<'staff'>,
    clock: Clock,
    sender: Sender,
    allowed: Allowed,
    moves: Moves,
    result: Result,
    announcer: Announcer,
  ) {
    this.#live = live
    this.#clock = clock
    this.#sender = sender
    this.#allowed = allowed
    this.#moves = moves
    this.#result = result
    this.#announcer = announcer
  }

  get canAccept(): boolean {
    return this.#allowed.may('acceptSuggestions') !== null
  }

  get canDismiss(): boolean {
    return this.#allowed.may('dismissSuggestions') !== null
  }

  /** The cars that still go before one that this move puts next. */
  ahead(move: Move): Order[] {
    return goesNext(move, this.#clock.now) ? aheadOf(move, this.#live.of('order'), this.#clock.now) : []
  }

  /** Accepts suggestions, with all their moves or none. */
  async accept(suggestions: readonly Suggestion[], place: string): Promise<void> {
    const command = this.#allowed.may('acceptSuggestions')
    if (!command) return
    const suggestionIds = suggestions.map(({ id }) => id)
    const moves = suggestions.flatMap((one) => one.moves)
    const inTurn = servedInTurn(moves, this.#live.of('order'), this.#clock.now).map(({ plate }) => formatPlate(plate))
    const accepted = async () => {
      const reply = await this.#sender.send(place, command, { suggestionIds })
      if (reply.ok) this.#moves.undo.accepted(suggestions)
      return reply
    }
    const reply = await this.#moves.underWay(accepted())
    if (!reply.ok) return
    this.preview = null
    const said = words.t('suggestions:accepted', { count: reply.answer.moved })
    this.#result.show(
      inTurn.length === 0 ? said : words.t('suggestions:acceptedInTurn', { said, cars: words.list(inTurn) }),
    )
  }

  async dismiss(suggestions: readonly Suggestion[], place: string): Promise<void> {
    const command = this.#allowed.may('dismissSuggestions')
    if (!command) return
    const suggestionIds = suggestions.map(({ id }) => id)
    const reply = await this.#sender.send(place, command, { suggestionIds })
    if (!reply.ok) return
    this.preview = null
    this.#announcer.say(words.t('suggestions:dismissed'))
  }
}
