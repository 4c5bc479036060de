import { permitOwn } from '#server/policy/permit.ts'
import { newId } from './ids.ts'
import type { Writer } from './write.ts'

/** Shuts out a device whose token was copied. */
export const revokeCopied = (writer: Writer) => (workshopId: string, deviceId: string) =>
  writer.execute(
    permitOwn('clock', workshopId, { id: newId(), name: 'revokeDevice', payload: { deviceId, isCopied: true } }),
  )
