/** The socket side of the wire as an AsyncAPI 3.0 document, made from the contract's schemas. SYNC.md says how it behaves. */
import { cookieOf, keyedDoors } from '#server/access/keys.ts'
import { NAMESPACE } from '#contract/wire.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import {
  acceptedMessages,
  batchMessages,
  commandMessages,
  jsonSchemas,
  messageOf,
  saysOf,
  schemaRef,
  snapshotMessages,
  wireCommands,
} from './messages.ts'

type Node = Record<string, unknown>

const channel = { $ref: '#/channels/live' }
const inChannel = (name: string) => ({ $ref: `#/channels/live/messages/${name}` })

/** Messages by the Socket.IO event that carries them. */
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
    operation('receive', saysOf(name), [messageOf(name)], {
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
      'How screens are kept in step with a workshop: Socket.IO (protocol 5) on Engine.IO (protocol 4). Each message is the ' +
      'first argument of the Socket.IO event named as its title. The server sends, the screen receives, and the other way round for `receive`.',
  },
  defaultContentType: 'application/json',
  servers: {
    pitboard: {
      host: '{host}',
      pathname: '/socket.io/',
      protocol: 'ws',
      description: 'With TLS: wss.',
      variables: { host: { default: 'localhost:8080', description: 'Where Pitboard listens.' } },
      security: [...keyedDoors, 'customer'].map((door) => ({ $ref: `#/components/securitySchemes/${door}` })),
    },
  },
  channels: {
    live: {
      address: NAMESPACE,
      title: 'The Socket.IO namespace of all screens',
      description: 'Which room of it a screen is in is decided by the server alone, from its door (S12).',
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
      'The screen says which door it came by, and where it stands.',
      events['auth of the connection']!,
      {
        reply: { channel, messages: ['Welcome', 'Refusal'].map(inChannel) },
      },
    ),
    welcome: operation('send', 'The first message on a connection.', events['welcome']!),
    snapshot: operation('send', 'Everything the door sees; what was held is let go (S6).', events['snapshot']!),
    batch: operation('send', 'What has changed between two sequences (S4, S5).', events['batch']!),
    beat: operation(
      'send',
      'All is well; where the screen should be, and the house’s time (S8, S11).',
      events['beat']!,
    ),
    farewell: operation('send', 'Why the server is about to end the connection.', events['farewell']!),
    ask: operation('receive', 'Send me what I lack since here (S4).', events['ask']!, {
      reply: { channel, messages: [...events['batch']!, ...events['snapshot']!].map(inChannel) },
    }),
    ...commandOperations,
  },
  components: {
    schemas: jsonSchemas('draft-7'),
    securitySchemes: {
      ...Object.fromEntries(
        keyedDoors.map((door) => [
          door,
          { type: 'httpApiKey', in: 'cookie', name: cookieOf(door), description: `The key of the door \`${door}\`.` },
        ]),
      ),
      customer: { type: 'userPassword', description: 'The token of the customer’s page, as `token` of Hello.' },
    },
  },
}
