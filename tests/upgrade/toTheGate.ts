/** Takes a repair order from its current state to the gate, command by command, as the people of a workshop would. */
import type { CommandName, PayloadInput } from '#contract/commands/index.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import type { Role } from '#contract/values.ts'
import type { Screen } from '#server/demo/screen.ts'
import type { Hand } from '#server/demo/session.ts'

const HOUR = 3_600_000
/** More commands than the longest repair needs. */
const ENOUGH = 60

export class Staff {
  readonly #screen: Screen<'staff'>
  readonly #now: () => number
  readonly #hands = new Map<string, Hand>()

  constructor(screen: Screen<'staff'>, now: () => number) {
    this.#screen = screen
    this.#now = now
  }

  get orders(): Order[] {
    return [...this.#screen.replica.of('order').values()].sort((a, b) => a.number - b.number)
  }

  /** Sends a command, which must be accepted. */
  async does<N extends CommandName>(role: Role, name: N, payload: PayloadInput<N>): Promise<void> {
    const persons = [...this.#screen.replica.of('person').values()]
    const { id } = persons.find((person) => person.roles.includes(role))!
    const hand = this.#hands.get(id) ?? (await this.#screen.handOf(id))
    this.#hands.set(id, hand)
    const reply = await hand.send(name, payload)
    if (!reply.ok) throw new Error(`${name} ${JSON.stringify(payload)} was refused: ${reply.code} ${reply.message}`)
    await this.#screen.shows(reply.seq)
  }

  /** Everyone is present, no part is missing, no answer is outstanding, and every bay is usable: only cars in progress occupy one. */
  async clearTheWay(): Promise<void> {
    for (const { id, shift, leave } of [...this.#screen.replica.of('person').values()]) {
      if (shift !== null)
        await this.does('manager', 'changeShift', { personId: id, shift: null, was: { shift, otherWeek: null } })
      for (const { id: leaveId, until } of leave)
        if (until > this.#now()) await this.does('manager', 'endLeave', { personId: id, leaveId })
    }
    for (const { id, outOfService } of this.#screen.replica.of('bay').values())
      if (outOfService) await this.does('foreman', 'returnBayToService', { bayId: id })
    for (const { id: orderId, bayId, parts, operations } of this.orders) {
      const isWorkedOn = operations.some(({ state }) => state === 'working')
      if (bayId !== null && !isWorkedOn) await this.does('foreman', 'moveCar', { orderId, bayId: null, was: { bayId } })
      for (const { id: partId, arrivedAt } of parts)
        if (arrivedAt === null) await this.does('foreman', 'recordPartArrival', { orderId, partId })
      const operationIds = operations.filter(({ state }) => state === 'proposed').map(({ id }) => id)
      const answer = { operationIds, accepted: true, promiseAt: this.#now() + 8 * HOUR }
      if (operationIds.length) await this.does('adviser', 'decideAdditionalWork', { orderId, ...answer })
    }
  }

  /** The states it went through, from its current one to the last. */
  async takeToTheGate(orderId: string): Promise<string[]> {
    const states: string[] = []
    for (let step = 0; step < ENOUGH; step++) {
      const order = this.#screen.replica.of('order').get(orderId)
      if (!order || order.closedAt !== null) return states
      if (states.at(-1) !== order.state) states.push(order.state)
      await this.#next(order)
    }
    throw new Error(`The order goes round in circles: ${states.join(', ')}`)
  }

  #next(order: Order): Promise<void> {
    const { id: orderId } = order
    switch (order.state) {
      case 'booked': {
        const last4 = order.customer!.phone!.slice(-4)
        const who = { code: order.code, plate: null, last4, waits: false, language: order.language }
        return this.does('adviser', 'checkInAppointment', who)
      }
      case 'arrived':
      case 'diagnosing': {
        const [item] = this.#screen.replica.of('priceItem').keys()
        if (!order.operations.some(({ state }) => state === 'planned'))
          return this.does('adviser', 'addOperations', { orderId, itemIds: [item!] })
        return this.does('adviser', 'quoteOrder', { orderId, promiseAt: this.#now() + 24 * HOUR, reason: 'As agreed' })
      }
      case 'quoted':
        return this.does('adviser', 'authoriseOrder', { orderId, wash: true })
      case 'authorised':
        return this.does('foreman', 'takeOverCar', { orderId })
      case 'waiting':
      case 'working':
      case 'paused':
        return this.#work(order)
      case 'checking':
        return this.does('inspector', 'passChecks', { orderId })
      case 'washing':
        return this.does('foreman', 'finishWash', { orderId })
      case 'ready':
        return this.does('cashier', 'settleOrder', { orderId })
      case 'settled':
        return this.does('cashier', 'releaseCar', { orderId })
      default:
        throw new Error(`An open order is ${order.state}`)
    }
  }

  #work(order: Order): Promise<void> {
    const { id: orderId, operations } = order
    const by = (state: Operation['state']) => operations.find((one) => one.state === state)
    const working = by('working')
    if (working) return this.does('technician', 'finishOperation', { orderId, operationId: working.id })
    const next = by('paused') ?? by('planned')
    if (!next) throw new Error(`An order that is ${order.state} has nothing to do`)
    const { bayId, technicianId, startAt } = next
    const place = this.#placeFor(order, next)
    if (place.bayId === bayId && place.technicianId === technicianId)
      return this.does('technician', 'startOperation', { orderId, operationId: next.id })
    const was = { bayId, technicianId, startAt }
    return this.does('foreman', 'assignOperation', { orderId, operationId: next.id, ...place, startAt: null, was })
  }

  /** The planned place if it is free, else any free bay of its kind and any free technician with its skill. */
  #placeFor(order: Order, operation: Operation): { bayId: string; technicianId: string } {
    const others = this.orders.filter(({ id }) => id !== order.id)
    const takenBays = new Set(others.map(({ bayId }) => bayId))
    const working = others.flatMap(({ operations }) => operations.filter(({ state }) => state === 'working'))
    const busy = new Set(working.map(({ technicianId }) => technicianId))
    const bays = [...this.#screen.replica.of('bay').values()]
      .filter(({ id, uses }) => uses.includes(operation.bayKind) && !takenBays.has(id))
      .map(({ id }) => id)
    const technicians = [...this.#screen.replica.of('person').values()]
      .filter(({ id, skills }) => skills.includes(operation.skill) && !busy.has(id))
      .map(({ id }) => id)
    const [bayId, technicianId] = [preferred(bays, operation.bayId), preferred(technicians, operation.technicianId)]
    if (bayId === undefined || technicianId === undefined) throw new Error(`No place for ${operation.title.en}`)
    return { bayId, technicianId }
  }
}

const preferred = (list: string[], one: string | null) => list.find((id) => id === one) ?? list[0]
