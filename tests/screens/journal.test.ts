import { describe, expect, it } from 'vitest'
import { commandNames } from '#contract/commands/index.ts'
import type { JournalChange } from '#contract/journal.ts'
import { changedIn } from '../../board/setup/journal/changes.ts'
import { commands } from '../../board/setup/journal/texts.ts'
import { aBay, anOperation, anOrderIn, uuid } from '../support/factories.ts'

it('every command has a name in the journal', () => expect(commands.toSorted()).toEqual(commandNames.toSorted()))

describe('what an entry changed', () => {
  const show = (value: unknown) => JSON.stringify(value) ?? ''
  const change = (before: object, after: object): JournalChange =>
    ({ seq: 1, before, after, removed: [] }) as unknown as JournalChange

  it('is the fields that differ, those of an object and of a list’s items by their path', () => {
    const [first, second] = [anOperation(), anOperation()]
    const was = anOrderIn('working', { operations: [first, second] })
    const is = {
      ...was,
      priority: 'urgent' as const,
      customer: { ...was.customer, name: 'Li Wei' },
      operations: [first, { ...second, findings: 'worn' }],
    }
    const [changed, ...others] = changedIn(change({ order: [was] }, { order: [is] }), show)
    expect(others).toEqual([])
    expect(changed).toMatchObject({ kind: 'order', id: was.id, how: 'changed' })
    expect(changed!.fields.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'customer.name', before: show(was.customer.name), after: '"Li Wei"' },
      { name: 'operations[2].findings', before: show(second.findings), after: '"worn"' },
      { name: 'priority', before: '"normal"', after: '"urgent"' },
    ])
  })

  it('says what is new, and what was taken away', () => {
    const bay = aBay({ number: 7 })
    const gone = { kind: 'alert', id: uuid(), label: null }
    const all = changedIn({ ...change({}, { bay: [bay] }), removed: [gone] }, show)
    expect(all.map(({ kind, how }) => [kind, how])).toEqual([
      ['bay', 'new'],
      ['alert', 'removed'],
    ])
    expect(all[0]!.fields).toContainEqual({ name: 'number', before: '', after: '7' })
  })

  it('an item that left a list stands with what it was', () => {
    const [first, second] = [anOperation(), anOperation()]
    const was = anOrderIn('working', { operations: [first, second] })
    const [changed] = changedIn(change({ order: [was] }, { order: [{ ...was, operations: [second] }] }), show)
    expect(changed!.fields).toEqual([{ name: 'operations', before: show(first), after: '' }])
  })
})
