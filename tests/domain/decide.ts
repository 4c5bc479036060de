/** Decides a command on a frozen scope: a rule that changes its input throws here. */
import { expect } from 'vitest'
import type { CommandName, Payload } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { rules } from '#server/domain/rules.ts'
import type { Accepted, Context, Decision, Rule, Scope } from '#server/domain/rule.ts'
import { aContext, frozen } from '../support/factories.ts'

export function decide<N extends CommandName>(
  name: N,
  payload: Payload<N>,
  scope: Scope,
  over: Partial<Context> = {},
): Decision<N> {
  const rule: Rule<N> = rules[name]
  frozen(scope)
  frozen(payload)
  rule.needs(payload)
  rule.needsThen?.(payload, scope)
  return rule.decide(scope, payload, aContext(over))
}

/** The decision, which must be a yes. */
export function accepted<N extends CommandName>(...args: Parameters<typeof decide<N>>): Accepted<N> {
  const decision = decide<N>(...args)
  if (!decision.ok) throw new Error(`${args[0]} was refused: ${decision.code}`)
  return decision
}

/** The one order of a decision that must be a yes. */
export function orderAfter<N extends CommandName>(...args: Parameters<typeof decide<N>>): Order {
  const { put } = accepted<N>(...args)
  expect(put.order).toHaveLength(1)
  return put.order![0]!
}

export function expectRefusal<N extends CommandName>(code: ErrorCode, ...args: Parameters<typeof decide<N>>): void {
  const decision = decide<N>(...args)
  expect(decision).toMatchObject({ ok: false, code })
}
