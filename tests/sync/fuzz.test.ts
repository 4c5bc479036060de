/**
 * S1–S7, S10 under random load: random commands, slow and dropped connections, screens that reconnect elsewhere, nodes that
 * restart, a database that goes back, two nodes on it. Every screen must at all times show exactly the journal's state at its sequence.
 */
import { describe, expect, it } from 'vitest'
import { openWorkshop } from '../support/testWorkshop.ts'
import { fuzz } from './fuzzing.ts'
import { Wrong } from './memoryScreen.ts'
import { ours, plainSocketIo } from './wires.ts'

/** Random by default; the seed of a failed run reproduces it: `FUZZ_SEED=… npm test -- sync/fuzz`. */
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)
/** `FULL=1` before a release. */
const isFull = process.env['FULL'] === '1'
const DELIVERIES = isFull ? 1_000_000 : 150_000
const SCREENS = isFull ? 400 : 100
const RESTORES = isFull ? 10 : 2

describe(`sync fuzz, seed ${SEED}`, () => {
  it(
    `S1–S7 ${DELIVERIES} deliveries with drops, restarts, restores and two nodes: none lost, none twice, none out of order`,
    { timeout: 400_000 },
    async () => {
      const workshop = await openWorkshop({ bays: 8, persons: 8 })
      const [wrong, failures] = [new Wrong(), [] as unknown[]]
      const wire = ours(workshop, (error) => failures.push(error))
      const size = { screens: SCREENS, deliveries: DELIVERIES, restores: RESTORES }
      const found = await fuzz({ seed: SEED, workshop, wire, wrong, ...size })
      const { deliveries, entries, screens, observations, mistaken } = found
      console.log(
        `seed ${SEED}: ${deliveries} deliveries of ${entries} entries to ${screens} screens, ${observations} looks, ${mistaken.length} wrong`,
      )
      expect({ wrong: wrong.found, mistaken, failures }).toEqual({ wrong: [], mistaken: [], failures: [] })
    },
  )

  it(
    'the same on plain Socket.IO, without the journal, loses some: the fuzz detects losses',
    { timeout: 120_000 },
    async () => {
      const workshop = await openWorkshop({ bays: 8, persons: 8 })
      const [wrong, wire] = [new Wrong(), await plainSocketIo(workshop)]
      const size = { screens: 40, deliveries: 8_000 }
      const { mistaken } = await fuzz({ seed: SEED, workshop, wire, wrong, blind: true, ...size })
      expect(mistaken.length).toBeGreaterThan(0)
    },
  )
})
