/** The HTTP API as an OpenAPI 3.1 document, generated from the contract's schemas. Long because it lists every path, in one place. */
import { commandNames } from '#contract/commands/index.ts'
import { keyedDevices, cookieOf } from '#server/access/keys.ts'
import { figureNames, periodNames } from '#contract/figureNames.ts'
import { viewNames, languages } from '#contract/values.ts'
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

/** What each refusal status means. The code in the body is more precise. */
const refusals = {
  400: 'The request does not match the contract: `bad_payload`, `unknown_command`.',
  401: 'No valid access key, or no view named: `no_key`.',
  403: 'Not permitted: `not_allowed`, `wrong_origin`, `actor_required`.',
  404: 'Not found: `not_found`, `order_not_found`.',
  409: 'Refused by a rule of the workshop; the code names it.',
  410: 'The customer’s link has expired: `link_ended`.',
  413: 'The request is too large: `too_large`.',
  429: 'Rate limit exceeded: `too_many_requests`.',
  500: 'An unexpected error: `server_error`.',
  503: 'The database cannot be reached. Retry with the same command id: `database_unavailable`.',
} as const

const refused = (...statuses: (keyof typeof refusals)[]) =>
  Object.fromEntries(statuses.map((status) => [status, answer(refusals[status], schemaRef('Refusal'))]))
const atTheDoor = [401, 403, 410, 429, 500] as const

const viewAndLanguage = [{ $ref: '#/components/parameters/View' }, { $ref: '#/components/parameters/Language' }]
const security = [...keyedDevices.map((device) => ({ [device]: [] })), { customer: [] }]
const open = { security: [] }

const position: Node[] = [
  { name: 'epoch', in: 'query', required: true, schema: { type: 'string', maxLength: 64 } },
  { name: 'seq', in: 'query', required: true, schema: { type: 'integer', minimum: 0 } },
  { name: 'mark', in: 'query', required: true, schema: { type: 'string', maxLength: 64 } },
]

const query = (name: string, description: string, schema: Node, required = true): Node => ({
  ...{ name, in: 'query', required, description, schema },
})
const figuresPeriod = [
  query('period', 'The length of the period.', { type: 'string', enum: periodNames }),
  query(
    'day',
    'A day in the period, such as 2026-11-23. The default is today.',
    { type: 'string', format: 'date' },
    false,
  ),
]

const paths: Node = {
  '/api/commands': {
    post: {
      operationId: 'sendCommand',
      summary: 'Sends one command.',
      description: 'The same as the event `command` on the socket. Retries with the same id take effect once (S1).',
      parameters: viewAndLanguage,
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
      summary: 'Everything the view shows now.',
      parameters: viewAndLanguage,
      responses: { 200: answer('A snapshot.', anyOf(snapshotMessages)), ...refused(...atTheDoor, 404) },
    },
  },
  '/api/changes': {
    get: {
      operationId: 'readChanges',
      summary: 'The changes for the view since a position.',
      description: 'A batch, or a snapshot if the position can no longer be used (S6).',
      parameters: [...viewAndLanguage, ...position],
      responses: {
        200: answer('A batch or a snapshot.', anyOf({ ...batchMessages, ...snapshotMessages })),
        ...refused(400, ...atTheDoor, 404),
      },
    },
  },
  '/api/session': {
    get: {
      operationId: 'readSession',
      summary: 'Who is signed in at this browser, and which commands it may send.',
      description: 'With the view `staff`, the answer sets a session cookie if there is none yet.',
      parameters: viewAndLanguage,
      responses: { 200: answer('The session.', schemaRef('Session')), ...refused(...atTheDoor) },
    },
  },
  '/api/session/person': {
    put: {
      operationId: 'choosePerson',
      summary: 'Sets who is signed in at this browser. View: staff.',
      parameters: viewAndLanguage,
      requestBody: { required: true, content: json(schemaRef('PersonChoice')) },
      responses: { 200: answer('The session.', schemaRef('Session')), ...refused(400, ...atTheDoor, 409, 413) },
    },
  },
  '/api/sign-in': {
    post: {
      operationId: 'signInByPassword',
      summary: 'Signs a person in at their own browser, by e-mail and password.',
      description:
        'The answer sets the session cookie. After five wrong passwords each next one has to wait, longer each time.',
      ...open,
      requestBody: { required: true, content: json(schemaRef('PasswordSignIn')) },
      responses: { 200: answer('The session.', schemaRef('Session')), ...refused(400, 403, 413, 429, 503) },
    },
  },
  '/api/sign-in/pin': {
    post: {
      operationId: 'signInByPin',
      summary: 'Signs a person in at a shared device that is paired, by their PIN. View: staff.',
      description:
        'The answer sets the session cookie. After five wrong PINs each next one has to wait there, longer each time.',
      parameters: viewAndLanguage,
      requestBody: { required: true, content: json(schemaRef('PinSignIn')) },
      responses: { 200: answer('The session.', schemaRef('Session')), ...refused(400, ...atTheDoor, 409, 413) },
    },
  },
  '/api/sign-out': {
    post: {
      operationId: 'signOut',
      summary: 'Signs out who is signed in at this browser. View: staff.',
      parameters: viewAndLanguage,
      responses: { 200: answer('The session.', schemaRef('Session')), ...refused(...atTheDoor) },
    },
  },
  '/api/people/pin': {
    post: {
      operationId: 'setPin',
      summary: 'Gives a person a new PIN, and signs them out where they are. View: staff.',
      parameters: viewAndLanguage,
      requestBody: { required: true, content: json(schemaRef('NewPin')) },
      responses: { 200: answer('It is set.', schemaRef('SecretSet')), ...refused(400, ...atTheDoor, 409, 413) },
    },
  },
  '/api/people/password': {
    post: {
      operationId: 'setPassword',
      summary:
        'Gives a person an e-mail address and a password to sign in with, and signs them out where they are. View: staff.',
      parameters: viewAndLanguage,
      requestBody: { required: true, content: json(schemaRef('NewPassword')) },
      responses: { 200: answer('It is set.', schemaRef('SecretSet')), ...refused(400, ...atTheDoor, 409, 413) },
    },
  },
  '/api/pair': {
    post: {
      operationId: 'beginPairing',
      summary: 'A code for a screen that wants to be paired.',
      description:
        'Also sets the cookie by which the screen asks what has become of it. The code lives for ten minutes.',
      ...open,
      responses: { 200: answer('The code to show.', schemaRef('PairingBegun')), ...refused(403, 429) },
    },
    get: {
      operationId: 'readPairing',
      summary: 'Whether the screen has been paired. Ask every three seconds.',
      description: 'Once it has, the answer sets the cookie of the device.',
      ...open,
      responses: { 200: answer('What has become of it.', schemaRef('PairingState')), ...refused(403, 429, 503) },
    },
  },
  '/api/pair/find': {
    post: {
      operationId: 'findPairing',
      summary: 'The screen that shows a code, for `approveDevice`. View: staff.',
      description: 'After five wrong codes each next one has to wait, longer each time.',
      parameters: viewAndLanguage,
      requestBody: { required: true, content: json(schemaRef('PairingQuestion')) },
      responses: {
        200: answer('The screen.', schemaRef('PairingFound')),
        ...refused(400, ...atTheDoor, 409, 413),
      },
    },
  },
  '/api/device': {
    post: {
      operationId: 'reportDevice',
      summary: 'What a device says of itself, once a minute.',
      description: 'The answer may set a new token for the device.',
      parameters: viewAndLanguage,
      requestBody: { required: true, content: json(schemaRef('DeviceReport')) },
      responses: { 200: answer('Taken.', schemaRef('DeviceReported')), ...refused(400, ...atTheDoor, 413) },
    },
  },
  '/api/devices': {
    get: {
      operationId: 'readDevices',
      summary: 'What each device said last, now or at a time of the last day. View: staff.',
      parameters: [
        ...viewAndLanguage,
        query('at', 'Milliseconds since 1970, in real time. The default is now.', { type: 'integer' }, false),
      ],
      responses: { 200: answer('The reports.', schemaRef('DevicesSeen')), ...refused(400, ...atTheDoor) },
    },
  },
  '/api/orders/{id}/link': {
    get: {
      operationId: 'readLink',
      summary: 'The address of the customer’s page for an order. View: staff.',
      parameters: [
        ...viewAndLanguage,
        { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      ],
      responses: { 200: answer('The address.', schemaRef('PageLink')), ...refused(...atTheDoor, 404) },
    },
  },
  '/api/orders/{id}/promise': {
    get: {
      operationId: 'readPromise',
      summary: 'The earliest time that can honestly be promised for an open order (B5). View: staff.',
      description:
        'Simulates the whole shop as if the customer approved the order now, additional work included. ' +
        'If the work cannot be scheduled, there is no time and `why` gives the reasons.',
      parameters: [
        ...viewAndLanguage,
        { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
        {
          ...{ name: 'items', in: 'query', schema: { type: 'string' } },
          description: 'Further work from the price list: up to 20 ids, separated by commas.',
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
      summary: 'What a move on the day plan would do, before it is made (C2). View: staff.',
      description: 'Changes nothing. The answer lists what forbids the move or makes it wait.',
      parameters: viewAndLanguage,
      requestBody: { required: true, content: json(schemaRef('MoveQuestion')) },
      responses: {
        200: answer('What it would do, even if it cannot be made.', schemaRef('MoveAnswer')),
        ...refused(400, ...atTheDoor, 404, 409, 413),
      },
    },
  },
  '/api/figures': {
    get: {
      operationId: 'readFigures',
      summary: 'The figures of a day, week or month, beside the same part of the one before. View: staff.',
      parameters: [...viewAndLanguage, ...figuresPeriod],
      responses: { 200: answer('The figures.', schemaRef('Figures')), ...refused(400, ...atTheDoor, 404) },
    },
  },
  '/api/figures/orders': {
    get: {
      operationId: 'readFigureOrders',
      summary: 'The orders behind a number of the figures. View: staff.',
      parameters: [
        ...viewAndLanguage,
        ...figuresPeriod,
        query('before', 'Of the period before.', { type: 'string', enum: ['true', 'false'] }, false),
        query('figure', 'The figure.', { type: 'string', enum: figureNames }),
        query('cells', 'Its cells, separated by commas.', { type: 'string' }),
      ],
      responses: { 200: answer('The orders.', schemaRef('FigureOrders')), ...refused(400, ...atTheDoor, 404) },
    },
  },
  '/api/journal': {
    get: {
      operationId: 'readJournal',
      summary: 'The latest entries of the journal that fit, for managers. View: staff.',
      parameters: [
        ...viewAndLanguage,
        query('order', 'The number of an order.', { type: 'integer' }, false),
        query('person', 'Who sent the command.', { type: 'string', format: 'uuid' }, false),
        query('device', 'The paired screen it came from.', { type: 'string', format: 'uuid' }, false),
        query('day', 'A day of the workshop, such as 2026-11-23.', { type: 'string', format: 'date' }, false),
        query('command', 'The name of a command.', { type: 'string', enum: commandNames }, false),
        query('clock', 'Also what the clock did.', { type: 'string', enum: ['true', 'false'] }, false),
        query('before', 'Only entries before this sequence.', { type: 'integer' }, false),
      ],
      responses: {
        200: answer('The entries, the latest first.', schemaRef('JournalPage')),
        ...refused(400, ...atTheDoor),
      },
    },
  },
  '/api/journal/{seq}': {
    get: {
      operationId: 'readJournalEntry',
      summary: 'What one entry of the journal changed: its entities before and after, as staff see them. View: staff.',
      parameters: [...viewAndLanguage, { name: 'seq', in: 'path', required: true, schema: { type: 'integer' } }],
      responses: { 200: answer('Before and after.', schemaRef('JournalChange')), ...refused(...atTheDoor, 404) },
    },
  },
  '/api/kiosk/identify': {
    post: {
      operationId: 'identify',
      summary: 'Whether a car is known, and whose it is if the digits match. Views: kiosk, staff.',
      parameters: viewAndLanguage,
      requestBody: { required: true, content: json(schemaRef('IdentifyQuestion')) },
      responses: {
        200: answer('What the caller may know.', schemaRef('Identified')),
        ...refused(400, ...atTheDoor, 409, 413),
      },
    },
  },
  '/api/push-key': {
    get: {
      operationId: 'readPushKey',
      summary: 'The key a customer’s browser needs to subscribe to notices (Web Push). View: customer.',
      parameters: viewAndLanguage,
      responses: {
        200: answer('The key, or null if push is not set up.', schemaRef('PushKey')),
        ...refused(...atTheDoor),
      },
    },
  },
  '/api/wechat-login': {
    get: {
      operationId: 'readWechatLogin',
      summary: 'Where a customer’s browser goes to get notices on WeChat. View: customer.',
      parameters: viewAndLanguage,
      responses: { 200: answer('The address.', schemaRef('WechatLogin')), ...refused(...atTheDoor) },
    },
  },
  '/api/channels': {
    get: {
      operationId: 'readChannels',
      summary: 'Which channels to customers are set up. View: staff.',
      parameters: viewAndLanguage,
      responses: { 200: answer('The channels.', schemaRef('ChannelsSetUp')), ...refused(...atTheDoor) },
    },
  },
  '/api/channels/test': {
    post: {
      operationId: 'testChannel',
      summary: 'Sends one test message and returns the result. View: staff.',
      parameters: viewAndLanguage,
      requestBody: { required: true, content: json(schemaRef('ChannelTest')) },
      responses: {
        200: answer('The result, even if the message did not arrive.', schemaRef('ChannelTested')),
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
      summary: 'The same for the socket.',
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
      summary: 'Whether it is ready: the database answers and it is not stopping.',
      ...open,
      responses: { 200: text('`ready`, or `ready, but the database reports damaged data`'), 503: text('`not ready`') },
    },
  },
  '/metrics': {
    get: {
      operationId: 'readMetrics',
      summary: 'Metrics for Prometheus.',
      description: 'For programs on the same machine, or with `METRICS_TOKEN` as a bearer token.',
      ...open,
      responses: { 200: text('Prometheus text format.'), ...refused(401) },
    },
  },
}

export const openApi: Node = {
  openapi: '3.1.1',
  info: {
    title: 'Pitboard over HTTP',
    version: String(CONTRACT_VERSION),
    description:
      'Commands and reads of a workshop’s live board. Live updates come over the socket: see `/api/asyncapi.json`. ' +
      'A browser’s request must come from the server’s own pages (`Origin`); programs omit the header.',
  },
  servers: [{ url: '/' }],
  security,
  paths,
  components: {
    schemas: jsonSchemas('draft-2020-12'),
    parameters: {
      View: {
        name: 'X-Pitboard-View',
        in: 'header',
        required: true,
        description: 'The view to use, and so which cookie or token counts: one browser may hold several.',
        schema: { type: 'string', enum: viewNames },
      },
      Language: {
        name: 'X-Pitboard-Language',
        in: 'header',
        description: 'The language of messages in refusals. The default is `Accept-Language`, then English.',
        schema: { type: 'string', enum: languages },
      },
    },
    securitySchemes: {
      ...Object.fromEntries(
        keyedDevices.map((device) => [
          device,
          {
            type: 'apiKey',
            in: 'cookie',
            name: cookieOf(device),
            description: `The access key of the device \`${device}\`, as \`/open/${device}/<key>\` sets it.`,
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
