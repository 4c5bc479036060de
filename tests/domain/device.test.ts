/** Devices: screens paired with the workshop, renamed, moved and shut out. */
import { describe, expect, it } from 'vitest'
import { aDevice, aScope, NOW, staff, uuid } from '../support/factories.ts'
import { accepted, decide, expectRefusal } from './decide.ts'

const options = { language: null, margin: 0 }
const hall = aDevice()
const lobby = aDevice({ kind: 'lobby', name: 'Entrance' })
const gone = aDevice({ revokedAt: NOW - 1 })
const scope = aScope({ devices: [hall, lobby, gone] })
const nobody = uuid()

describe('approveDevice', () => {
  const payload = { deviceId: uuid(), kind: 'wall', name: 'Hall', options } as const

  it('pairs the screen that waits, and says who approved it', () => {
    const manager = uuid()
    const { put, facts } = accepted('approveDevice', payload, aScope({ pairing: 'waiting' }), { actor: staff(manager) })
    const { deviceId: id, ...said } = payload
    expect(put).toEqual({ device: [{ id, ...said, pairedAt: NOW, pairedBy: manager, revokedAt: null }] })
    expect(facts).toMatchObject([{ name: 'devicePaired', deviceId: id, kind: 'wall' }])
  })

  it.each([
    ['pairing_not_found', null],
    ['already_paired', 'paired'],
  ] as const)('refuses %s', (code, pairing) => expectRefusal(code, 'approveDevice', payload, aScope({ pairing })))
})

describe('S13 two managers change one device', () => {
  it('the second new name is refused with the first', () => {
    const rename = (name: string, was: string) =>
      decide('renameDevice', { deviceId: hall.id, name, was: { name: was } }, scope)
    expect(rename('Hall, east', 'Hall')).toMatchObject({ ok: true, put: { device: [{ name: 'Hall, east' }] } })
    expect(rename('Hall, west', 'Yard')).toMatchObject({ code: 'changed_meanwhile', now: { device: [hall] } })
    expect(rename('Hall', 'Hall')).toMatchObject({ code: 'nothing_to_change' })
  })

  it('the same for what it shows', () => {
    const was = { kind: 'wall', options } as const
    const to = { kind: 'lobby', options: { language: 'en', margin: 3 } } as const
    const move = (next: typeof to | typeof was, before: typeof to | typeof was) =>
      decide('moveDevice', { deviceId: hall.id, ...next, was: before }, scope)
    expect(move(to, was)).toMatchObject({ ok: true, put: { device: [{ id: hall.id, ...to }] } })
    expect(move(was, to)).toMatchObject({ code: 'changed_meanwhile', now: { device: [hall] } })
    expect(move(was, was)).toMatchObject({ code: 'nothing_to_change' })
  })
})

it('a device that is shut out stays in the journal with the reason, and leaves the others in', () => {
  const { put, facts } = accepted('revokeDevice', { deviceId: hall.id, isCopied: true }, scope)
  expect(put).toEqual({ device: [{ ...hall, revokedAt: NOW }] })
  expect(facts).toEqual([{ name: 'deviceRevoked', deviceId: hall.id, isCopied: true }])
})

it('all are shut out at once; without one there is nothing to do', () => {
  const { put } = accepted('revokeAllDevices', {}, scope)
  expect(put.device).toEqual([hall, lobby].map((device) => ({ ...device, revokedAt: NOW })))
  expectRefusal('nothing_to_change', 'revokeAllDevices', {}, aScope({ devices: [gone] }))
})

it.each([nobody, gone.id])('a device that is not paired can only be paired (%#)', (deviceId) => {
  expectRefusal('device_not_found', 'renameDevice', { deviceId, name: 'A', was: { name: 'B' } }, scope)
  const was = { kind: 'wall', options } as const
  expectRefusal('device_not_found', 'moveDevice', { deviceId, ...was, was }, scope)
  expectRefusal('device_not_found', 'reloadDevice', { deviceId }, scope)
  expectRefusal('device_not_found', 'revokeDevice', { deviceId, isCopied: false }, scope)
})
