/** The planning thread: everything too slow for the event loop. */
import { setImmediate } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import { promiseOf } from '#server/domain/planner/promise.ts'
import { forecastsOf } from '#server/domain/planner/forecasts.ts'
import { mulberry32 } from '#server/domain/planner/random.ts'
import { Copy } from './copy.ts'
import { suggest } from '#server/domain/planner/suggest.ts'
import { tryMove } from '#server/domain/planner/tryMove.ts'
import type { Answered, Asked, Message, Question, Questions } from './messages.ts'

const copies = new Map<string, Copy>()

parentPort!.on('message', (message: Message) => {
  if ('forget' in message) copies.delete(message.forget)
  else void answered(message).then((answer) => parentPort!.postMessage(answer))
})

/** Short questions are answered at once, before the next message. */
async function answered(message: Asked): Promise<Answered> {
  const { id, workshopId, update, now } = message
  try {
    let copy = copies.get(workshopId)
    if (!copy) copies.set(workshopId, (copy = new Copy()))
    copy.update(update)
    return { id, answer: await answerTo(message, copy, now) }
  } catch (error) {
    return { id, error }
  }
}

type Answer = Questions[Question]['answer']

function answerTo(message: Asked, copy: Copy, now: number): Answer | Promise<Answer> {
  switch (message.question) {
    case 'forecast':
      return forecast(copy, now)
    case 'promise':
      return promise(copy, now, message.asked)
    case 'tryMove':
      return tryMove(copy.shop(now), message.asked)
    case 'suggest':
      return suggestions(copy, now)
  }
}

/** A long search that yields to other questions. The same state gives the same suggestions. */
async function suggestions(copy: Copy, now: number): Promise<Questions['suggest']['answer']> {
  const { seq } = copy
  const search = suggest(copy.shop(now), mulberry32(seq))
  for (;;) {
    const { done, value } = search.next()
    if (done) return { seq, ...value }
    await setImmediate()
  }
}

const forecast = (copy: Copy, now: number): Questions['forecast']['answer'] => ({
  seq: copy.seq,
  forecasts: forecastsOf(copy.shop(now)),
})

function promise(
  copy: Copy,
  now: number,
  { orderId, itemIds }: Questions['promise']['asked'],
): Questions['promise']['answer'] {
  const items = itemIds.map((id) => copy.item(id))
  return promiseOf(copy.shop(now), orderId, items, copy.pace, (id) => copy.item(id)?.fixedPromiseMinutes ?? null)
}
