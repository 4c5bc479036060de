/** The HTTP side of the wire as an OpenAPI 3.1 document, made from the contract's schemas. */
import { keyedDoors, cookieOf } from '#server/access/keys.ts'
import { doors, languages } from '#contract/values.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import {
  acceptedMessages,
  batchMessages,
  commandMessages,
  jsonSchemas,
  schemaRef,
  snapshotMessages,
} from './messages.ts'

type Node = Record<string, unknown>

const json = (schema: Node) => ({ 'application/json': { schema } })
const anyOf = (of: Record<string, unknown>) => ({ anyOf: Object.keys(of).map(schemaRef) })
const answer = (description: string, schema: Node) => ({ description, content: json(schema) })
const text = (description: string) => ({ description, content: { 'text/plain': { schema: { type: 'string' } } } })

/** What a status of a refusal means; the code in the body says more. */
const refusals = {
  400: 'Not what the contract says: `bad_payload`, `unknown_command`.',
  401: 'No valid key, or no door named: `no_key`.',
  403: 'Known, but not for this: `not_allowed`, `wrong_origin`, `actor_required`.',
  404: 'Not there: `not_found`, `order_not_found`.',
  409: 'Refused by a house rule; the code says which.',
  410: 'The customer’s link has ended: `link_ended`.',
  413: 'More than may be sent at once: `too_large`.',
  429: 'Too many tries in a short time: `too_many_requests`.',
  500: 'Something that should not happen: `server_error`.',
  503: 'The database is away; the same command id may be sent again: `database_unavailable`.',
} as const

const refused = (...statuses: (keyof typeof refusals)[]) =>
  Object.fromEntries(statuses.map((status) => [status, answer(refusals[status], schemaRef('Refusal'))]))
const atTheDoor = [401, 403, 410, 429, 500] as const

const doorAndLanguage = [{ $ref: '#/components/parameters/Door' }, { $ref: '#/components/parameters/Language' }]
const security = [...keyedDoors.map((door) => ({ [door]: [] })), { customer: [] }]
const open = { security: [] }

const position: Node[] = [
  { name: 'epoch', in: 'query', required: true, schema: { type: 'string', maxLength: 64 } },
  { name: 'seq', in: 'query', required: true, schema: { type: 'integer', minimum: 0 } },
]

const paths: Node = {
  '/api/commands': {
    post: {
      operationId: 'sendCommand',
      summary: 'Sends one command.',
      description: 'The same as the event `command` on the socket; sent again with the same id it has one effect (S1).',
      parameters: doorAndLanguage,
      requestBody: {
        required: true,
        content: json({
          oneOf: Object.keys(commandMessages).map(schemaRef),
        }),
      },
      responses: {
        200: answer('Accepted.', anyOf(acceptedMessages)),
        ...refused(400, ...atTheDoor, 404, 409, 413, 503),
      },
    },
  },
  '/api/state': {
    get: {
      operationId: 'readState',
      summary: 'Everything the door sees now.',
      parameters: doorAndLanguage,
      responses: { 200: answer('A snapshot.', anyOf(snapshotMessages)), ...refused(...atTheDoor, 404) },
    },
  },
  '/api/changes': {
    get: {
      operationId: 'readChanges',
      summary: 'What the door lacks since a position.',
      description: 'A batch, or a snapshot where the position is not known any more (S6).',
      parameters: [...doorAndLanguage, ...position],
      responses: {
        200: answer('A batch or a snapshot.', anyOf({ ...batchMessages, ...snapshotMessages })),
        ...refused(400, ...atTheDoor, 404),
      },
    },
  },
  '/api/session': {
    get: {
      operationId: 'readSession',
      summary: 'Who acts at this browser, and which commands it may send.',
      description: 'At the door `staff` the answer sets the cookie of a session where there is none yet.',
      parameters: doorAndLanguage,
      responses: { 200: answer('The session.', schemaRef('Session')), ...refused(...atTheDoor) },
    },
  },
  '/api/session/person': {
    put: {
      operationId: 'choosePerson',
      summary: 'Sets who acts at this browser from now on. Door: staff.',
      parameters: doorAndLanguage,
      requestBody: { required: true, content: json(schemaRef('PersonChoice')) },
      responses: { 200: answer('The session.', schemaRef('Session')), ...refused(400, ...atTheDoor, 409, 413) },
    },
  },
  '/api/orders/{id}/link': {
    get: {
      operationId: 'readLink',
      summary: 'The address of an order’s page for its customer. Door: staff.',
      parameters: [
        ...doorAndLanguage,
        { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      ],
      responses: { 200: answer('The address.', schemaRef('PageLink')), ...refused(...atTheDoor, 404) },
    },
  },
  '/api/orders/{id}/promise': {
    get: {
      operationId: 'readPromise',
      summary: 'The earliest time that can honestly be promised for a live order (B5). Door: staff.',
      description:
        'The whole shop run forward with the order in its queue as if the customer agreed now, with what he is still asked about. ' +
        'Where the work can never be done there is none, and `why` says why.',
      parameters: [
        ...doorAndLanguage,
        { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
        {
          ...{ name: 'items', in: 'query', schema: { type: 'string' } },
          description: 'Work of the price list besides: up to 20 ids, with commas in between.',
        },
      ],
      responses: {
        200: answer('The quote.', schemaRef('PromiseQuote')),
        ...refused(400, ...atTheDoor, 404, 409, 429),
      },
    },
  },
  '/api/plan/try': {
    post: {
      operationId: 'tryMove',
      summary: 'What a move on the day plan would do, before it is made (C2). Door: staff.',
      description: 'Changes nothing. What forbids the move, or makes it wait, stands among the hindrances.',
      parameters: doorAndLanguage,
      requestBody: { required: true, content: json(schemaRef('MoveQuestion')) },
      responses: {
        200: answer('What it would do, also when it cannot be made.', schemaRef('MoveAnswer')),
        ...refused(400, ...atTheDoor, 404, 409, 413),
      },
    },
  },
  '/api/kiosk/identify': {
    post: {
      operationId: 'identify',
      summary: 'Whether a car is known, and whose it is once the digits match. Doors: kiosk, staff.',
      parameters: doorAndLanguage,
      requestBody: { required: true, content: json(schemaRef('IdentifyQuestion')) },
      responses: { 200: answer('What may be told.', schemaRef('Identified')), ...refused(400, ...atTheDoor, 413) },
    },
  },
  '/api/push-key': {
    get: {
      operationId: 'readPushKey',
      summary: 'The key with which a customer’s browser asks for notices (Web Push). Door: customer.',
      parameters: doorAndLanguage,
      responses: { 200: answer('The key.', schemaRef('PushKey')), ...refused(...atTheDoor) },
    },
  },
  '/api/channels': {
    get: {
      operationId: 'readChannels',
      summary: 'Which ways to customers are set up. Door: staff.',
      parameters: doorAndLanguage,
      responses: { 200: answer('The ways.', schemaRef('ChannelsSetUp')), ...refused(...atTheDoor) },
    },
  },
  '/api/channels/test': {
    post: {
      operationId: 'testChannel',
      summary: 'Sends one test message and says what came of it. Door: staff.',
      parameters: doorAndLanguage,
      requestBody: { required: true, content: json(schemaRef('ChannelTest')) },
      responses: {
        200: answer('What came of it, also when it did not arrive.', schemaRef('ChannelTested')),
        ...refused(400, ...atTheDoor, 413, 429),
      },
    },
  },
  '/api/openapi.json': {
    get: {
      operationId: 'readOpenApi',
      summary: 'This document.',
      ...open,
      responses: { 200: answer('OpenAPI 3.1.', { type: 'object' }) },
    },
  },
  '/api/asyncapi.json': {
    get: {
      operationId: 'readAsyncApi',
      summary: 'The same of the socket.',
      ...open,
      responses: { 200: answer('AsyncAPI 3.0.', { type: 'object' }) },
    },
  },
  '/healthz': {
    get: {
      operationId: 'readHealth',
      summary: 'Whether the process answers.',
      ...open,
      responses: { 200: text('`ok`') },
    },
  },
  '/readyz': {
    get: {
      operationId: 'readReadiness',
      summary: 'Whether it can serve: the database answers and it is not stopping.',
      ...open,
      responses: { 200: text('`ready`'), 503: text('`not ready`') },
    },
  },
  '/metrics': {
    get: {
      operationId: 'readMetrics',
      summary: 'Counts and times for Prometheus.',
      ...open,
      responses: { 200: text('Prometheus text format.') },
    },
  },
}

export const openApi: Node = {
  openapi: '3.1.1',
  info: {
    title: 'Pitboard over HTTP',
    version: String(CONTRACT_VERSION),
    description:
      'Commands and reads of a workshop’s live board. The living picture comes over the socket: see `/api/asyncapi.json`. ' +
      'A browser’s request must come from the server’s own pages (`Origin`); programs leave the header out.',
  },
  servers: [{ url: '/' }],
  security,
  paths,
  components: {
    schemas: jsonSchemas('draft-2020-12'),
    parameters: {
      Door: {
        name: 'X-Pitboard-Door',
        in: 'header',
        required: true,
        description: 'The door whose cookie or token counts: one browser may hold several.',
        schema: { type: 'string', enum: doors },
      },
      Language: {
        name: 'X-Pitboard-Language',
        in: 'header',
        description: 'The language of sentences in refusals; without it `Accept-Language` counts, then English.',
        schema: { type: 'string', enum: languages },
      },
    },
    securitySchemes: {
      ...Object.fromEntries(
        keyedDoors.map((door) => [
          door,
          {
            type: 'apiKey',
            in: 'cookie',
            name: cookieOf(door),
            description: `The key of the door \`${door}\`, as \`/open/${door}/<key>\` sets it.`,
          },
        ]),
      ),
      customer: {
        type: 'http',
        scheme: 'bearer',
        description: 'The token of the customer’s page: the last part of its address.',
      },
    },
  },
}
