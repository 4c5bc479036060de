/** Administrative commands for anyone who can read the data folder: on loopback, with the token stored there. */
import { createHash, timingSafeEqual } from 'node:crypto'
import express, { type ErrorRequestHandler, type Router } from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { Database } from '#db/database.ts'
import type { Fanout } from '#server/fanout/fanout.ts'
import type { Config } from '#server/terminal/config.ts'
import type { Writer } from '#server/write/write.ts'

/** What a command needs from a running server. */
interface Running {
  url: string
  now(): number
  writer: Writer
  fanout: Pick<Fanout, 'announceKeys' | 'announcePeople'>
}

export interface AdminDeps {
  database: Database
  config: Config
  log: Logger
  /** The running server; null if the command runs without one. */
  app: Running | null
}

/** The result, in lines for the terminal. */
export const adminAnswer = z.object({ ok: z.boolean(), lines: z.array(z.string()) })
export type AdminAnswer = z.infer<typeof adminAnswer>

/** Validates `args` itself. Refusals are answers; exceptions are bugs or outages. */
export type AdminCommand = (args: unknown, deps: AdminDeps) => Promise<AdminAnswer>

/** By name, such as `new-keys`. */
export type AdminCommands = Readonly<Record<string, AdminCommand>>

/** `POST /admin/<command>` with the arguments as JSON; 401 without the token, 404 for an unknown command. */
export function adminRouter(token: string, commands: AdminCommands, deps: AdminDeps): Router {
  const router = express.Router()
  router.use((request, response, next) => {
    const isLocal = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')
    if (isLocal && isSame(request.get('authorization') ?? '', `Bearer ${token}`)) return next()
    response.status(401).json({ ok: false, lines: ['Not allowed.'] } satisfies AdminAnswer)
  })
  router.get('/admin', (_request, response) => void response.json({ ok: true, lines: [] } satisfies AdminAnswer))
  router.post('/admin/:command', express.json({ limit: '32mb' }), async (request, response) => {
    const name = request.params.command
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (!command) return void response.status(404).json({ ok: false, lines: [`Unknown command ${name}.`] })
    try {
      response.json(await command(request.body, deps))
    } catch (error) {
      deps.log.error({ err: error, command: name }, 'administrative command failed')
      response.status(500).json({ ok: false, lines: ['The command failed; see the server’s log.'] })
    }
  })
  const unreadable: ErrorRequestHandler = (_error, _request, response, next) => {
    if (response.headersSent) return next()
    response.status(400).json({ ok: false, lines: ['The arguments are not JSON.'] } satisfies AdminAnswer)
  }
  router.use(unreadable)
  return router
}

/** Compares in constant time, whatever the lengths. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}
