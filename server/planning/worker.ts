/** The planning thread: whatever takes longer to work out than the event loop may stand still. */
import { parentPort } from 'node:worker_threads'
import { promiseOf, safeShop } from '#server/domain/promise.ts'
import { simulate } from '#server/domain/simulation/simulate.ts'
import { Copy } from './copy.ts'
import type { Answered, Asked, Message, Questions } from './messages.ts'

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
    return { id, answer: message.question === 'forecast' ? forecast(copy, now) : promise(copy, now, message.asked) }
  } catch (error) {
    return { id, error }
  }
}

function forecast(copy: Copy, now: number): Questions['forecast']['answer'] {
  const shop = copy.shop(now)
  const safe = simulate(safeShop(shop))
  const forecasts = [...simulate(shop)].map(([orderId, { finishAt }]) => ({
    ...{ orderId, forecastAt: finishAt, safeForecastAt: safe.get(orderId)?.finishAt ?? null },
  }))
  return { seq: copy.seq, forecasts }
}

function promise(
  copy: Copy,
  now: number,
  { orderId, itemIds }: Questions['promise']['asked'],
): Questions['promise']['answer'] {
  const items = itemIds.map((id) => copy.item(id))
  return promiseOf(copy.shop(now), orderId, items, copy.pace)
}
