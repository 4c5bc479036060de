/** Devices: screens that are paired with the workshop, moved and shut out. */
import type { PairedDevice } from '#contract/entities/index.ts'
import { isSame } from '../undo/same.ts'
import { refuse, type Decision, type Rule } from '../rule.ts'

const all = () => ({ devices: true })

const changed = (
  device: PairedDevice,
  fact: string,
  details: Record<string, string | boolean> = {},
): Decision<'reloadDevice'> => ({
  ok: true,
  answer: {},
  facts: [{ name: fact, deviceId: device.id, ...details }],
  put: { device: [device] },
  leavesPlan: true,
})

/** Refuses `pairing_not_found` when the screen's code has ended, `already_paired`. */
export const approveDevice: Rule<'approveDevice'> = {
  needs: ({ deviceId }) => ({ pairing: deviceId }),
  decide({ pairing }, { deviceId: id, kind, name, options }, { now, actor }) {
    if (pairing === null) return refuse('pairing_not_found')
    if (pairing === 'paired') return refuse('already_paired')
    const paired = { pairedAt: now, pairedBy: actor.personId, revokedAt: null }
    return changed({ id, kind, name, options, ...paired }, 'devicePaired', { kind, hangs: name })
  },
}

/** Refuses `device_not_found`, `changed_meanwhile` (S13), `nothing_to_change`. */
export const renameDevice: Rule<'renameDevice'> = {
  needs: all,
  decide({ devices }, { deviceId, name, was }) {
    const device = devices.get(deviceId)
    if (!device) return refuse('device_not_found')
    if (device.name !== was.name) return refuse('changed_meanwhile', { device: [device] })
    if (device.name === name) return refuse('nothing_to_change')
    return changed({ ...device, name }, 'deviceRenamed', { from: device.name, to: name })
  },
}

/** Refuses `device_not_found`, `changed_meanwhile` (S13), `nothing_to_change`. */
export const moveDevice: Rule<'moveDevice'> = {
  needs: all,
  decide({ devices }, { deviceId, kind, options, was }) {
    const device = devices.get(deviceId)
    if (!device) return refuse('device_not_found')
    const { kind: isKind, options: hasOptions } = device
    if (!isSame({ kind: isKind, options: hasOptions }, was)) return refuse('changed_meanwhile', { device: [device] })
    if (isSame({ kind, options }, was)) return refuse('nothing_to_change')
    return changed({ ...device, kind, options }, 'deviceMoved', { from: device.kind, to: kind })
  },
}

/** Changes nothing that is stored: the entry tells the node that serves the device. Refuses `device_not_found`. */
export const reloadDevice: Rule<'reloadDevice'> = {
  needs: all,
  decide({ devices }, { deviceId }) {
    const device = devices.get(deviceId)
    return device ? changed(device, 'deviceReloaded') : refuse('device_not_found')
  },
}

/** Refuses `device_not_found`, also when it is revoked already. */
export const revokeDevice: Rule<'revokeDevice'> = {
  needs: all,
  decide({ devices }, { deviceId, isCopied }, { now }) {
    const device = devices.get(deviceId)
    return device ? changed({ ...device, revokedAt: now }, 'deviceRevoked', { isCopied }) : refuse('device_not_found')
  },
}

/** Refuses `nothing_to_change` without a device. */
export const revokeAllDevices: Rule<'revokeAllDevices'> = {
  needs: all,
  decide({ devices }, _payload, { now }) {
    if (devices.size === 0) return refuse('nothing_to_change')
    const revoked = [...devices.values()].map((device) => ({ ...device, revokedAt: now }))
    const facts = revoked.map(({ id }) => ({ name: 'deviceRevoked', deviceId: id, isCopied: false }))
    return { ok: true, answer: {}, facts, put: { device: revoked }, leavesPlan: true }
  },
}
