/** Decides a command on the frozen data its rule asks for: a rule that needs more or changes its input fails here. */
import { expect } from 'vitest'
import type { CommandName, Payload } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities/index.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Accepted, Context, Decision, Scope } from '#server/domain/rule.ts'
import { NOW, staff } from '../support/factories.ts'
import { MemoryServer } from '../support/memoryServer.ts'

export function decide<N extends CommandName>(
  name: N,
  payload: Payload<N>,
  scope: Scope,
  { now = NOW, actor = staff(), ...more }: Partial<Context> = {},
): Decision<N> {
  const server = new MemoryServer(scope, more)
  server.now = now
  return server.execute(name, payload, actor)
}

/** The decision, which must accept. */
export function accepted<N extends CommandName>(...args: Parameters<typeof decide<N>>): Accepted<N> {
  const decision = decide<N>(...args)
  if (!decision.ok) throw new Error(`${args[0]} was refused: ${decision.code}`)
  return decision
}

/** The only order of a decision that must accept. */
export function orderAfter<N extends CommandName>(...args: Parameters<typeof decide<N>>): Order {
  const { put } = accepted<N>(...args)
  expect(put.order).toHaveLength(1)
  return put.order![0]!
}

export function expectRefusal<N extends CommandName>(code: ErrorCode, ...args: Parameters<typeof decide<N>>): void {
  const decision = decide<N>(...args)
  expect(decision).toMatchObject({ ok: false, code })
}
