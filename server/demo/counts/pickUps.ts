/** B11: pick-up notices that reached the customer, and those sent before the car was prepared. Pure. */
import { toldAtOf } from './delays.ts'
import { valueAt, type History } from './history.ts'

export interface PickUps {
  told: number
  /** … while the car was neither prepared nor released by name. */
  unprepared: number
}

export function pickUpsOf({ notices, orders }: History): PickUps {
  const told = [...notices.values()].filter((one) => one[0]!.is.kind === 'ready' && toldAtOf(one) !== null)
  const unprepared = told.filter(([first]) => {
    const order = valueAt(orders.get(first!.is.orderId), first!.at)
    return !order || (order.preparedAt === null && order.noticeReleasedBy === null)
  })
  return { told: told.length, unprepared: unprepared.length }
}
