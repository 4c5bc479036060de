/** A minimal screen: Engine.IO and Socket.IO by hand over bare `ws`, as SYNC.md describes them. */
import { WebSocket } from 'ws'
import type { Position } from '#contract/sync.ts'
import { NAMESPACE } from '#contract/wire.ts'
import type { ViewName } from '#contract/values.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'

export type OnEvent = (event: string, message: never) => void

export interface RawScreen {
  socket: WebSocket
  close(): void
}

const EVENT = `42${NAMESPACE},`

/** @param onEvent called with every message of the server, parsed */
export function openRawScreen(
  url: string,
  {
    view,
    cookie = '',
    token,
    since = null,
  }: { view: ViewName; cookie?: string; token?: string; since?: Position | null },
  onEvent: OnEvent,
): RawScreen {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    headers: { cookie },
    perMessageDeflate: false,
  })
  socket.on('message', (data) => {
    const text = String(data as Buffer)
    if (text.startsWith(EVENT)) {
      const [event, message] = JSON.parse(text.slice(EVENT.length)) as [string, never]
      onEvent(event, message)
    } else if (text === '2') socket.send('3')
    else if (text.startsWith('0'))
      socket.send(
        `40${NAMESPACE},${JSON.stringify({ view, contract: CONTRACT_VERSION, since, ...(token && { token }) })}`,
      )
    else if (text.startsWith('44')) throw new Error(`Turned away: ${text}`)
  })
  return {
    socket,
    close: () => socket.terminate(),
  }
}
