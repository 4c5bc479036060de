/** How long transactions run, and what becomes of the commands that wait behind one the database has failed. */

/**
 * Codes of failures that leave open whether the transaction was committed, or that pass by themselves: of the system and
 * postgres.js for a connection lost, not had or silent, of ours for a turn not had, and of PostgreSQL for connections (08), too
 * many of them (53300), a shutdown or a cancelled statement (57), a lock not had in time (55P03), a transaction idle or open for
 * too long (25P03, 25P04), and transactions in each other's way (40).
 */
const passing =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_|CONNECTION_|CONNECT_|NO_TURN$|08...$|53300$|57...$|55P03$|25P0[34]$|40...$)/

/** Whether a failure passes by itself, so that the same command may be tried again. */
export const passes = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && passing.test(String(error.code))

/** The command has not been tried. */
class NoTurn extends Error {
  readonly code = 'NO_TURN'
}

export interface Waits {
  /**
   * Runs a workshop's transaction for a command that came at `since`.
   * @throws NoTurn when the database has failed one since then: this one would fail as slowly, and its sender sends it again
   */
  run<T>(workshopId: string, since: number, transaction: () => Promise<T>): Promise<T>
  /** For how long the longest of the transactions under way has run (real ms). */
  longest(): number
}

/** @param monotonic real time in ms */
export function createWaits(monotonic = () => performance.now()): Waits {
  const begun = new Set<{ at: number }>()
  const failedAt = new Map<string, number>()
  return {
    async run(workshopId, since, transaction) {
      if (since < (failedAt.get(workshopId) ?? -Infinity))
        throw new NoTurn('The database has failed the command before')
      const mine = { at: monotonic() }
      begun.add(mine)
      try {
        return await transaction()
      } catch (error) {
        if (passes(error)) failedAt.set(workshopId, monotonic())
        throw error
      } finally {
        begun.delete(mine)
      }
    },
    longest: () => Math.max(0, ...[...begun].map(({ at }) => monotonic() - at)),
  }
}
