/** Starts a node and its port: one process that serves screens, commands and reads. */
import type { Keyring } from './access/keys.ts'
import type { Links } from './access/links.ts'
import type { HouseTime } from './clock/houseTime.ts'
import type { Fanout } from './fanout/fanout.ts'
import { startNode, type NodeOptions } from './node.ts'
import { encode } from './socket/screen.ts'
import { originForPhones, shownHost } from './terminal/network.ts'
import { createWeb, type Web, type WebOptions } from './web.ts'
import type { Writer } from './write/write.ts'

export type AppOptions = NodeOptions & WebOptions

export interface App {
  url: string
  port: number
  writer: Writer
  fanout: Fanout
  keyring: Keyring
  links: Links
  now: () => number
  time: HouseTime
  /** House time has jumped: checks deadlines and updates the screens' clocks at once. */
  timeMoved(): void
  /** House time has jumped: resolves when everything now due has been carried out. */
  meetDeadlines(): Promise<void>
  /** Resolves when no search for suggestions is running. */
  suggestionsSettled(): Promise<void>
  /** From now on, new connections get this certificate. */
  useTls: Web['useTls']
  close(): Promise<void>
}

export async function startApp(options: AppOptions): Promise<App> {
  // If the system picks the port, the origin is known only after listening.
  const origin = Promise.withResolvers<string | null>()
  if (options.publicUrl) origin.resolve(new URL(options.publicUrl).origin)
  const node = await startNode(options, encode, origin.promise)
  const forPhones = (seen: string) => originForPhones(seen, options.host) ?? seen
  const web = createWeb(node, { shownHost: shownHost(options.host), ...options, forPhones })
  const { writer, fanout, keyring, links, time, clock, suggester } = node

  async function close(): Promise<void> {
    web.farewell()
    await Promise.all([node.stop(), web.close()])
  }
  let url
  try {
    url = await web.listen()
  } catch (error) {
    // The caller closes the database next; nothing may query it after that.
    await close()
    throw error
  }
  origin.resolve(originForPhones(url, options.host))
  return {
    ...{ url, port: web.port, writer, fanout, keyring, links, now: time.now, time },
    timeMoved() {
      clock.wake()
      void fanout.beat()
    },
    meetDeadlines: clock.meet,
    suggestionsSettled: suggester.settled,
    useTls: web.useTls,
    close,
  }
}
