/** Prints what is being done and how long it took. */

/** A failure whose message is all the user needs; no stack trace. */
export class Failure extends Error {}

/**
 * Prints what begins, does it, and prints how long it took.
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function timed(what, work) {
  const begin = performance.now()
  process.stdout.write(`${what} … `)
  try {
    const result = await work()
    process.stdout.write(`${seconds(begin)}\n`)
    return result
  } catch (error) {
    process.stdout.write(`failed after ${seconds(begin)}\n`)
    throw error
  }
}

/** The seconds since `begin`, a reading of performance.now(). */
export const seconds = (/** @type {number} */ begin) => `${((performance.now() - begin) / 1000).toFixed(1)} s`
