/** Ends a connection on purpose and tells the screen why. */
import type { Socket } from 'socket.io'
import type { Farewell } from '#contract/sync.ts'

export function dismiss(socket: Socket, code: Farewell['code']): void {
  socket.emit('farewell', { code } satisfies Farewell)
  socket.disconnect(true)
}
