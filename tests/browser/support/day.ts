/** A full morning in the example workshop, so that every screen has something of each kind to show. */
import type { ExampleWorkshop } from './exampleWorkshop.ts'

const MINUTE = 60_000

type Stage =
  'arrived' | 'quoted' | 'authorised' | 'waiting' | 'working' | 'paused' | 'checking' | 'washing' | 'ready' | 'settled'
type Row = [plate: string, model: string, items: string[], bay: number | null, stage: Stage, promisedIn: number]

/** Promised this many minutes from now; below 0: late. Finished cars come first, because they no longer need their technician. */
const cars: Row[] = [
  ['沪H12T90', 'Octavia', ['M01'], null, 'checking', 20],
  ['沪J4477Z', 'Corolla', ['M01'], null, 'washing', 10],
  ['沪K90Q01', 'Focus', ['M01'], null, 'ready', 30],
  ['沪L77D35', 'Polo', ['M18'], null, 'settled', 45],
  ['沪A7K382', 'Passat', ['M04', 'M07'], 1, 'working', 40],
  ['沪B9X115', 'Golf Variant', ['M03'], 2, 'working', -25],
  ['沪AD06688', 'Model Y', ['M17'], 3, 'paused', 15],
  ['苏E3P90A', 'Civic', ['M10'], 4, 'working', 300],
  ['浙B220QK', 'Tiguan', ['E03', 'M02'], 6, 'working', 90],
  ['沪C81M22', 'Camry Hybrid', ['A01'], 8, 'working', 5],
  ['HHAB1234XY56', 'Transporter', ['B02', 'P01'], 9, 'working', 600],
  ['沪DF30518', 'Han EV', ['W02'], 13, 'working', 60],
  ['沪M10B64', 'A4 Avant', ['M05'], null, 'waiting', 120],
  // On another day at any hour: its weekday takes room.
  ['沪N6630G', 'X3', ['M13'], null, 'authorised', 1440],
  ['沪P58W17', 'Kuga', ['M09'], null, 'quoted', 180],
  ['沪Q2290F', 'Yaris', [], null, 'arrived', 0],
]

/**
 * Sends the morning's commands. The workshop's history must begin some hours before `now` (ms).
 * @returns the orders' ids by plate
 */
export async function liveThrough(workshop: ExampleWorkshop, now: number): Promise<Map<string, string>> {
  const orders = new Map<string, string>()
  const { does, clock } = workshop
  const technician = (skill: string, busy: Set<string>) =>
    workshop.persons.find(({ id, skills }) => (skills as string[]).includes(skill) && !busy.has(id))?.id ?? null
  const busy = new Set<string>()
  const lift = workshop.bays[4]!.id

  for (const [plate, model, codes, bayNumber, stage, promisedIn] of cars) {
    clock.now += MINUTE
    const car = { plate, model, name: 'Fang Lihua', phone: '13912345678', language: 'zh-Hans', waits: false } as const
    const { orderId } = await does('kiosk', 'checkInWalkIn', { ...car, symptoms: ['brakes', 'noise'], words: '' })
    orders.set(plate, orderId)
    if (stage === 'arrived') continue
    await does('staff', 'addOperations', { orderId, itemIds: codes.map((code) => workshop.items.get(code)!.id) })
    await does('staff', 'quoteOrder', { orderId, promiseAt: now + promisedIn * MINUTE, reason: 'As agreed' })
    if (stage === 'quoted') continue
    await does('staff', 'authoriseOrder', { orderId, wash: true })
    if (stage === 'authorised') continue
    await does('staff', 'takeOverCar', { orderId })
    if (stage === 'waiting') continue
    const [operation] = (await workshop.order(orderId)).operations
    const about = { orderId, operationId: operation!.id }
    const bayId = bayNumber === null ? lift : workshop.bays[bayNumber - 1]!.id
    const technicianId = technician(operation!.skill, busy)!
    await does('staff', 'assignOperation', { ...about, bayId, technicianId, was: { bayId: null, technicianId: null } })
    await does('staff', 'startOperation', about)
    if (stage === 'working' || stage === 'paused') {
      if (stage === 'working') busy.add(technicianId)
      await does('staff', 'reportProgress', { ...about, percent: 40 })
      if (stage === 'paused') await does('staff', 'pauseOperation', { ...about, reason: 'parts' })
      continue
    }
    await does('staff', 'finishOperation', about)
    await does('staff', 'moveCar', { orderId, bayId: null, was: { bayId } })
    if (stage === 'checking') continue
    await does('staff', 'passChecks', { orderId })
    if (stage === 'washing') continue
    await does('staff', 'finishWash', { orderId })
    await does('staff', 'prepareCar', { orderId })
    if (stage === 'settled') await does('staff', 'settleOrder', { orderId })
  }

  const asked = { orderId: orders.get('沪A7K382')!, itemIds: [workshop.items.get('M06')!.id] }
  await does('staff', 'proposeAdditionalWork', { ...asked, findings: 'Discs worn below the limit.', safety: true })
  await does('staff', 'expectPart', {
    ...{ orderId: orders.get('沪AD06688')!, operationId: null, name: '235/45 R18', quantity: 4 },
    expectedAt: now + 90 * MINUTE,
  })
  await does('staff', 'setPriority', { orderId: orders.get('沪M10B64')!, priority: 'urgent' })
  await does('staff', 'takeBayOutOfService', {
    ...{ bayId: workshop.bays[6]!.id, reason: 'Equipment broken', until: now + 120 * MINUTE },
  })
  await does('kiosk', 'recordArrival', { purpose: 'enquiry', plate: null, language: 'en', words: 'price' })
  await does('staff', 'bookAppointment', {
    ...{ plate: '沪R33A08', model: 'Superb', name: 'Lin Yue', phone: '13700137000', language: 'zh-Hant' },
    ...{
      symptoms: ['service_due'],
      words: '',
      itemIds: [workshop.items.get('M02')!.id],
      appointmentAt: now + 60 * MINUTE,
    },
  })
  clock.now = now
  return orders
}
