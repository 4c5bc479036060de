/** Bad input as a command: it gets a stable code and a message, changes nothing, and does not affect other screens. */
import { describe, expect, it } from 'vitest'
import { pageCommands } from '#contract/commands/page.ts'
import { commands, type CommandName, type PayloadInput } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities/index.ts'
import { languages } from '#contract/values.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { createWorkshop } from '#server/admin/workshop.ts'
import { devicesOf, wireCommands } from '#server/http/messages.ts'
import { newSessionId, SESSION_COOKIE, Sessions } from '#server/access/sessions.ts'
import { readState } from '#server/read/state.ts'
import { newId } from '#server/write/ids.ts'
import {
  ALWAYS_OPEN,
  connect,
  cookiesOf,
  next,
  openWorkshop,
  send,
  waitingOrder,
  walkIn,
} from '../support/testWorkshop.ts'
import { permitted } from '../support/permitted.ts'
import { toldAtOnce } from '../support/visit.ts'
import { doneIn, envelopeOf, no, onlooker, sendRaw, seqOf } from './onlooker.ts'
import { nastyTexts } from './payloads.ts'
import { validPayload } from './valid.ts'

const workshop = await openWorkshop()
const { sql } = workshop.database
// Rate limits have their own tests; these send a lot at once.
const app = await workshop.serve({ commandsPerSecond: 100_000 })
const { undisturbedBy } = await onlooker(app, workshop)
const staff = connect(app, workshop, 'staff')
const kiosk = connect(app, workshop, 'kiosk')
await Promise.all([staff, kiosk].map((socket) => next(socket, 'snapshot')))
const enquiry = { purpose: 'enquiry', plate: null, language: 'en', words: '' } as const
const asStaff = (name: string, payload: unknown) => sendRaw(staff, envelopeOf(name, payload))
/** A waiting car, and its customer's page. */
const own = await waitingOrder(workshop, '沪A90001')
const page = connect(app, workshop, 'customer', {
  token: await app.links.tokenFor({ workshopId: workshop.workshopId, orderId: own.id }),
})
await next(page, 'snapshot')
/** Sends from a view that may send the command. */
const asMay = (name: CommandName, payload: unknown) =>
  devicesOf(name).includes('staff') ? asStaff(name, payload) : sendRaw(page, envelopeOf(name, payload))

const valid = (name: CommandName) => validPayload(workshop, name)

describe('malformed commands', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a text', 'recordArrival'],
    ['a list', [1, [2]]],
    ['true', true],
    ['an empty object', {}],
    ['no name', { id: newId(), payload: enquiry }],
    ['an id that is none', { ...envelopeOf('recordArrival', enquiry), id: "1' or '1'='1" }],
    ['an id that is a number', { ...envelopeOf('recordArrival', enquiry), id: 1 }],
    ['a name that is a list', { ...envelopeOf('recordArrival', enquiry), name: ['recordArrival'] }],
    ['a name without end', envelopeOf('x'.repeat(61), enquiry)],
    ['a field more', { ...envelopeOf('recordArrival', enquiry), isAdmin: true }],
    ['another workshop’s name', { ...envelopeOf('recordArrival', enquiry), workshopId: newId() }],
    [
      'a prototype',
      JSON.parse(
        `{"id":"${newId()}","name":"recordArrival","payload":${JSON.stringify(enquiry)},"__proto__":{"polluted":1}}`,
      ),
    ],
    ['bytes', Buffer.alloc(100, 1)],
    ['bytes for a payload', envelopeOf('recordArrival', Buffer.alloc(100, 1))],
    ['bytes for a name', { ...envelopeOf('recordArrival', enquiry), name: Buffer.from('recordArrival') }],
  ])('%s is refused as bad_payload', async (_, raw) => {
    const reply = await undisturbedBy(() => sendRaw(kiosk, raw))
    expect(reply).toEqual({ ...no('bad_payload'), field: expect.any(String) })
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it.each([
    'makeCoffee',
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'RecordArrival',
    'recordArrival ',
  ])('the name %j is unknown, in every language', async (name) => {
    for (const language of languages) {
      const options = { auth: { view: 'kiosk', contract: CONTRACT_VERSION, language } }
      const socket = connect(app, workshop, 'kiosk', { options })
      await next(socket, 'snapshot')
      expect(await undisturbedBy(() => sendRaw(socket, envelopeOf(name, {})))).toEqual(no('unknown_command', language))
      socket.disconnect()
    }
  })

  it('an unknown event is answered if it asks for an acknowledgement', async () => {
    const reply = await undisturbedBy(async () => {
      kiosk.emit('error', 'of mine')
      kiosk.emit('snapshot', { put: {} })
      kiosk.emit('command')
      return kiosk.timeout(5000).emitWithAck('makeCoffee', 1)
    })
    expect(reply).toEqual(no('unknown_command'))
    expect(await undisturbedBy(() => kiosk.timeout(5000).emitWithAck('command'))).toMatchObject(no('bad_payload'))
    expect(await undisturbedBy(() => kiosk.timeout(5000).emitWithAck('command', null, 'and', 'more'))).toMatchObject(
      no('bad_payload'),
    )
  })
})

describe('wrong types in every field of every command', () => {
  const wrong: unknown[] = [null, 7, -1, 0.5, true, '', 'x', [], [null], {}, { toString: 1 }, '\u0000', Buffer.alloc(4)]
  it.each(wireCommands)('%s', async (name) => {
    const fields = Object.keys(commands[name].payload.shape)
    const refused = await undisturbedBy(async () => {
      let count = 0
      for (const field of fields)
        for (const value of wrong) {
          const payload = { ...valid(name), [field]: value }
          if (commands[name].payload.safeParse(payload).success) continue
          const reply = await asMay(name, payload)
          expect(reply, `${field} ${JSON.stringify(value)}`).toEqual({
            ...no('bad_payload'),
            field: expect.stringMatching(`^${field}`),
          })
          count++
        }
      for (const payload of [undefined, null, [], 'x', { ...valid(name), more: 1 }]) {
        expect(await asMay(name, payload)).toMatchObject(no('bad_payload'))
        count++
      }
      return count
    })
    expect(refused).toBeGreaterThan(fields.length * 4)
  })
})

describe('ids of another workshop', async () => {
  const other = await createWorkshop(sql, {
    name: 'Next door',
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    plateFormat: 'cn',
    phone: null,
    hours: ALWAYS_OPEN,
  })
  const there = { ...workshop, workshopId: other }
  const furnished = await readState(sql, workshop.workshopId)
  const furnishing: PayloadInput<'furnishWorkshop'> = {
    isExample: false,
    bays: [{ number: 1, name: null, uses: ['lift'] }],
    teams: [{ key: 'a', name: 'A' }],
    persons: [{ name: 'Somebody Else', roles: ['technician'], team: 'a', skills: ['mechanical'] }],
    priceItems: furnished!.put.priceItem!.map(({ code, title, bayKind, skill, standardMinutes, price }) => ({
      ...{ code, title, bayKind, skill, standardMinutes, price },
    })),
  }
  await workshop.writer.execute(permitted('admin', other, 'furnishWorkshop', furnishing))
  const doThere = async <N extends CommandName>(name: N, payload: never) => {
    const outcome = await workshop.writer.execute(
      permitted(name === 'recordSuggestions' ? 'clock' : 'staff', other, name, payload),
    )
    if (!outcome.ok) throw new Error(`${name}: ${outcome.code}`)
  }
  const nowhere = { bayId: null, technicianId: null, startAt: null }
  const stateThere = async () => (await readState(sql, other))!
  await doThere('checkInWalkIn', walkIn('沪T10001') as never)
  const { put } = await stateThere()
  const orderId = put.order![0]!.id
  await doThere('addOperations', { orderId, itemIds: [put.priceItem![0]!.id] } as never)
  await doThere('expectPart', {
    orderId,
    operationId: null,
    name: 'Pads',
    quantity: 1,
    expectedAt: Date.now() + 3_600_000,
  } as never)
  await doThere('recordArrival', enquiry as never)
  // An alert and a notice: the promise is so near that the customer is informed at once, at any hour.
  await doThere('takeBayOutOfService', { bayId: put.bay![0]!.id, reason: 'Leaks', until: null } as never)
  await doThere('changeSettings', { settings: { quietFrom: 0, quietUntil: 0, ...toldAtOnce } } as never)
  await doThere('checkInWalkIn', walkIn('沪T10002') as never)
  const { id: informedId } = (await stateThere()).put.order!.find(({ plate }) => plate === '沪T10002')!
  await doThere('addOperations', { orderId: informedId, itemIds: [put.priceItem![0]!.id] } as never)
  await doThere('quoteOrder', { orderId: informedId, promiseAt: Date.now() + 1_200_000, reason: 'As agreed' } as never)
  await doThere('authoriseOrder', { orderId: informedId, wash: false } as never)
  const open = (await stateThere()).put.order!.find(({ id }) => id === informedId)!
  const move = {
    orderId: informedId,
    operationId: open.operations[0]!.id,
    was: nowhere,
    to: { ...nowhere, startAt: Date.now() },
  }
  const suggested = { cause: 'late', orderId: informedId, moves: [move], effects: [], movedOrders: 0, savedMinutes: 1 }
  await doThere('recordSuggestions', { seq: 0, late: [informedId], suggestions: [suggested] } as never)
  const foreign = (await stateThere()).put
  const order = foreign.order!.find(({ id }) => id === orderId)!
  const idsThere: Record<string, unknown> = {
    orderId,
    operationId: order.operations[0]!.id,
    operationIds: [order.operations[0]!.id],
    partId: order.parts[0]!.id,
    bayId: foreign.bay![0]!.id,
    technicianId: foreign.person![0]!.id,
    arrivalId: foreign.arrival![0]!.id,
    itemIds: [foreign.priceItem![0]!.id],
    personId: foreign.person![0]!.id,
    alertId: foreign.alert!.find(({ bayId }) => bayId !== null)!.id,
    noticeId: foreign.notice![0]!.id,
    suggestionIds: [foreign.suggestion![0]!.id],
  }
  const before = await doneIn(workshop, other)
  const mine: Order = await waitingOrder(workshop, '沪T20001')

  const each = wireCommands.flatMap((name) =>
    Object.keys(commands[name].payload.shape)
      .filter((field) => field in idsThere)
      .map((field) => [name, field] as const),
  )
  it.each(each)('%s: %s', async (name, field) => {
    const own = {
      ...valid(name),
      ...('orderId' in valid(name) && { orderId: mine.id }),
      ...('operationId' in valid(name) && { operationId: mine.operations[0]!.id }),
    }
    const reply = await undisturbedBy(() => asMay(name, { ...own, [field]: idsThere[field] }))
    const notFound = { orderId: 'order', arrivalId: 'arrival', bayId: 'bay' }[field]
    expect(reply).toMatchObject({ ok: false, message: expect.stringMatching(/\.$/) })
    // The order's state may be checked first; the answer must never reveal the entity.
    expect(reply.ok ? '' : reply.code).toMatch(
      // A customer's page does not learn whether another order exists.
      name in pageCommands
        ? /^not_allowed$/
        : field === 'orderId' || field === 'arrivalId'
          ? `${notFound}_not_found`
          : /_not_found$|^illegal_step$|^nothing_to_change$/,
    )
    expect(JSON.stringify(reply)).not.toContain('沪T10001')
    expect(await doneIn(workshop, other)).toBe(before)
  })

  it('the person of a session', async () => {
    const session = newSessionId()
    const sessions = new Sessions(sql)
    expect(await sessions.choose(workshop.workshopId, session, foreign.person![0]!.id)).toBe(false)
    expect(await sessions.choose(other, session, foreign.person![0]!.id)).toBe(true)
    const theirs = { extraHeaders: { cookie: `${cookiesOf(workshop, 'staff')}; ${SESSION_COOKIE}=${session}` } }
    const socket = connect(app, workshop, 'staff', { options: theirs })
    expect(await undisturbedBy(() => sendRaw(socket, envelopeOf('recordArrival', enquiry)))).toEqual(
      no('actor_required'),
    )
  })

  it('a customer’s link shows its own order alone, and nothing can be sent from there', async () => {
    const token = await app.links.tokenFor({ workshopId: there.workshopId, orderId })
    const customer = connect(app, workshop, 'customer', { token })
    const snapshot = await next<{ put: { order: Order[] } }>(customer, 'snapshot')
    expect(snapshot.put.order.map(({ id }) => id)).toEqual([orderId])
    expect(await undisturbedBy(() => sendRaw(customer, envelopeOf('releaseCar', { orderId })))).toEqual(
      no('not_allowed'),
    )
    const mixed = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId })
    const nobody = connect(app, workshop, 'customer', { token: mixed })
    expect((await next<Error & { data: unknown }>(nobody, 'connect_error')).data).toEqual(no('link_ended'))
  })
})

describe('input that is too large', () => {
  it.each([
    ['200 kB of text', () => ({ ...enquiry, words: 'x'.repeat(200_000) })],
    ['200 kB of key', () => ({ ...enquiry, ['x'.repeat(200_000)]: 1 })],
    ['a list of 100,000', () => ({ ...walkIn('沪A10001'), symptoms: Array(100_000).fill(1) })],
    ['15,000 fields', () => Object.fromEntries(Array.from({ length: 15_000 }, (_, i) => [`f${i}`, i]))],
    ['2,600 levels of two', () => JSON.parse('[0,'.repeat(2600) + '0' + ']'.repeat(2600)) as unknown],
    ['200 kB of bytes', () => Buffer.alloc(200_000)],
  ])('%s over a socket', async (_, payload) => {
    expect(await undisturbedBy(() => sendRaw(kiosk, envelopeOf('recordArrival', payload())))).toEqual(no('too_large'))
  })

  it('an oversized frame closes only the sender’s connection', async () => {
    const greedy = connect(app, workshop, 'kiosk', { options: { reconnection: false } })
    await next(greedy, 'snapshot')
    const gone = next<string>(greedy, 'disconnect')
    await undisturbedBy(async () => {
      greedy.emit('command', envelopeOf('recordArrival', { ...enquiry, words: 'x'.repeat(3_000_000) }))
      expect(await gone).toMatch(/^transport/)
    })
  })
})

describe('texts', () => {
  it.each(nastyTexts)('%j is stored and returned unchanged', async (text) => {
    const plate = `沪N${String(10_000 + nastyTexts.indexOf(text))}`
    const checkedIn = await send(
      kiosk,
      'checkInWalkIn',
      walkIn(plate, { model: text, name: text, words: `${text}\n${text}` }),
    )
    if (!checkedIn.ok) throw new Error(checkedIn.code)
    const { orderId } = checkedIn.answer
    const expectedAt = Date.now() + 3_600_000
    expect(
      await send(staff, 'expectPart', { orderId, operationId: null, name: text, quantity: 1, expectedAt }),
    ).toMatchObject({ ok: true })
    const bayId = workshop.ids.bays[0]!
    expect(await send(staff, 'takeBayOutOfService', { bayId, reason: text, until: null })).toMatchObject({
      ok: true,
    })
    const screen = connect(app, workshop, 'staff')
    const { put } = await next<{
      put: { order: Order[]; bay: { id: string; outOfService: { reason: string } | null }[] }
    }>(screen, 'snapshot')
    screen.disconnect()
    const order = put.order.find(({ id }) => id === orderId)!
    const normalized = text.normalize('NFC')
    expect(order).toMatchObject({
      model: normalized,
      customer: { name: normalized },
      words: `${normalized}\n${normalized}`,
      parts: [{ name: normalized }],
    })
    expect(put.bay.find(({ id }) => id === bayId)!.outOfService!.reason).toBe(normalized)
    await workshop.does('staff', 'returnBayToService', { bayId })
    const tables = await sql`select count(*)::int as rows from workshop`
    expect(tables[0]).toEqual({ rows: 2 })
  })

  const control = [
    '\u0000',
    'a\u0000b',
    'a\u0007b',
    '\u001b[31mred',
    'a\u0085b',
    'abc\u202e',
    'a\u2066b',
    '\ud800',
    'a\udc00b',
    '\uffff',
  ]
  it.each([
    ['checkInWalkIn', 'model'],
    ['checkInWalkIn', 'name'],
    ['checkInWalkIn', 'words'],
    ['checkInWalkIn', 'plate'],
    ['checkInAppointment', 'code'],
    ['checkInAppointment', 'last4'],
    ['recordArrival', 'words'],
    ['takeBayOutOfService', 'reason'],
    ['movePromise', 'reason'],
    ['failChecks', 'reason'],
    ['expectPart', 'name'],
    ['proposeAdditionalWork', 'findings'],
    ['answerProgressCheck', 'words'],
    ['setContact', 'name'],
    ['setContact', 'email'],
    ['recordCall', 'words'],
    ['changeWorkshop', 'name'],
  ] as const)('control and invisible characters in %s %s are refused', async (name, field) => {
    await undisturbedBy(async () => {
      for (const text of control)
        expect(await asStaff(name, { ...valid(name), [field]: text }), JSON.stringify(text)).toEqual({
          ...no('bad_payload'),
          field,
        })
    })
  })

  it.each(['checkInWalkIn', 'setContact'] as const)(
    'control and invisible characters make no telephone number in %s',
    async (name) => {
      await undisturbedBy(async () => {
        for (const text of control)
          expect([no('bad_phone'), { ...no('bad_payload'), field: 'phone' }], JSON.stringify(text)).toContainEqual(
            await asStaff(name, { ...valid(name), phone: text }),
          )
      })
    },
  )

  it.each([
    '🚗🚗🚗🚗🚗',
    '沪A🚗1234',
    '沪'.repeat(300),
    'A'.repeat(300),
    '',
    ' ',
    'a',
    '沪a7k382',
    '沪A 7K382',
    '沪A·7K382',
    'ＡＢ１２３',
    'A\u0301BC',
    '<b>AB12</b>',
    "AB'; --",
    '沪A7K382\n',
    '\u202eAB123',
    '\u0000',
  ])('the plate %j is refused', async (plate) => {
    for (const [name, payload] of [
      ['checkInWalkIn', walkIn(plate)],
      ['recordArrival', { ...enquiry, plate }],
    ] as const)
      expect(await undisturbedBy(() => sendRaw(kiosk, envelopeOf(name, payload)))).toEqual({
        ...no('bad_payload'),
        field: 'plate',
      })
  })

  it.each(['中中中中中', '沪I12345', '沪A12', 'ЖB123'])(
    'the kiosk refuses the plate %j, which does not match the workshop’s format',
    async (plate) => {
      expect(await undisturbedBy(() => sendRaw(kiosk, envelopeOf('checkInWalkIn', walkIn(plate))))).toEqual(
        no('bad_plate'),
      )
    },
  )
})

describe('times', () => {
  const never = [
    Date.UTC(1900, 0, 1),
    Date.UTC(9999, 11, 31),
    -1,
    0,
    1e300,
    Number.MAX_SAFE_INTEGER,
    0.5,
    '9999-12-31',
    '1900-01-01T00:00:00Z',
    'now()',
    'infinity',
    null,
  ]
  it.each([
    ['quoteOrder', 'promiseAt'],
    ['movePromise', 'promiseAt'],
    ['expectPart', 'expectedAt'],
    ['movePartArrival', 'expectedAt'],
    ['bookAppointment', 'appointmentAt'],
    ['takeBayOutOfService', 'until'],
    ['decideAdditionalWork', 'promiseAt'],
    ['addLeave', 'until'],
  ] as const)('%s refuses a %s in 1900, in 9999, and what is no time', async (name, field) => {
    const optional = commands[name].payload.safeParse({ ...valid(name), [field]: null }).success
    await undisturbedBy(async () => {
      for (const at of never.filter((one) => one !== null || !optional))
        expect(await asStaff(name, { ...valid(name), [field]: at }), String(at)).toEqual({
          ...no('bad_payload'),
          field,
        })
    })
  })

  it('a time in the past cannot be promised', async () => {
    const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪U10001'))
    await workshop.does('staff', 'addOperations', { orderId, itemIds: [workshop.ids.items[0]!] })
    const quote = { orderId, promiseAt: Date.UTC(2001, 0, 1) }
    expect(await undisturbedBy(() => asStaff('quoteOrder', quote))).toEqual(no('promise_in_past'))
    const booked = { ...valid('bookAppointment'), appointmentAt: Date.UTC(2001, 0, 1) }
    expect(await undisturbedBy(() => asStaff('bookAppointment', booked))).toEqual(no('time_in_past'))
  })

  it.each([
    ['in 1970', '00000000-0001-7000-8000-'],
    ['in the year 10889', 'ffffffff-ffff-7fff-bfff-'],
  ])('a sender whose clock is set to %s does not affect house time', async (_, id) => {
    const serial = Math.floor(Math.random() * 0xffffffffffff)
      .toString(16)
      .padStart(12, '0')
    const from = Date.now()
    const reply = await sendRaw(kiosk, { ...envelopeOf('recordArrival', enquiry), id: id + serial })
    expect(reply).toMatchObject({ ok: true })
    const [row] =
      await sql`select at from journal where workshop_id = ${workshop.workshopId} and seq = ${reply.ok ? reply.seq : 0}`
    const at = Date.parse(row!['at'] as string)
    expect(at).toBeGreaterThanOrEqual(from - 1000)
    expect(at).toBeLessThanOrEqual(Date.now() + 1000)
  })
})

it('the journal has exactly the accepted commands', async () => {
  const [row] =
    await sql`select count(*)::int as entries, max(seq)::int as seq from journal where workshop_id = ${workshop.workshopId}`
  expect(row).toEqual({ entries: await seqOf(workshop), seq: await seqOf(workshop) })
})
