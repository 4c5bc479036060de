/**
 * Compares what this node remembers of keys, devices and signed-in persons with the database, at every beat: the notification of a
 * change may have been lost, with the connection or before it was sent.
 */
import { BEAT_EVERY } from '#contract/wire.ts'
import type { Devices } from './devices.ts'
import type { Keyring } from './keys.ts'
import type { Sessions } from './sessions.ts'

interface Options {
  keyring: Keyring
  sessions: Sessions
  devices: Devices
  /** A workshop's keys are no longer the ones this node has let screens in by. */
  keysReplaced: (workshopId: string) => void
  failed: (error: unknown) => void
  /** Real milliseconds. */
  every?: number
}

export interface Comparison {
  /** Compares now. Concurrent calls share one comparison. Never rejects. */
  run(): Promise<void>
  stop(): void
}

export function startComparing({
  keyring,
  sessions,
  devices,
  keysReplaced,
  failed,
  every = BEAT_EVERY,
}: Options): Comparison {
  let running: Promise<void> | null = null
  const compare = async () => {
    await sessions.compare()
    await devices.compare()
    for (const workshopId of await keyring.replaced()) keysReplaced(workshopId)
  }
  const run = () =>
    (running ??= compare()
      .catch(failed)
      .finally(() => (running = null)))
  const timer = setInterval(() => void run(), every)
  return { run, stop: () => clearInterval(timer) }
}
