/** Commands under way on this node: copies of one share its outcome, and wait for no turn of their own (S1). */
import type { Permitted } from '#server/policy/permit.ts'
import { hashOf } from './receipts.ts'

interface UnderWay<Outcome> {
  payloadHash: Buffer
  /** Of each copy: whether its sender has gone. */
  senders: (() => boolean)[]
  outcome: Promise<Outcome>
}

/** @param work given whether all senders of the copies have gone */
type Share<Outcome> = (
  command: Permitted,
  isGone: () => boolean,
  work: (areGone: () => boolean) => Promise<Outcome>,
) => Promise<Outcome>

/**
 * Runs `work` for a command, unless a copy of it is under way: then returns what that one comes to.
 * @param copyOf what a copy gets, from the outcome of the first
 */
export function createUnderWay<Outcome>(copyOf: (outcome: Outcome) => Outcome): Share<Outcome> {
  const all = new Map<string, UnderWay<Outcome>>()
  return async (command, isGone, work) => {
    const key = `${command.workshopId} ${command.sender} ${command.id}`
    const payloadHash = hashOf(command)
    const first = all.get(key)
    if (first?.payloadHash.equals(payloadHash)) {
      first.senders.push(isGone)
      return copyOf(await first.outcome)
    }
    // Another payload under this id waits for its turn; the receipt of the first decides about it.
    if (first) return work(isGone)
    const senders = [isGone]
    const outcome = work(() => senders.every((gone) => gone())).finally(() => all.delete(key))
    all.set(key, { payloadHash, senders, outcome })
    return outcome
  }
}
