/** The socket API as an AsyncAPI 3.0 document, generated from the contract's schemas. SYNC.md describes its behaviour. */
import { cookieOf, keyedDevices } from '#server/access/keys.ts'
import { NAMESPACE } from '#contract/wire.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import {
  acceptedMessages,
  batchMessages,
  commandMessages,
  jsonSchemas,
  messageOf,
  summaryOf,
  schemaRef,
  snapshotMessages,
  wireCommands,
} from './messages.ts'

type Node = Record<string, unknown>

const channel = { $ref: '#/channels/live' }
const inChannel = (name: string) => ({ $ref: `#/channels/live/messages/${name}` })

/** The messages of each Socket.IO event. */
const events: Record<string, readonly string[]> = {
  welcome: ['Welcome'],
  snapshot: Object.keys(snapshotMessages),
  batch: Object.keys(batchMessages),
  beat: ['Beat'],
  farewell: ['Farewell'],
  command: Object.keys(commandMessages),
  ask: ['Position'],
  'acknowledgement of command': [...Object.keys(acceptedMessages), 'Refusal'],
  'auth of the connection': ['Hello'],
}

const messages = Object.fromEntries(
  Object.entries(events).flatMap(([event, names]) =>
    names.map((name) => [name, { name, title: event, contentType: 'application/json', payload: schemaRef(name) }]),
  ),
)

const operation = (action: 'send' | 'receive', summary: string, names: readonly string[], more: Node = {}): Node => ({
  action,
  channel,
  summary,
  messages: names.map(inChannel),
  ...more,
})

const commandOperations = Object.fromEntries(
  wireCommands.map((name) => [
    name,
    operation('receive', summaryOf(name), [messageOf(name)], {
      title: `command: ${name}`,
      reply: { channel, messages: [`${messageOf(name)}Accepted`, 'Refusal'].map(inChannel) },
    }),
  ]),
)

export const asyncApi: Node = {
  asyncapi: '3.0.0',
  info: {
    title: 'Pitboard live',
    version: String(CONTRACT_VERSION),
    description:
      'How screens stay in sync with a workshop: Socket.IO (protocol 5) on Engine.IO (protocol 4). Each message is the ' +
      'first argument of the Socket.IO event in its title. The server sends the messages of `send` and receives those of `receive`.',
  },
  defaultContentType: 'application/json',
  servers: {
    pitboard: {
      host: '{host}',
      pathname: '/socket.io/',
      protocol: 'ws',
      description: 'Use wss with TLS.',
      variables: { host: { default: 'localhost:8080', description: 'The address Pitboard listens on.' } },
      security: [...keyedDevices, 'customer'].map((device) => ({ $ref: `#/components/securitySchemes/${device}` })),
    },
  },
  channels: {
    live: {
      address: NAMESPACE,
      title: 'The Socket.IO namespace of all screens',
      description: 'The server alone decides which room a screen joins, from its view (S12).',
      servers: [{ $ref: '#/servers/pitboard' }],
      messages,
      bindings: {
        ws: {
          method: 'GET',
          query: {
            type: 'object',
            required: ['EIO', 'transport'],
            properties: { EIO: { const: '4' }, transport: { const: 'websocket' } },
          },
        },
      },
    },
  },
  operations: {
    hello: operation(
      'receive',
      'The screen names its view and the position it holds.',
      events['auth of the connection']!,
      {
        reply: { channel, messages: ['Welcome', 'Refusal'].map(inChannel) },
      },
    ),
    welcome: operation('send', 'The first message on a connection.', events['welcome']!),
    snapshot: operation(
      'send',
      'Everything the view shows. It replaces all the screen held (S6).',
      events['snapshot']!,
    ),
    batch: operation('send', 'The changes between two sequence numbers (S4, S5).', events['batch']!),
    beat: operation(
      'send',
      'The connection is alive; the position the screen should have, and house time (S8, S11).',
      events['beat']!,
    ),
    farewell: operation('send', 'Why the server is closing the connection.', events['farewell']!),
    ask: operation('receive', 'Requests the changes since a position (S4).', events['ask']!, {
      reply: { channel, messages: [...events['batch']!, ...events['snapshot']!].map(inChannel) },
    }),
    ...commandOperations,
  },
  components: {
    schemas: jsonSchemas('draft-7'),
    securitySchemes: {
      ...Object.fromEntries(
        keyedDevices.map((device) => [
          device,
          {
            type: 'httpApiKey',
            in: 'cookie',
            name: cookieOf(device),
            description: `The access key of the device \`${device}\`.`,
          },
        ]),
      ),
      customer: { type: 'userPassword', description: 'The token of the customer’s page, sent as `token` in Hello.' },
    },
  },
}
