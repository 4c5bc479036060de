/** The planning thread: whatever takes longer to work out than the event loop may stand still. */
import { parentPort } from 'node:worker_threads'
import { promiseOf } from '#server/domain/promise.ts'
import { foresee } from '#server/domain/planner/shop/foresee.ts'
import { Copy } from './copy.ts'
import { tryMove } from '#server/domain/planner/shop/tryMove.ts'
import type { Answered, Asked, Message, Question, Questions } from './messages.ts'

const copies = new Map<string, Copy>()

parentPort!.on('message', (message: Message) => {
  if ('forget' in message) copies.delete(message.forget)
  else parentPort!.postMessage(answered(message))
})

function answered(message: Asked): Answered {
  const { id, workshopId, update, now } = message
  try {
    let copy = copies.get(workshopId)
    if (!copy) copies.set(workshopId, (copy = new Copy()))
    copy.update(update)
    return { id, answer: answerTo(message, copy, now) }
  } catch (error) {
    return { id, error }
  }
}

function answerTo(message: Asked, copy: Copy, now: number): Questions[Question]['answer'] {
  switch (message.question) {
    case 'forecast':
      return forecast(copy, now)
    case 'promise':
      return promise(copy, now, message.asked)
    case 'tryMove':
      return tryMove(copy.shop(now), message.asked)
  }
}

const forecast = (copy: Copy, now: number): Questions['forecast']['answer'] => ({
  seq: copy.seq,
  forecasts: foresee(copy.shop(now)),
})

function promise(
  copy: Copy,
  now: number,
  { orderId, itemIds }: Questions['promise']['asked'],
): Questions['promise']['answer'] {
  const items = itemIds.map((id) => copy.item(id))
  return promiseOf(copy.shop(now), orderId, items)
}
