/** What an entry changed, field by field. */
import type { JournalChange } from '#contract/journal.ts'

export interface Changed {
  kind: string
  id: string
  /** New, changed, or taken away. */
  how: 'new' | 'changed' | 'removed'
  fields: { name: string; before: string; after: string }[]
}

type Anything = Record<string, unknown>

/** The entities of an entry with the fields that differ, nested ones by their path. @param show a value in words */
export function changedIn({ before, after, removed }: JournalChange, show: (value: unknown) => string): Changed[] {
  const put = Object.entries(after as Record<string, Anything[]>).flatMap(([kind, entities]) =>
    entities.map((entity): Changed => {
      const was = (before as Record<string, Anything[] | undefined>)[kind]?.find(({ id }) => id === entity['id'])
      const fields = differences('', was ?? {}, entity).map(([name, old, now]) => ({
        name,
        before: was === undefined ? '' : show(old),
        after: show(now),
      }))
      return {
        kind,
        id: String(entity['id']),
        how: was ? 'changed' : 'new',
        fields: was ? fields : fields.filter(({ after }) => after !== ''),
      }
    }),
  )
  return [...put, ...removed.map(({ kind, id }) => ({ kind, id, how: 'removed' as const, fields: [] }))]
}

type Difference = [path: string, before: unknown, after: unknown]

function differences(path: string, before: Anything, after: Anything): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== 'id')
  return names.flatMap((name): Difference[] => {
    const [old, now] = [before[name], after[name]]
    const at = path === '' ? name : `${path}.${name}`
    if (isObject(old) && isObject(now)) return differences(at, old, now)
    if (Array.isArray(old) && Array.isArray(now) && [...old, ...now].every(hasId))
      return ofLists(at, old as Anything[], now as Anything[])
    return JSON.stringify(old) === JSON.stringify(now) ? [] : [[at, old, now]]
  })
}

/** Items are told apart by their ids and called by their place in the newer list. */
function ofLists(path: string, before: readonly Anything[], after: readonly Anything[]): Difference[] {
  const of = (list: readonly Anything[], id: unknown) => list.find((item) => item['id'] === id)
  const changed = after.flatMap((item, at) => differences(`${path}[${at + 1}]`, of(before, item['id']) ?? {}, item))
  const gone = before.filter(({ id }) => !of(after, id))
  return [...changed, ...gone.map((item): Difference => [path, item, undefined])]
}

const isObject = (value: unknown): value is Anything =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const hasId = (value: unknown) => isObject(value) && typeof value['id'] === 'string'
