import { describe, expect, test } from 'vitest'
import { readNames } from '#contract/reads.ts'
import { viewNames } from '#contract/values.ts'
import { api } from '#server/http/api.ts'
import { messageOf, wireCommands } from '#server/http/messages.ts'
import { openApi } from '#server/http/openapi.ts'
import { statusOf } from '#server/http/refused.ts'
import { follow, references } from './references.ts'

interface Operation {
  operationId: string
  summary: string
  security?: Record<string, unknown>[]
  parameters?: { name?: string; in?: string; required?: boolean; $ref?: string }[]
  requestBody?: { content: Record<string, { schema: unknown }> }
  responses: Record<string, { description: string }>
}

const paths = openApi['paths'] as Record<string, Record<string, Operation>>
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
)

describe('OpenAPI', () => {
  test('is 3.1, survives JSON, and resolves every reference', () => {
    expect(openApi['openapi']).toMatch(/^3\.1\.\d+$/)
    expect(JSON.parse(JSON.stringify(openApi))).toEqual(openApi)
    expect(references(openApi).length).toBeGreaterThan(50)
    for (const reference of references(openApi)) expect(follow(openApi, reference), reference).toBeTypeOf('object')
  })

  test('operations have unique ids, a summary and described responses', () => {
    const ids = operations.map((operation) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { summary, responses } of operations) {
      expect(summary).not.toBe('')
      expect(responses).toHaveProperty('200')
      for (const { description } of Object.values(responses)) expect(description).not.toBe('')
    }
  })

  test('every read that needs an access key has its row in the policy', () => {
    const keyed = operations.filter(({ security }) => security === undefined).map(({ operationId }) => operationId)
    expect(keyed.sort()).toEqual(['sendCommand', ...readNames].sort())
  })

  test('parameters in a path are declared and required', () => {
    for (const { path, parameters = [] } of operations) {
      const declared = parameters.filter((one) => one.in === 'path' && one.required).map((one) => one.name)
      expect(declared).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    }
  })

  test('every view has a security scheme, and only signing in, pairing, documents, probes and metrics need none', () => {
    const schemes = (openApi['components'] as { securitySchemes: object }).securitySchemes
    expect(Object.keys(schemes).toSorted()).toEqual([...viewNames].toSorted())
    expect((openApi['security'] as object[]).flatMap(Object.keys).toSorted()).toEqual([...viewNames].toSorted())
    const open = operations.filter((operation) => operation.security?.length === 0).map((operation) => operation.path)
    expect(open).toEqual([
      '/api/sign-in',
      '/api/pair',
      '/api/pair',
      '/api/openapi.json',
      '/api/asyncapi.json',
      '/healthz',
      '/readyz',
      '/metrics',
    ])
  })

  test('the routes are those of the server', () => {
    const { stack } = api({} as never)
    const served = stack.flatMap(({ route }) =>
      route ? route.stack.map(({ method }) => `${method} /api${route.path.replaceAll(/:(\w+)/g, '{$1}')}`) : [],
    )
    const documented = operations
      .filter(({ path }) => path.startsWith('/api/'))
      .map(({ method, path }) => `${method} ${path}`)
    expect([...new Set(served)].toSorted()).toEqual(documented.toSorted())
  })

  test('the command endpoint accepts every command on the wire and lists every status', () => {
    const { requestBody, responses } = paths['/api/commands']!['post']!
    const { oneOf } = requestBody!.content['application/json']!.schema as { oneOf: { $ref: string }[] }
    expect(oneOf.map(({ $ref }) => $ref)).toEqual(wireCommands.map((name) => `#/components/schemas/${messageOf(name)}`))
    const statuses = new Set([200, 409, ...Object.values(statusOf)])
    expect(Object.keys(responses).map(Number)).toEqual([...statuses].toSorted((a, b) => a - b))
  })
})
