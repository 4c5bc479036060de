/** What each screen must show of the workshop's state, and what it does show, in the same shape for comparison. */
import type { Page } from 'playwright-core'
import type { Operation, Order } from '#contract/entities/index.ts'
import { formatPlate, maskPlate } from '#contract/plate.ts'
import type { Snapshot } from '#contract/sync.ts'
import common from '#words/en/common.ts'
import track from '#words/en/track.ts'

export interface Floor {
  /** Bay number → plate of the car in it. */
  bays: Record<string, string>
  queue: string[]
  desk: string[]
}
export interface Wall {
  /** Bay number → plate and progress. */
  bays: Record<string, string>
  waiting: string[]
  ready: string[]
}
export type Lobby = Record<'waiting' | 'in_progress' | 'see_desk' | 'ready', string[]>

const inWork = ['authorised', 'waiting', 'working', 'paused']
const isReady = ({ state }: Order) => state === 'ready' || state === 'settled'
/** B11.2: in the lobby, nobody is called to a car that is still being prepared. */
const isCalled = ({ state, preparedAt }: Order) => state === 'settled' || (state === 'ready' && preparedAt !== null)
const sorted = (texts: string[]) => texts.toSorted()

/** B1.2: nobody who has left is asked to the desk, and a customer at the door is not yet served. */
function stageOf(order: Order, asked: boolean): keyof Lobby | null {
  if (order.state === 'booked') return null
  if (order.state === 'arrived') return 'waiting'
  if (isCalled(order)) return 'ready'
  if (!asked) return 'in_progress'
  return order.waits ? 'see_desk' : order.state === 'quoted' ? null : 'in_progress'
}

/** The server's state as each screen must show it. */
export function truthOf(state: Snapshot<'staff'>): { floor: Floor; wall: Wall; lobby: Lobby } {
  const orders = state.put.order ?? []
  const numbers = new Map((state.put.bay ?? []).map((bay) => [bay.id, String(bay.number)]))
  const truth = {
    floor: { bays: {}, queue: [], desk: [] } as Floor,
    wall: { bays: {}, waiting: [], ready: [] } as Wall,
    lobby: { waiting: [], in_progress: [], see_desk: [], ready: [] } as Lobby,
  }
  for (const order of orders) {
    // C9: a car that is with its customer stands in no list.
    if (order.homeSince !== null) continue
    const plate = formatPlate(order.plate)
    const bay = order.bayId === null ? undefined : numbers.get(order.bayId)
    if (bay !== undefined) {
      truth.floor.bays[bay] = plate
      truth.wall.bays[bay] = `${plate}: ${whatIsDone(order)}`
    }
    const inQueue = inWork.includes(order.state)
    const inBayOnly = bay !== undefined && (inQueue || order.state === 'checking' || order.state === 'washing')
    if (!inBayOnly) truth.floor[inQueue ? 'queue' : 'desk'].push(plate)
    if (isReady(order)) truth.wall.ready.push(plate)
    else if (bay === undefined && order.state !== 'booked') truth.wall.waiting.push(plate)
    const asked = order.state === 'quoted' || order.operations.some(({ state }) => state === 'proposed')
    const stage = stageOf(order, asked)
    if (stage !== null) truth.lobby[stage].push(`${order.ticket} ${maskPlate(order.plate)}`)
  }
  for (const lists of [truth.floor, truth.wall, truth.lobby] as Record<string, unknown>[])
    for (const name of Object.keys(lists)) if (Array.isArray(lists[name])) lists[name] = sorted(lists[name])
  return truth
}

function whatIsDone(order: Order): string {
  const find = (state: Operation['state']) => order.operations.find((one) => one.state === state)
  const operation = inWork.includes(order.state) && (find('working') ?? find('paused') ?? find('planned'))
  return operation ? operation.title.en : common.orderState[order.state]
}

/** The headline of the customer page. */
export function headlineOf(order: Order): string {
  const working = order.operations.find(({ state }) => state === 'working')
  if (working) return track.headline.doing.replace('{{what}}', working.title.en)
  const soon: readonly unknown[] = ['colleague', 'tool', 'end_of_shift']
  const pause = `paused_${soon.includes(order.pauseReason) ? 'soon' : (order.pauseReason ?? 'bay')}`
  if (order.homeSince !== null)
    return track.headline[order.parts.some(({ arrivedAt }) => arrivedAt === null) ? 'at_home' : 'at_home_part_here']
  if (
    order.state === 'paused' &&
    order.pauseReason === 'parts' &&
    order.parts.length > 0 &&
    order.parts.every(({ arrivedAt }) => arrivedAt !== null)
  )
    return track.headline.paused_parts_here
  if (order.state === 'paused') return track.headline[pause as 'paused_soon']
  if (order.state === 'washing' && order.washStartedAt === null) return track.headline.waits_wash
  return track.headline[order.state === 'ready' && !isCalled(order) ? 'preparing' : order.state]
}

export const floorShows = (page: Page): Promise<Floor> =>
  page.evaluate(() => {
    const plates = (within: string) =>
      [...document.querySelectorAll(`${within} [data-car] .open .plate`)].map((plate) => plate.textContent).toSorted()
    const bays: Record<string, string> = {}
    for (const bay of document.querySelectorAll('.bays [data-drop]')) {
      const plate = bay.querySelector('[data-car] .open .plate')
      if (plate) bays[bay.querySelector('h2 b')?.textContent ?? ''] = plate.textContent
    }
    return { bays, queue: plates('.queue-column'), desk: plates('.desk') }
  })

export const wallShows = (page: Page): Promise<Wall> =>
  page.evaluate(() => {
    const plates = (section: string) =>
      [...document.querySelectorAll(`.list.${section} li .plate`)].map((plate) => plate.textContent).toSorted()
    const bays: Record<string, string> = {}
    for (const bay of document.querySelectorAll('article.bay:not(.empty)')) {
      const text = (what: string) => bay.querySelector(what)?.textContent ?? ''
      bays[text('h2.number')] = `${text('header .plate')}: ${text('.work .what')}`
    }
    return { bays, waiting: plates('waiting'), ready: plates('ready') }
  })

export const lobbyShows = (page: Page): Promise<Lobby> =>
  page.evaluate(() => {
    const tickets = (stage: string) =>
      [...document.querySelectorAll(`section.${stage} li`)]
        .map((row) => `${row.querySelector('b')?.textContent} ${row.querySelector('.plate')?.textContent}`)
        .toSorted()
    return {
      waiting: tickets('waiting'),
      in_progress: tickets('in_progress'),
      see_desk: tickets('see_desk'),
      ready: tickets('ready'),
    }
  })
