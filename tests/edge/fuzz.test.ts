/** Fuzz of every command, valid and corrupted, from every view: the answers always match the contract. */
import fc from 'fast-check'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { accepted, commandNames, commands, type CommandName, type Reply } from '#contract/commands/index.ts'
import { refusal, type ErrorCode } from '#contract/errors.ts'
import { viewNames, languages, type ViewName } from '#contract/values.ts'
import { staffView } from '#contract/views/staff.ts'
import { Links } from '#server/access/links.ts'
import { Sessions } from '#server/access/sessions.ts'
import { viewOf, type Audience } from '#server/audience/audience.ts'
import { createGuesses } from '#server/edge/guesses.ts'
import { createSharedLimits } from '#server/edge/sharedLimits.ts'
import { createReceiver } from '#server/edge/receive.ts'
import { refusalOf } from '#server/edge/sentences.ts'
import type { Changes } from '#server/domain/rule.ts'
import { maySend } from '#server/policy/permit.ts'
import { readState } from '#server/read/state.ts'
import { newId } from '#server/write/ids.ts'
import { openWorkshop, waitingOrder } from '../support/testWorkshop.ts'
import { seqOf } from './onlooker.ts'
import { payloadOf, resolve, spoil, spoilt } from './payloads.ts'

const SEED = 20_261_123
const COMMANDS = 1200

const workshop = await openWorkshop({ bays: 3, persons: 3 })
const { sql } = workshop.database
const logged: string[] = []
const receiver = createReceiver({
  writer: workshop.writer,
  links: new Links(sql),
  sessions: new Sessions(sql),
  guesses: createGuesses(createSharedLimits({})),
  knowsPlate: () => Promise.resolve(true),
  log: pino({ level: 'trace' }, { write: (line) => void logged.push(line) }),
  observed: () => {},
})

// Orders in different states.
const [bayId, technicianId] = [workshop.ids.bays[0]!, workshop.ids.persons[0]!]
for (const [i, steps] of [0, 1, 2, 3, 4].entries()) {
  const { id: orderId, operations } = await waitingOrder(workshop, `沪W1000${i}`)
  const operation = { orderId, operationId: operations[0]!.id }
  const was = { bayId: null, technicianId: null }
  if (steps > 0) await workshop.does('staff', 'assignOperation', { ...operation, bayId, technicianId, was })
  if (steps > 1) {
    await workshop.does('staff', 'startOperation', operation)
    await workshop.does('staff', 'finishOperation', operation)
    await workshop.does('staff', 'moveCar', { orderId, bayId: null, was: { bayId } })
  }
  if (steps > 2) await workshop.does('staff', 'passChecks', { orderId })
  if (steps > 3) await workshop.does('staff', 'finishWash', { orderId })
}

// Work that can be moved, and suggestions to move it.
const suggestions = await Promise.all(
  [0, 1, 2, 3, 4, 5].map(async (i) => {
    const { id, operations } = await waitingOrder(workshop, `沪W2000${i}`)
    const was = { bayId: null, technicianId: null, startAt: null }
    const move = { orderId: id, operationId: operations[0]!.id, was, to: { ...was, bayId } }
    return { cause: 'late' as const, orderId: id, moves: [move], effects: [], movedOrders: 0, savedMinutes: i }
  }),
)
await workshop.does('clock', 'recordSuggestions', {
  seq: 0,
  late: suggestions.map(({ orderId }) => orderId),
  suggestions,
})

const weighted = (name: CommandName) => fc.record({ name: fc.constant(name), payload: payloadOf(name) })
// More commands that advance orders than commands that end them, so the others find something to act on.
const often: CommandName[] = [
  ...(['checkInWalkIn', 'addOperations', 'quoteOrder', 'authoriseOrder', 'takeOverCar', 'assignOperation'] as const),
  ...([
    'startOperation',
    'finishOperation',
    'proposeAdditionalWork',
    'decideAdditionalWork',
    'movePartArrival',
  ] as const),
  ...(['passChecks', 'finishWash', 'settleOrder', 'movePromise', 'returnBayToService'] as const),
]
const seldom: CommandName[] = ['cancelOrder', 'declineOrder', 'removeOperation', 'takeBayOutOfService']
const usual = commandNames.filter((name) => viewNames.some((view) => maySend(view, name)) && !seldom.includes(name))
const command = fc.oneof(
  { weight: 7, arbitrary: fc.oneof(...often.map(weighted)) },
  { weight: 3, arbitrary: fc.oneof(...usual.map(weighted)) },
  { weight: 1, arbitrary: fc.oneof(...commandNames.map(weighted)) },
)
const sent = fc.record({
  command,
  view: fc.oneof(
    { weight: 9, arbitrary: fc.constant<ViewName>('staff') },
    { weight: 2, arbitrary: fc.constantFrom<ViewName>(...viewNames) },
  ),
  language: fc.constantFrom(...languages),
  spoil: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: spoil }),
  envelope: fc.oneof(
    { weight: 30, arbitrary: fc.constant({}) },
    {
      weight: 1,
      arbitrary: fc.constantFrom({ id: 7 }, { id: null }, { actorId: newId() }, { more: 1 }, { name: 'toString' }),
    },
  ),
})

it(`the fuzz over the whole command union (seed ${SEED}): a known answer, and the sequence moves by one or not at all`, async () => {
  let seq = await seqOf(workshop)
  const sessionId = workshop.sessions.get(workshop.ids.persons[0]!)!
  let state: Changes = (await readState(sql, workshop.workshopId))!.put
  const done = new Set<CommandName>()
  const refused = new Map<ErrorCode, number>()

  await fc.assert(
    fc.asyncProperty(sent, async ({ command: { name, payload }, view, language, spoil, envelope }) => {
      const whole = resolve(payload, state)
      const orderId = view === 'customer' ? (state.order?.[0]?.id ?? newId()) : null
      const audience: Audience = view === 'customer' ? { view, orderId: orderId ?? '' } : { view }
      const raw = {
        ...{ id: newId(), name, payload: spoil ? spoilt(whole, spoil) : whole },
        ...envelope,
      }
      const reply: Reply = await receiver.receive(
        {
          workshopId: workshop.workshopId,
          device: view,
          deviceId: null,
          orderId,
          sessionId,
          audience,
          language,
          origin: 'http://workshop',
          address: '203.0.113.7',
        },
        raw,
      )
      expect(logged).toEqual([])
      if (reply.ok) {
        accepted.parse(reply)
        commands[name].answer.parse(reply.answer)
        expect(reply.seq).toBe(seq + 1)
        seq = reply.seq
        done.add(name)
        const now = await readState(sql, workshop.workshopId)
        const lookup = { workshop: now!.put.workshop![0]!, bays: new Map() }
        staffView.put.strict().parse(viewOf({ view: 'staff' }, now!.put, {}, lookup).put)
        expect(now!.seq).toBe(seq)
        state = now!.put
      } else {
        refusal.parse(reply)
        expect(reply.code).not.toBe('server_error')
        expect(reply.message).toBe(refusalOf(reply.code, language).message)
        expect(reply.message.length).toBeGreaterThan(0)
        expect(await seqOf(workshop)).toBe(seq)
        refused.set(reply.code, (refused.get(reply.code) ?? 0) + 1)
      }
    }),
    { seed: SEED, numRuns: COMMANDS, endOnFailure: true },
  )
  // If everything were refused, the fuzz would prove nothing.
  expect(done.size).toBeGreaterThan(18)
  expect(refused.size).toBeGreaterThan(15)
}, 60_000)
