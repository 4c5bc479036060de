/** Commands of a busy shop: mostly sensible for what the board shows, some too late or plainly wrong. */
import type { CommandName, PayloadInput } from '#contract/commands/index.ts'
import type { Operation, Order, Suggestion } from '#contract/entities/index.ts'
import type { Sender } from '#server/policy/roles.ts'
import type { TestWorkshop } from '../support/testWorkshop.ts'
import { walkIn } from '../support/testWorkshop.ts'
import type { Random } from '../support/random.ts'

export interface RandomCommand<N extends CommandName = CommandName> {
  sender: Sender
  name: N
  payload: PayloadInput<N>
}

const command = <N extends CommandName>(sender: Sender, name: N, payload: PayloadInput<N>) =>
  ({ sender, name, payload }) as RandomCommand

/** Customer care: a new promise, an answer to a progress check (asked or not), a new address. */
function caring(random: Random, { id: orderId, progressCheck, customer, channels }: Order): RandomCommand {
  const later = 3_600_000 * (1 + random.int(30))
  switch (random.int(3)) {
    case 0:
      return command('staff', 'movePromise', {
        ...{ orderId, promiseAt: Date.now() + later, reason: 'A part is late', customerKnows: random.chance(0.5) },
      })
    case 1:
      return command('staff', 'answerProgressCheck', {
        ...{ orderId, answer: 'later', laterMinutes: 15, reason: null, words: '' },
        was: { answeredAt: progressCheck?.answeredAt ?? null },
      })
    default:
      return command('staff', 'setContact', {
        ...{ orderId, name: customer.name, phone: customer.phone, email: 'li.na@example.com' },
        channels: channels[0] === 'sms' ? ['email'] : ['sms'],
      })
  }
}

/** Suggestions that could be made for what the board shows; existing ones are sometimes accepted or dismissed. */
function suggesting(
  random: Random,
  orders: readonly Order[],
  suggestions: readonly Suggestion[],
  { ids }: TestWorkshop,
): RandomCommand {
  if (suggestions.length > 0 && random.chance(0.7)) {
    const suggestionIds = [random.pick(suggestions).id, random.pick(suggestions).id]
    return command('staff', random.chance(0.6) ? 'acceptSuggestions' : 'dismissSuggestions', { suggestionIds })
  }
  const found = orders.flatMap(({ id: orderId, promiseAt, forecastAt, operations: [first] }) => {
    if (first?.state !== 'planned' || random.chance(0.7)) return []
    const { bayId, technicianId, startAt } = first
    const to = {
      bayId: random.pick(ids.bays.slice(0, -1)),
      technicianId: random.pick(ids.persons),
      startAt: Date.now(),
    }
    return {
      ...{ cause: 'late' as const, orderId, movedOrders: random.int(3), savedMinutes: random.int(100) },
      moves: [{ orderId, operationId: first.id, was: { bayId, technicianId, startAt }, to }],
      effects: [{ orderId, promiseAt, from: forecastAt, to: null }],
    }
  })
  const late = orders.filter(() => random.chance(0.5)).map(({ id }) => id)
  return command('clock', 'recordSuggestions', { seq: 0, late, suggestions: found })
}

/** @param orders what a staff screen shows now, like the suggestions */
export function randomCommand(
  random: Random,
  orders: readonly Order[],
  suggestions: readonly Suggestion[],
  workshop: TestWorkshop,
  serial: number,
): RandomCommand {
  const { bays, items, persons } = workshop.ids
  if (orders.length < 4 || (orders.length < 40 && random.chance(0.12)))
    return command(
      'kiosk',
      'checkInWalkIn',
      walkIn(`沪C${String(10_000 + (serial % 90_000))}`, { words: `No ${serial}` }),
    )
  if (random.chance(0.03)) {
    const bayId = random.pick(bays)
    return random.chance(0.3)
      ? command('staff', 'takeBayOutOfService', { bayId, reason: 'The lift leaks', until: null })
      : command('staff', 'returnBayToService', { bayId })
  }
  if (random.chance(0.05)) return suggesting(random, orders, suggestions, workshop)
  const order = random.pick(orders)
  const orderId = order.id
  const operation: Operation | undefined = order.operations.length ? random.pick(order.operations) : undefined
  const onOperation = { orderId, operationId: operation?.id ?? orderId }
  switch (order.state) {
    case 'arrived':
    case 'diagnosing':
      return order.operations.length === 0
        ? command('staff', 'addOperations', { orderId, itemIds: [random.pick(items), random.pick(items)] })
        : command('staff', 'quoteOrder', {
            orderId,
            promiseAt: Date.now() + 3_600_000 * (1 + random.int(30)),
            reason: 'As agreed',
          })
    case 'quoted':
      if (random.chance(0.3))
        return command('customer', 'answerEstimate', {
          orderId,
          ...{ accepted: random.chance(0.8), wash: random.chance(0.5) },
          was: {
            promiseAt: order.promiseAt ?? 0,
            operations: order.operations.map(({ id, price }) => ({ id, price })),
          },
        })
      return random.chance(0.1)
        ? command('staff', 'declineOrder', { orderId })
        : command('staff', 'authoriseOrder', { orderId, wash: random.chance(0.5) })
    case 'authorised':
      return command('staff', 'takeOverCar', { orderId })
    case 'waiting':
    case 'paused': {
      const { bayId = null, technicianId = null, startAt = null } = operation ?? {}
      if (random.chance(0.1)) return caring(random, order)
      if (random.chance(0.05))
        return command('staff', 'setPriority', { orderId, priority: order.priority === 'urgent' ? 'normal' : 'urgent' })
      if (operation?.state === 'proposed')
        return command('staff', 'decideAdditionalWork', {
          orderId,
          operationIds: [operation.id],
          accepted: random.chance(0.7),
          promiseAt: null,
        })
      return bayId && technicianId && random.chance(0.7)
        ? command('staff', 'startOperation', onOperation)
        : command('staff', 'assignOperation', {
            ...onOperation,
            bayId: random.pick(bays),
            technicianId: random.pick(persons),
            startAt: random.chance(0.2) ? Date.now() + random.int(3_600_000) : null,
            was: { bayId, technicianId, startAt },
          })
    }
    case 'working':
      if (random.chance(0.1)) return caring(random, order)
      if (random.chance(0.4)) return command('staff', 'reportProgress', { ...onOperation, percent: random.int(100) })
      if (random.chance(0.2)) return command('staff', 'pauseOperation', { ...onOperation, reason: 'technician' })
      if (random.chance(0.1))
        return command('staff', 'proposeAdditionalWork', {
          orderId,
          itemIds: [random.pick(items)],
          findings: 'Worn',
          safety: true,
        })
      return command('staff', 'finishOperation', onOperation)
    case 'checking':
      return command('staff', 'passChecks', { orderId })
    case 'washing':
      return command('staff', order.washStartedAt === null && random.chance(0.5) ? 'startWash' : 'finishWash', {
        orderId,
      })
    case 'ready':
      return command('staff', order.preparedAt === null ? 'prepareCar' : 'settleOrder', { orderId })
    default:
      return command('staff', 'releaseCar', { orderId })
  }
}
