/** Puts a node and its port together: one process that serves screens, commands and reads. */
import type { Keyring } from './access/keys.ts'
import type { Links } from './access/links.ts'
import type { HouseTime } from './clock/houseTime.ts'
import type { Fanout } from './fanout/fanout.ts'
import { startNode, type NodeOptions } from './node.ts'
import { encode } from './socket/screen.ts'
import { createWeb, type WebOptions } from './web.ts'
import type { Writer } from './write/write.ts'

export type AppOptions = NodeOptions & WebOptions

export interface App {
  url: string
  writer: Writer
  fanout: Fanout
  keyring: Keyring
  links: Links
  now: () => number
  time: HouseTime
  /** House time has jumped: deadlines are looked at and the screens' clocks set at once. */
  timeMoved(): void
  /** House time has jumped: waits until everything that has fallen due by it is done. */
  meetDeadlines(): Promise<void>
  /** Waits until better plans have been looked for. */
  suggestionsSettled(): Promise<void>
  close(): Promise<void>
}

export async function startApp(options: AppOptions): Promise<App> {
  // A port of the system's choice is known only once it is listened on.
  const origin = Promise.withResolvers<string>()
  if (options.publicUrl) origin.resolve(new URL(options.publicUrl).origin)
  const node = await startNode(options, encode, origin.promise)
  const web = createWeb(node, options)
  const { writer, fanout, keyring, links, time, clock, suggester } = node

  async function close(): Promise<void> {
    web.farewell()
    await Promise.all([node.stop(), web.close()])
  }
  let url
  try {
    url = await web.listen()
  } catch (error) {
    // Nothing may go on asking a database that the caller closes next.
    await close()
    throw error
  }
  origin.resolve(url)
  return {
    ...{ url, writer, fanout, keyring, links, now: time.now, time },
    timeMoved() {
      clock.wake()
      void fanout.beat()
    },
    meetDeadlines: clock.meet,
    suggestionsSettled: suggester.settled,
    close,
  }
}
