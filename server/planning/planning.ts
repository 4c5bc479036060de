/**
 * Plans of the whole shop, worked out off the event loop by one thread for all workshops (AL, B5). The thread holds a copy of
 * each workshop it was recently asked about; each question carries the changes since the last one.
 */
import type { MoveQuestion } from '#contract/questions.ts'
import type { Feed } from '#server/fanout/feed.ts'
import type { Fanout } from '#server/fanout/fanout.ts'
import { Lacking } from './lacking.ts'
import type { PlanOutcome } from '#server/domain/forecast/experience.ts'
import type { Question, Questions } from './messages.ts'
import { Thread } from './thread.ts'

/** A workshop is forgotten when nothing has been asked about it for this long, in real milliseconds. */
const FORGOTTEN_AFTER = 10 * 60_000

type Answer<Q extends Question> = Promise<Questions[Q]['answer'] | null>

/** Null: the workshop does not exist. Rejects when the plan cannot be worked out now. */
export interface Planning {
  /** When each live car of a workshop will be ready. */
  forecast(workshopId: string): Answer<'forecast'>
  /** What can be promised for an order (B5), with these price list items added. */
  promise(workshopId: string, orderId: string, itemIds?: readonly string[]): Answer<'promise'>
  /** What would improve the day (C2). */
  suggest(workshopId: string): Answer<'suggest'>
  /** What a move would do (C2). */
  tryMove(workshopId: string, move: MoveQuestion): Answer<'tryMove'>
  /** Ends the thread; open questions are rejected. */
  close(): Promise<void>
}

/** How often the outcomes of plans are read, in house time. */
const LEARNED_EVERY = 60 * 60_000

interface Followed {
  feed: Feed
  lacking: Lacking
  askedAt: number
  /** When the outcomes of plans were last read, in house time. */
  learnedAt: number
}

interface Options {
  fanout: Fanout
  now: () => number
  /** What a workshop's plans came to. */
  outcomes: (workshopId: string, now: number) => Promise<readonly PlanOutcome[]>
}

export function createPlanning({ fanout, now, outcomes }: Options): Planning {
  const followed = new Map<string, Followed>()
  const thread = new Thread(() => {
    for (const one of followed.values()) forgotten(one)
  })

  function follow(workshopId: string, feed: Feed): Followed {
    let one = followed.get(workshopId)
    if (!one) {
      followed.set(workshopId, (one = { feed, lacking: new Lacking(), askedAt: 0, learnedAt: -Infinity }))
      feed.follow(one.lacking)
    }
    one.askedAt = performance.now()
    return one
  }

  function forgetOld(): void {
    for (const [workshopId, { feed, lacking, askedAt }] of followed) {
      if (performance.now() - askedAt < FORGOTTEN_AFTER) continue
      feed.unfollow(lacking)
      followed.delete(workshopId)
      thread.forget(workshopId)
    }
  }

  /** What plans have come to, once an hour; null in between. */
  async function learn(workshopId: string, one: Followed): Promise<readonly PlanOutcome[] | null> {
    if (now() - one.learnedAt < LEARNED_EVERY) return null
    one.learnedAt = now()
    return outcomes(workshopId, now())
  }

  async function ask<Q extends Question>(workshopId: string, question: Q, asked: Questions[Q]['asked']): Answer<Q> {
    forgetOld()
    const feed = await fanout.feed(workshopId)
    if (!feed) return null
    // Include what other nodes have just committed.
    await feed.catchUp()
    const one = follow(workshopId, feed)
    const learned = await learn(workshopId, one)
    try {
      const update = { ...one.lacking.take(feed), outcomes: learned }
      return await thread.ask({ workshopId, update, now: now(), question, asked })
    } catch (error) {
      // We cannot know whether the thread has applied the update: send everything next time.
      forgotten(one)
      throw error
    }
  }

  return {
    forecast: (workshopId) => ask(workshopId, 'forecast', null),
    promise: (workshopId, orderId, itemIds = []) => ask(workshopId, 'promise', { orderId, itemIds }),
    suggest: (workshopId) => ask(workshopId, 'suggest', null),
    tryMove: (workshopId, move) => ask(workshopId, 'tryMove', move),
    close: () => thread.close(),
  }
}

/** The thread has lost its copy. */
function forgotten(one: Followed): void {
  one.lacking.restarted()
  one.learnedAt = -Infinity
}
