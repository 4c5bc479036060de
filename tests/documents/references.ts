/** The references within a JSON document. */
type Node = Record<string, unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** Every `$ref`, at any depth. */
export function references(document: unknown): string[] {
  if (!isNode(document)) return []
  const here = typeof document['$ref'] === 'string' ? [document['$ref']] : []
  return [...here, ...Object.values(document).flatMap(references)]
}

/** The target of a reference such as `#/components/schemas/Order`; undefined if there is none. */
export function follow(document: unknown, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined
  return reference
    .slice(2)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, step) => (isNode(value) ? value[step] : undefined), document)
}
