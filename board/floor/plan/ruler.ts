/** From a point on the screen, or an arrow key, to a lane and time of the plan. */
import type { Moves } from '#staff/moving/moves.svelte.ts'
import type { Orders } from '#staff/orders.svelte.ts'
import type { Aim } from '../carry/aim.svelte.ts'
import { QUEUE, type Aimed, type Held, type Ruler } from '../carry/cargo.ts'
import { effectOfQueue } from '../carry/fitting.ts'
import { STEP, behindLast, unfit } from './aiming.ts'
import { MINUTE, openFrom, stepBy, timeAt } from './axis.ts'
import { onLane } from './laneDrops.svelte.ts'
import type { Lane } from './lanes.ts'
import type { Plan } from './plan.svelte.ts'
import type { PlanWindow } from './window.svelte.ts'

/** Minutes per arrow key, without and with Shift. */
const FAR = 15
const FINE = 5

export interface Frame {
  scroller: HTMLElement
  /** Width of the lane heads, and height of the hours above (px). */
  side: number
  head: number
}

interface Source {
  plan: Plan
  view: PlanWindow
  aim: Aim
  orders: Orders
  moves: Moves
}

export function rulerOf({ plan, view, aim: aiming, orders, moves }: Source, frame: () => Frame): Ruler {
  const now = () => openFrom(plan.axis, plan.now)

  function aim(x: number, y: number, { grab }: Held): Aimed | null {
    const { scroller, side, head } = frame()
    const { left, top, right, bottom } = scroller.getBoundingClientRect()
    if (x < left || x >= right || y < top + head || y >= bottom) return null
    const down = y - top - head + scroller.scrollTop
    const index = view.tops.findIndex((begin) => begin > down) - 1
    const lane = plan.lanes[index]
    if (!lane) return null
    // On the lane's head: as soon as its turn comes.
    if (x < left + side) return { over: lane.key, at: now() }
    return { over: lane.key, at: timeAt(plan.axis, (x - grab - left - side + scroller.scrollLeft) / view.scale) }
  }

  const work = ({ orderId, operationId }: Held) => {
    const order = orders.get(orderId)
    const operation = order?.operations.find(({ id }) => id === operationId)
    return order && operation ? { order, operation } : null
  }
  function fitting(held: Held): readonly Lane[] {
    const about = work(held)
    return about ? plan.lanes.filter(({ subject }) => unfit(subject, about.order, about.operation) === null) : []
  }

  /** The piece's position; a piece without one starts on the lane that is free first. */
  function begin(held: Held): Aimed | null {
    const about = work(held)
    if (!about) return null
    const lanes = fitting(held)
    for (const lane of lanes) {
      const piece = lane.blocks.find(({ id }) => id === held.operationId)
      if (piece) return { over: lane.key, at: Math.max(now(), piece.start) }
    }
    const free = (lane: Lane) => behindLast(lane, about.operation.id, now())
    const [first] = lanes.toSorted((a, b) => free(a) - free(b))
    return first ? { over: first.key, at: now() } : null
  }

  function step(over: string | null, _: number, key: string, fine: boolean, held: Held): Aimed | null {
    const aimed = onLane(aiming.meaning)
    const about = work(held)
    if (!aimed || !about) return key === 'ArrowRight' || over !== QUEUE ? begin(held) : null
    const { lane, start, startAt } = aimed
    const lanes = fitting(held)
    const index = lanes.indexOf(lane)
    const by = fine ? FINE : FAR
    const onGrid = (at: number) => Math.round(at / STEP) * STEP
    switch (key) {
      case 'ArrowUp':
      case 'ArrowDown': {
        const to = lanes[key === 'ArrowUp' ? (index < 0 ? lanes.length : index) - 1 : index + 1]
        return to ? { over: to.key, at: start } : null
      }
      case 'ArrowRight':
        return { over: lane.key, at: Math.max(onGrid(stepBy(plan.axis, start, by)), start + MINUTE) }
      case 'ArrowLeft':
        if (start <= now() && startAt === null)
          return effectOfQueue(about.order, held.operationId, moves.rights) ? { over: QUEUE, at: start } : null
        return { over: lane.key, at: Math.max(now(), onGrid(stepBy(plan.axis, start, -by))) }
      case 'Home':
        return { over: lane.key, at: now() }
      case 'End':
        return { over: lane.key, at: behindLast(lane, about.operation.id, now()) }
      default:
        return null
    }
  }

  return { aim, begin, step }
}
