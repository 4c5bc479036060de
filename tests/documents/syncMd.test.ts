import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { chainOf } from '#server/domain/alert/causes.ts'
import { commands } from '#contract/commands/index.ts'
import {
  attempt,
  progressCheck,
  effect,
  entities,
  move,
  operation,
  part,
  placement,
  plannedWork,
  testDrive,
  type Kind,
} from '#contract/entities/index.ts'
import { errorCodes } from '#contract/errors.ts'
import { settingNames, settingsTable } from '#contract/settings.ts'
import {
  closedOrderStates,
  viewNames,
  moveBlockers,
  orderStates,
  operationStates,
  suggestionCauses,
  type MoveBlocker,
} from '#contract/values.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { customerOperation } from '#contract/views/customer.ts'
import { views } from '#contract/views/index.ts'
import { wallOperation } from '#contract/views/wall.ts'
import { BEAT_EVERY, DIM_AFTER, SAY_AGE_AFTER } from '#contract/wire.ts'
import en from '#words/en/errors.ts'
import { MOST_OPERATIONS, MOST_OPERATIONS_EVER, MOST_PARTS } from '#server/domain/order/bounds.ts'
import { defaultSettings } from '#contract/settings.ts'
import type { Step } from '#contract/lives/life.ts'
import { operationSteps } from '#contract/lives/operation.ts'
import { orderSteps } from '#contract/lives/order.ts'
import { forbids } from '#server/domain/planner/moveBlockers.ts'
import { WRONG_KEYS_AT_ONCE, WRONG_KEYS_PER_SECOND } from '#server/edge/wrongKeys.ts'
import { BACKLOG_LIMIT } from '#server/fanout/room.ts'
import { BODY_LIMIT, READS_AT_ONCE, READS_PER_SECOND, TRIES_AT_ONCE, TRIES_PER_SECOND } from '#server/http/api.ts'
import { commandMessages, messageOf, messages, summaryOf, wireCommands } from '#server/http/messages.ts'
import { commandReference } from '#server/http/reference.ts'
import { statusOf } from '#server/http/refused.ts'
import { MOST_FROM_KIOSKS, MOST_OF_A_PLATE } from '#server/domain/arrival/receive.ts'
import { MOST_SUBSCRIPTIONS } from '#server/domain/order/contact.ts'
import {
  COMMANDS_AT_ONCE,
  COMMANDS_PER_SECOND,
  CONNECTIONS_A_SENDER,
  OF_AN_ORDER,
  OF_CUSTOMERS_AT_AN_ADDRESS,
  SENDERS_AN_ADDRESS,
} from '#server/edge/rates.ts'
import { LARGEST_MESSAGE, LARGEST_OF_A_STRANGER, STRANGERS_AT_AN_ADDRESS } from '#server/socket/strangers.ts'
import { LANES } from '#server/write/turns.ts'
import { LINKS_CHECKED_EVERY } from '#server/socket/live.ts'
import { MOST_UNREAD } from '#server/socket/serve.ts'
import { examples, quoted, reference, section, table, text } from './syncMd.ts'

describe('examples', () => {
  test.each(Object.keys(messages))('there is one of %s', (name) => {
    expect(examples.some((one) => one.of === name)).toBe(true)
  })

  test.each(examples.map((one, i) => [i + 1, one.of, one.value] as const))(
    '%i: %s matches its schema',
    (_, of, value) => {
      const schema = messages[of]
      expect(schema, `a message named ${of}`).toBeDefined()
      const read = schema!.parse(value)
      // Messages from the server are complete and have no unknown fields.
      if (!(of in commandMessages)) expect(read).toEqual(value)
    },
  )

  test('every fenced JSON names its message', () => {
    expect(text.match(/^```json\b.*$/gm)).toHaveLength(examples.length)
  })
})

describe('commands', () => {
  test('there is a section for each command on the wire, in order', () => {
    const headings = [...section('# All commands').matchAll(/^### (\w+)$/gm)].map(([, name]) => name)
    expect(headings).toEqual(wireCommands)
  })

  test('COMMANDS.md is what `npm run reference` writes', () => {
    expect(reference).toBe(commandReference())
  })

  test.each(wireCommands)('%s has its description, payload fields, answer, and only known codes', (name) => {
    const part = section(`### ${name}`)
    expect(part).toContain(summaryOf(name))
    const fields = part.includes('| --- |') ? table(`### ${name}`).map(([field]) => quoted(field!)[0]) : []
    expect(fields).toEqual(Object.keys(commands[name].payload.shape))
    const refused = /^Refused with (.*)\.$/m.exec(part)?.[1] ?? ''
    expect(errorCodes).toEqual(expect.arrayContaining(quoted(refused)))
    expect(part).toContain('```json ' + messageOf(name) + 'Accepted')
  })

  test('every code of the workshop’s rules is listed for a command', () => {
    const all = section('# All commands')
    const named = new Set([...all.matchAll(/^Refused with (.*)\.$/gm)].flatMap(([, codes]) => quoted(codes!)))
    const ofTheRules = errorCodes.slice(errorCodes.indexOf('order_not_found'))
    expect([...named].toSorted()).toEqual(ofTheRules.toSorted())
  })
})

describe('tables', () => {
  const nothing = { until: null, orderId: null, partId: null }

  test.each([
    ['### Order', orderSteps],
    ['### Operation', operationSteps],
  ])('states: %s matches the table in the code', (heading, steps) => {
    const written = table(heading).map(([fact, by, from, to]) => [
      fact,
      quoted(by!),
      from!.startsWith('a new one'),
      quoted(from!),
      to === 'stays' ? [] : quoted(to!),
    ])
    const coded = Object.entries<Step<string>>(steps).map(([fact, step]) => [
      fact,
      step.by,
      step.begins ?? false,
      step.from,
      step.to,
    ])
    expect(written).toEqual(coded)
  })

  test('states: all are listed', () => {
    const words = (heading: string) => new Set(quoted(section(heading)))
    expect([...words('### Order')]).toEqual(expect.arrayContaining([...orderStates]))
    expect([...words('### Operation')]).toEqual(expect.arrayContaining([...operationStates]))
    expect(section('## States')).toContain('`left`, `declined` and `cancelled` are the end')
    expect(closedOrderStates).toEqual(['left', 'declined', 'cancelled'])
  })

  test('error codes: each has its status and message', () => {
    const written = table('## Error codes').map(([code, status, sentence]) => [
      quoted(code!)[0],
      Number(status),
      sentence,
    ])
    expect(written).toEqual(errorCodes.map((code) => [code, statusOf[code] ?? 409, en[code]]))
  })

  const fieldsOf = (schema: z.ZodType | undefined) => Object.keys((schema as z.ZodObject | undefined)?.shape ?? {})
  const seen = (of: (view: (typeof viewNames)[number]) => z.ZodType | undefined) =>
    Object.fromEntries(viewNames.map((view) => [view, fieldsOf(of(view)).toSorted()]))
  const written = (heading: string) => {
    const rows = table(heading)
    const of = (view: string) =>
      rows.filter(([, , by]) => by!.split(', ').includes(view)).map(([name]) => quoted(name!)[0]!)
    return Object.fromEntries(viewNames.map((view) => [view, of(view).toSorted()]))
  }

  test.each(Object.keys(entities) as Kind[])('fields: %s is listed with the views that show it', (kind) => {
    expect(written(`### ${kind}`)).toEqual(
      seen((view) => (views[view].schemas as Partial<Record<Kind, z.ZodType>>)[kind]),
    )
  })

  test('fields: operations and parts within an order', () => {
    const operations = {
      staff: operation,
      wall: wallOperation,
      customer: customerOperation,
      lobby: undefined,
      kiosk: undefined,
    }
    expect(written('### operation (within an order)')).toEqual(seen((view) => operations[view]))
    const ofStaff = {
      '### part (within an order)': part,
      '### progressCheck (within an order)': progressCheck,
      '### attempt (within a notice)': attempt,
    }
    for (const [heading, schema] of Object.entries(ofStaff))
      expect(written(heading), heading).toEqual(seen((view) => (view === 'staff' ? schema : undefined)))
  })

  test('settings: each has its rule, bounds and default', () => {
    const rows = table('### settings (of a workshop)').map(([name, rule, unit, value]) => [
      quoted(name!)[0],
      rule,
      unit,
      value,
    ])
    const coded = settingNames.map((name) => {
      const { rule, unit, least, most, default: value } = settingsTable[name]
      const bounds = unit === 'yes_no' ? 'boolean' : `${unit.replaceAll('_', ' ')}, ${least}–${most}`
      return [name, rule, bounds, String(value)]
    })
    expect(rows).toEqual(coded)
  })

  test('alerts: each cause has its owners in order', () => {
    const rows = [...section('### alert').matchAll(/^\| `(\w+)` +\| [^|]+ \| (`.*`) +\|$/gm)]
    const written = rows.map(([, cause, owners]) => [cause, quoted(owners!)])
    expect(written.filter(([cause]) => String(cause) in chainOf)).toEqual(Object.entries(chainOf))
  })

  test('the day plan: every field of planned work, placements, moves and effects, every cause and every blocker', () => {
    const shapes = { PlannedWork: plannedWork, Placement: placement, Move: move, Effect: effect, TestDrive: testDrive }
    for (const [name, schema] of Object.entries(shapes)) {
      const documented = new RegExp(`\`${name}\`[^{}]{0,5}\`\\{([^}]*)\\}\``).exec(text)
      expect(documented?.[1]!.split(', '), name).toEqual(Object.keys(schema.shape).map((field) => `"${field}"`))
    }
    expect(quoted(section('### suggestion'))).toEqual(expect.arrayContaining([...suggestionCauses]))
    const tried = section('## Over HTTP')
    const [, refused, waits] = /For (.*?) the move cannot.*?; for (.*?)\s+it waits/s.exec(tried)!
    expect(quoted(refused!).filter((one) => !forbids([{ kind: one as MoveBlocker, ...nothing }]))).toEqual([])
    expect([...quoted(refused!), 'cannot_be_scheduled', ...quoted(waits!)]).toEqual(moveBlockers)
  })

  test('rules: S1 to S14', () => {
    expect(table('## Rules').map(([id]) => id)).toEqual(Array.from({ length: 14 }, (_, i) => `S${i + 1}`))
  })
})

test('limits and times match the code', () => {
  const limits = section('## Limits').replaceAll(',', '')
  expect(limits).toContain(`${COMMANDS_PER_SECOND} a second ${COMMANDS_AT_ONCE} at once`)
  expect(limits).toContain(`${BACKLOG_LIMIT} bytes`)
  expect(limits).toContain(BODY_LIMIT.replace('kb', ' kB'))
  const mostOf = new Map(table('## Limits').map(([what, most]) => [what, most]))
  const rate = (perSecond: number, atOnce: number) => `${perSecond} a second, ${atOnce.toLocaleString('en')} at once`
  expect(mostOf.get('Reads over HTTP per address and view')).toBe(rate(READS_PER_SECOND, READS_AT_ONCE))
  expect(mostOf.get('Moves tried per address and view')).toBe(rate(TRIES_PER_SECOND, TRIES_AT_ONCE))
  expect(mostOf.get('Wrong keys and links per address')).toBe(rate(WRONG_KEYS_PER_SECOND, WRONG_KEYS_AT_ONCE))
  expect(mostOf.get('Operations per order')).toBe(`${MOST_OPERATIONS}; ${MOST_OPERATIONS_EVER} with removed ones`)
  expect(mostOf.get('Unread answers of one sender')).toBe(`${MOST_UNREAD.toLocaleString('en')} bytes`)
  expect(mostOf.get('One frame')).toBe(`${LARGEST_MESSAGE.toLocaleString('en')} bytes`)
  expect(mostOf.get('One frame before an accepted handshake')).toBe(
    `${LARGEST_OF_A_STRANGER.toLocaleString('en')} bytes`,
  )
  expect(mostOf.get('Connections without one, per address')).toBe(STRANGERS_AT_AN_ADDRESS.toLocaleString('en'))
  const asSender = (share: number) => rate(COMMANDS_PER_SECOND * share, COMMANDS_AT_ONCE * share)
  expect(mostOf.get('Commands of one browser or device')).toBe(asSender(CONNECTIONS_A_SENDER))
  expect(mostOf.get('Commands from one address')).toBe(asSender(CONNECTIONS_A_SENDER * SENDERS_AN_ADDRESS))
  expect(mostOf.get('Commands of one customer’s order')).toBe(
    `${OF_AN_ORDER.atOnce} at once, then ${OF_AN_ORDER.perSecond * 60} a minute`,
  )
  const { perSecond, atOnce } = OF_CUSTOMERS_AT_AN_ADDRESS
  expect(mostOf.get('Commands of customers at one address')).toBe(rate(perSecond, atOnce))
  expect(mostOf.get('Waiting for their turn, per workshop')).toBe(
    `${LANES.staff.waiting.toLocaleString('en')}; ${LANES.visitors.waiting} of visitors`,
  )
  expect(mostOf.get('Open arrivals from the kiosks in two hours')).toBe(
    `${MOST_FROM_KIOSKS}; ${MOST_OF_A_PLATE} of one plate`,
  )
  expect(mostOf.get('Subscriptions per order')).toBe(String(MOST_SUBSCRIPTIONS))
  expect(mostOf.get('Parts per order')).toBe(String(MOST_PARTS))
  expect(section('## Handshake')).toContain(`**${CONTRACT_VERSION}**`)
  expect(section('## Connecting')).toContain(`"contract":${CONTRACT_VERSION}}`)
  expect(section('## When the connection ends')).toContain(`every ${LINKS_CHECKED_EVERY / 60_000} minutes`)
  expect(section('## Handshake')).toContain(`${defaultSettings.linkDays} days`)
  const beats = section('## Beats, age and time')
  for (const milliseconds of [BEAT_EVERY, SAY_AGE_AFTER, DIM_AFTER]) expect(beats).toContain(`${milliseconds / 1000} s`)
})

test('links within the page have a target', () => {
  const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  )
  for (const [, anchor] of text.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).toContain(anchor)
})
