/** A node's port: pages, reads and commands over HTTP, and the screens' sockets. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createDoorkeeper } from './edge/admit.ts'
import { foreignPages } from './edge/foreignPages.ts'
import { createGuesses } from './edge/guesses.ts'
import { originIn } from './edge/origin.ts'
import { COMMANDS_PER_SECOND, createRates } from './edge/rates.ts'
import { createReceiver } from './edge/receive.ts'
import { createSharedLimits } from './edge/sharedLimits.ts'
import { createWrongKeys } from './edge/wrongKeys.ts'
import { api } from './http/api.ts'
import { linksPage } from './http/linksPage.ts'
import { cookiesBy } from './http/cookies.ts'
import { notFound, onError } from './http/failures.ts'
import { createMetrics } from './http/metrics.ts'
import { metricsRead } from './http/metricsRead.ts'
import { pages } from './http/pages.ts'
import { probes } from './http/probes.ts'
import { reachedBy } from './http/reached.ts'
import { receipts } from './http/receipts.ts'
import { trustPage } from './http/trustPage.ts'
import { safeHeaders } from './http/safeHeaders.ts'
import { untoldProxy } from './http/untoldProxy.ts'
import { wechatReturn } from './http/wechatReturn.ts'
import type { Node } from './node.ts'
import { createIdentify } from './read/identify.ts'
import { openLive } from './socket/live.ts'
import { openSockets } from './socket/open.ts'

/** Pending connections: all screens of a workshop reconnect at once, and a refused one retries only after a second. */
const BACKLOG = 4096

/** PEM texts. */
interface TlsTexts {
  cert: string
  key: string
}

export interface WebOptions {
  host: string
  /** The host in the address that `listen` returns, if not that. */
  shownHost?: string
  /** 0 = any free port. */
  port: number
  /** The server's public address: for links and QR codes. */
  publicUrl?: string | null
  /** An origin as customers' phones reach it, for links and QR codes without a public address. */
  forPhones?: (origin: string) => string
  /** Trust X-Forwarded-* from this many proxies in front, or from proxies with these addresses. */
  trustProxy?: false | number | string[]
  tls?: TlsTexts | null
  /** The demo: this workshop can be opened without access keys. Loopback only. */
  openTo?: string | null
  /** Origins whose pages may show wall and lobby in a frame. */
  frameAncestors?: string[]
  /** The certificate of the workshop's own authority, as PEM, for devices to trust. */
  authority?: string | null
  /** Who may read the metrics from elsewhere; null: nobody. */
  metricsToken?: string | null
  commandsPerSecond?: number
  readsPerSecond?: number
  wrongKeysPerSecond?: number
  /** How often customers' open pages are checked for expired links (real ms). */
  checkLinksEvery?: number
  /** Monotonic time for the limits (ms). */
  monotonic?: () => number
}

export interface Web {
  /**
   * Opens the port and returns the address of the screens.
   * @throws the system's error, with its code, if the port cannot be opened
   */
  listen(): Promise<string>
  /** The port it listens on. */
  readonly port: number
  /** From now on, new connections get this certificate. */
  useTls(pair: TlsTexts): void
  /** Says goodbye to all screens; the node reports itself as not ready from now on. */
  farewell(): void
  close(): Promise<void>
}

export function createWeb(node: Node, options: WebOptions): Web {
  const { publicUrl = null, trustProxy = false, tls = null, openTo = null, host, port, shownHost = host } = options
  const { forPhones = (origin: string) => origin } = options
  const { monotonic = () => performance.now(), commandsPerSecond = COMMANDS_PER_SECOND } = options
  const { log, bus, fanout, keyring, devices, links, sessions, writer, time } = node
  const { sql } = node.database
  const publicOrigin = publicUrl === null ? null : originIn(publicUrl)
  const limits = { commandsPerSecond, monotonic }
  let stopping = false

  const app = express()
  app.set('trust proxy', trustProxy)
  app.disable('x-powered-by')
  const tlsServer = tls && createTlsServer(tls, app)
  const server = tlsServer ?? createServer(app)
  const { addressOf, isSecure, calledOrigin, originOf } = reachedBy(app, { publicUrl, tls, forPhones })
  const cookies = cookiesBy(isSecure, devices)
  const metrics = createMetrics(() => fanout.screens)
  const sharedLimits = createSharedLimits({ tell: (counts) => fanout.announceCounts(counts), monotonic })
  bus.on('counted', sharedLimits.heard)
  const guesses = createGuesses(sharedLimits)
  const identify = createIdentify(sql)
  const receiver = createReceiver({
    writer,
    links,
    sessions,
    guesses,
    knowsPlate: identify.knows,
    log,
    observed: metrics.observed,
  })
  const wrongKeys = createWrongKeys(options.wrongKeysPerSecond, monotonic)
  const rates = createRates(sharedLimits, commandsPerSecond)
  const doorkeeper = createDoorkeeper({
    ...{
      keyring,
      devices,
      sessions,
      isSecure,
      links,
      now: time.now,
      openTo,
      publicOrigin,
      calledOrigin,
      wrongKeys,
      addressOf,
    },
    sawForeign: foreignPages(log, monotonic),
  })

  if (trustProxy === false) app.use(untoldProxy(log))
  app.use(safeHeaders)
  app.use(probes({ sql, longestWait: writer.longestWait, isStopping: () => stopping, isDamaged: node.isDamaged }))
  app.use(metricsRead(metrics, options.metricsToken ?? null, monotonic))
  const served = { ...node, receiver, rates, doorkeeper, guesses, originOf, cookies, identify }
  const { readsPerSecond } = options
  app.use('/api', receipts({ receiptTaker: node.receiptTaker, originOf, monotonic }))
  app.use('/api', api({ ...served, ...limits, ...(readsPerSecond !== undefined && { readsPerSecond }) }))
  app.use(linksPage({ keyring, wrongKeys, addressOf, cookies }))
  app.use(trustPage(options.authority ?? null))
  app.use(wechatReturn({ wechatLogin: node.wechatLogin, links, monotonic }))
  app.use(pages(cookies, devices, options.frameAncestors ?? []))
  app.use(notFound)
  app.use(onError(log))

  const { io, strangers } = openSockets(server, addressOf)
  const { checkLinksEvery } = options
  const live = openLive({
    ...{ io, strangers, devices, fanout, receiver, rates, doorkeeper, addressOf, originOf, time, log },
    ...limits,
    ...(checkLinksEvery !== undefined && { checkLinksEvery }),
  })
  bus.on('keysReplaced', live.dropKeyed)
  bus.on('committed', live.followDevices)
  bus.on('read', live.followDevices)

  return {
    async listen() {
      server.listen({ port, host, backlog: BACKLOG })
      await once(server, 'listening')
      return publicOrigin ?? addressAt(shownHost, (server.address() as AddressInfo).port, tls !== null)
    },
    get port() {
      return (server.address() as AddressInfo).port
    },
    useTls: (pair) => tlsServer?.setSecureContext(pair),
    farewell() {
      stopping = true
      live.farewell()
      live.stop()
    },
    close: () => io.close(),
  }
}

function addressAt(host: string, port: number, isSecure: boolean): string {
  return `${isSecure ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`
}
