/** Devices: screens paired with the workshop. */
import { z } from 'zod'
import { deviceOptions } from '../entities/index.ts'
import { id, line } from '../fields.ts'
import { deviceKinds } from '../values.ts'
import { command, nothing } from './command.ts'

const kind = z.enum(deviceKinds)
const name = line(60)

export const deviceCommands = {
  approveDevice: command(
    'Pairs the screen that shows a code; `findPairing` gives the id of the device it becomes.',
    { deviceId: id, kind, name, options: deviceOptions },
    nothing,
  ),
  renameDevice: command(
    'Says where a device hangs or lies.',
    { deviceId: id, name, was: z.strictObject({ name }) },
    nothing,
  ),
  moveDevice: command(
    'Changes what a device is and what it shows; its screen follows at once.',
    { deviceId: id, kind, options: deviceOptions, was: z.strictObject({ kind, options: deviceOptions }) },
    nothing,
  ),
  reloadDevice: command('Makes the page of a device load anew.', { deviceId: id }, nothing),
  revokeDevice: command(
    'Shuts a device out for good, on every node at once.',
    {
      deviceId: id,
      isCopied: z
        .boolean()
        .default(false)
        .meta({ description: 'A used-up token was shown again: somebody has copied it.' }),
    },
    nothing,
  ),
  revokeAllDevices: command('Shuts all devices out for good.', {}, nothing),
}
