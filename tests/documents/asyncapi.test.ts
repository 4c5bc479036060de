import { describe, expect, test } from 'vitest'
import { adminCommands } from '#contract/commands/admin.ts'
import { clockCommands } from '#contract/commands/clock.ts'
import { attemptCommands } from '#contract/commands/notice.ts'
import { viewNames } from '#contract/values.ts'
import { NAMESPACE } from '#contract/wire.ts'
import { asyncApi } from '#server/http/asyncapi.ts'
import { messageOf, messages, summaryOf, wireCommands } from '#server/http/messages.ts'
import { follow, references } from './references.ts'

interface Operation {
  action: string
  summary: string
  messages: { $ref: string }[]
  reply?: { messages: { $ref: string }[] }
}

const operations = asyncApi['operations'] as Record<string, Operation>
const channels = asyncApi['channels'] as Record<string, { address: string; messages: Record<string, unknown> }>
const inChannel = (name: string) => `#/channels/live/messages/${name}`

describe('AsyncAPI', () => {
  test('is 3.0, survives JSON, and resolves every reference', () => {
    expect(asyncApi['asyncapi']).toBe('3.0.0')
    expect(JSON.parse(JSON.stringify(asyncApi))).toEqual(asyncApi)
    expect(references(asyncApi).length).toBeGreaterThan(100)
    for (const reference of references(asyncApi)) expect(follow(asyncApi, reference), reference).toBeTypeOf('object')
  })

  test('its schemas are JSON schema draft 7, the default', () => {
    expect(JSON.stringify(asyncApi)).not.toMatch(/"(prefixItems|\$defs|unevaluatedProperties)"/)
  })

  test('the channel is the namespace and carries every message of the socket', () => {
    expect(channels['live']!.address).toBe(NAMESPACE)
    const aboutPairing = ['PairingBegun', 'PairingState', 'PairingQuestion', 'PairingFound']
    const aboutDevices = [...aboutPairing, 'DeviceReport', 'DeviceReported', 'DevicesSeen']
    const aboutChannels = ['PushKey', 'WechatLogin', 'ChannelsSetUp', 'ChannelTest', 'ChannelTested']
    const overHttpOnly = [
      'IdentifyQuestion',
      'Identified',
      'PageLink',
      'PromiseQuote',
      'MoveQuestion',
      'MoveAnswer',
      'Figures',
      'FigureOrders',
      ...['JournalPage', 'JournalChange'],
      'Session',
      'PersonChoice',
      ...['PinSignIn', 'PasswordSignIn', 'NewPin', 'NewPassword', 'SecretSet'],
      ...aboutDevices,
      ...aboutChannels,
    ]
    const socket = Object.keys(messages).filter((name) => !overHttpOnly.includes(name))
    expect(Object.keys(channels['live']!.messages).toSorted()).toEqual(socket.toSorted())
  })

  test('every message of the channel is sent, received or answered by an operation', () => {
    const used = Object.values(operations).flatMap((one) => [...one.messages, ...(one.reply?.messages ?? [])])
    const names = new Set(used.map(({ $ref }) => $ref))
    for (const name of Object.keys(channels['live']!.messages)) expect(names).toContain(inChannel(name))
  })

  test.each(wireCommands)(
    '%s is received, says what it is for and which devices may send it, and is answered',
    (name) => {
      const { action, summary, messages: sent, reply } = operations[name]!
      expect([action, summary]).toEqual(['receive', summaryOf(name)])
      expect(sent.map(({ $ref }) => $ref)).toEqual([inChannel(messageOf(name))])
      expect(reply!.messages.map(({ $ref }) => $ref)).toEqual([
        inChannel(`${messageOf(name)}Accepted`),
        inChannel('Refusal'),
      ])
    },
  )

  test("the administrator's and the clock's commands are not in it", () => {
    for (const name of Object.keys({ ...adminCommands, ...clockCommands, ...attemptCommands }))
      expect(operations).not.toHaveProperty(name)
  })

  test('every view has its snapshot and its batch', () => {
    expect(operations['snapshot']!.messages.map(({ $ref }) => $ref)).toEqual(
      viewNames.map((view) => inChannel(`${view}Snapshot`)),
    )
    expect(operations['batch']!.messages.map(({ $ref }) => $ref)).toEqual(
      viewNames.map((view) => inChannel(`${view}Batch`)),
    )
  })
})
