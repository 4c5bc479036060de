/** The references within a JSON document. */
type Node = Record<string, unknown>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null

/** Every `$ref`, wherever it stands. */
export function references(document: unknown): string[] {
  if (!isNode(document)) return []
  const here = typeof document['$ref'] === 'string' ? [document['$ref']] : []
  return [...here, ...Object.values(document).flatMap(references)]
}

/** What a reference such as `#/components/schemas/Order` points to; undefined when there is nothing. */
export function follow(document: unknown, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined
  return reference
    .slice(2)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, step) => (isNode(value) ? value[step] : undefined), document)
}
