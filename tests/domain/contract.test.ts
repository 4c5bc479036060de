/** The wire: what it refuses, and that its schemas change only with the version. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { accepted, commandNames, commands, envelope } from '#contract/commands/index.ts'
import { refusal } from '#contract/errors.ts'
import { batchOf, beat, farewell, hello, snapshotOf } from '#contract/sync.ts'
import { viewNames } from '#contract/values.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { NOW, uuid } from '../support/factories.ts'

/** The hash of all schemas of the wire, by version. Released versions keep their line. */
const shapes: Record<number, string> = {
  1: '9ca40e2e3d0c13f9',
  2: '51d15f4a8b45cc53',
  3: '11ab667cc93ae5db',
  4: '1c561cb3bb2cb904',
  5: '915dfc33729d207f',
  6: 'd8f91205e30ea4af',
  7: 'c4db12b1806118cb',
  8: '353fbba66dc3b788',
  9: '3a4e77fa145e5092',
}

const shapeOf = (schema: z.ZodType) => {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', cycles: 'ref' })
  // Descriptions do not count.
  const isTalk = (key: string, value: unknown) =>
    key === 'example' || (['description', 'title'].includes(key) && typeof value === 'string')
  return JSON.stringify(json, (key, value: unknown) => (isTalk(key, value) ? undefined : value))
}

describe('the version of the contract (S6, S9)', () => {
  it('is raised whenever a schema of the wire changes', () => {
    const hash = createHash('sha256')
    for (const name of [...commandNames].sort()) {
      hash.update(name)
      hash.update(shapeOf(commands[name].payload))
      hash.update(shapeOf(commands[name].answer))
    }
    for (const schema of [envelope, accepted, refusal, hello, beat, farewell]) hash.update(shapeOf(schema))
    for (const view of viewNames) {
      hash.update(shapeOf(snapshotOf(view)))
      hash.update(shapeOf(batchOf(view)))
    }
    const now = hash.digest('hex').slice(0, 16)
    expect(
      shapes[CONTRACT_VERSION],
      `The wire has changed its shape. Screens of the old shape must reload: raise CONTRACT_VERSION and write ${now} beside it here.`,
    ).toBe(now)
    expect(Math.max(...Object.keys(shapes).map(Number))).toBe(CONTRACT_VERSION)
  })
})

const walkIn = {
  plate: '沪A7K382',
  model: 'BYD Han',
  name: 'Li Na',
  phone: '138 0013 8000',
  language: 'en',
  symptoms: ['brakes'],
  words: 'It squeals',
  waits: true,
}
const walkInWith = (over: object) => commands.checkInWalkIn.payload.safeParse({ ...walkIn, ...over })
const quoteAt = (promiseAt: unknown) => commands.quoteOrder.payload.safeParse({ orderId: uuid(), promiseAt })

describe('good input', () => {
  it('is accepted and normalised', () => {
    const { data } = walkInWith({ name: '  Li Na ', words: 'one\r\ntwo' })
    expect(data).toMatchObject({ name: 'Li Na', phone: '138 0013 8000', words: 'one\ntwo' })
  })

  it('may look like SQL or HTML', () => {
    const text = `Robert'); DROP TABLE repair_order;-- <script>alert(1)</script>`
    expect(walkInWith({ name: text.slice(0, 60), words: text }).data?.words).toBe(text)
  })

  it('may be in any script', () => {
    expect(walkInWith({ name: '欧阳娜娜', words: 'Ça grince à gauche 🚗' }).success).toBe(true)
  })
})

describe('bad input is refused', () => {
  it.each([
    ['a plate of emoji', { plate: '🚗🚗🚗🚗' }],
    ['a plate of 300 characters', { plate: 'A'.repeat(300) }],
    ['a plate as it is typed', { plate: '沪a·7k382' }],
    ['a plate with HTML', { plate: '<b>A1</b>' }],
    ['a plate that is a number', { plate: 12345 }],
    ['a name of 300 characters', { name: 'x'.repeat(300) }],
    ['an empty name', { name: '   ' }],
    ['a name with a line break', { name: 'Li\nNa' }],
    ['a name with a control character', { name: 'Li\u0000Na' }],
    ['a name that turns the direction of writing', { name: 'Li\u202eNa' }],
    ['a name with half a character', { name: 'Li\ud800' }],
    ['words with a control character', { words: 'It\u0007squeals' }],
    ['words of 501 characters', { words: 'x'.repeat(501) }],
    ['a telephone number of 41 characters', { phone: '1'.repeat(41) }],
    ['an unknown language', { language: 'tlh' }],
    ['a symptom nobody can tap', { symptoms: ['haunted'] }],
    ['a field too many', { isAdmin: true }],
    ['a field too few', { waits: undefined }],
    ['a prototype', JSON.parse('{"__proto__": {"waits": true}, "plate": null}') as object],
  ])('%s', (_what, over) => expect(walkInWith(over).success).toBe(false))

  it.each([
    ['in 1900', Date.UTC(1900, 0, 1)],
    ['in 9999', Date.UTC(9999, 0, 1)],
    ['in 1999, by a second', Date.UTC(2000, 0, 1) - 1000],
    ['with a fraction', NOW + 0.5],
    ['that is no number', Number.NaN],
    ['without end', Number.POSITIVE_INFINITY],
    ['as text', '2026-11-03T10:00:00Z'],
    ['as a date', new Date(NOW)],
  ])('an instant %s', (_what, at) => {
    expect(quoteAt(NOW).success).toBe(true)
    expect(quoteAt(at).success).toBe(false)
  })

  it('malformed ids, percentages out of range, lists that are too long', () => {
    expect(commands.takeOverCar.payload.safeParse({ orderId: "1' or '1'='1" }).success).toBe(false)
    const progress = (percent: number) =>
      commands.reportProgress.payload.safeParse({ orderId: uuid(), operationId: uuid(), percent }).success
    expect([0, 99, 100, -1, 1.5].map(progress)).toEqual([true, true, false, false, false])
    const itemIds = Array.from({ length: 21 }, () => uuid())
    expect(commands.addOperations.payload.safeParse({ orderId: uuid(), itemIds }).success).toBe(false)
    expect(envelope.safeParse({ id: 'x', name: 'takeOverCar', payload: {} }).success).toBe(false)
    expect(envelope.safeParse({ id: uuid(), name: 'x'.repeat(61), payload: {} }).success).toBe(false)
  })

  it('any payload under any name is accepted or refused, and never throws', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withTypedArray: true,
    })
    fc.assert(
      fc.property(fc.constantFrom(...commandNames), anything, (name, sent) => {
        const read = commands[name].payload.safeParse(sent)
        // Only commands without a payload are valid by chance.
        if (read.success) expect(Object.keys(commands[name].payload.shape)).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it('no accepted command has control characters in a field', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 })
    fc.assert(
      fc.property(fc.constantFrom('plate', 'model', 'name', 'phone', 'words'), text, (field, value) => {
        const read = walkInWith({ [field]: value })
        if (read.success) expect(JSON.stringify(read.data)).not.toMatch(/[\u202a-\u202e\u200b]|\\u00(?!0a)[01]/)
      }),
      { numRuns: 2000 },
    )
  })
})
