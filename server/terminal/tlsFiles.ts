/** The certificate and its key: read at the start, and again when their files change, as certificates are renewed every few weeks. */
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { Logger } from 'pino'

/** PEM texts. */
export interface TlsPair {
  cert: string
  key: string
}

/** The paths of the two. */
export type TlsFiles = Record<keyof TlsPair, string>

export function isUsable(pair: TlsPair): boolean {
  try {
    createSecureContext(pair)
    return true
  } catch {
    return false
  }
}

const DAY = 86_400_000
/** From this many days before its end on, the log says every day that the certificate must be renewed. */
const LAST_DAYS = 30

/** Whole days until a certificate ends; null while there are more than thirty. @param now milliseconds since 1970 */
export function daysLeft(cert: string, now: number): number | null {
  const days = Math.floor((new X509Certificate(cert).validToDate.getTime() - now) / DAY)
  return days > LAST_DAYS ? null : days
}

/** How often the files are looked at, in milliseconds. */
const EVERY = 10_000

/**
 * Hands on each new pair. While only one of the two files has been replaced, or one cannot be read, the old pair stays.
 * @returns looks at once, or stops looking
 */
export function followTls(
  files: TlsFiles,
  inUse: TlsPair,
  use: (pair: TlsPair) => void,
  log: Logger,
  every = EVERY,
): { look(): void; stop(): void } {
  let known = inUse
  let told = ''
  let warned = 0
  function warnOfTheEnd(): void {
    const now = Date.now()
    const days = daysLeft(known.cert, now)
    if (days === null || now - warned < DAY) return
    warned = now
    log.warn(
      `The certificate in TLS_CERT ${days < 0 ? 'has ended' : `ends in ${days} days`}: renew it, or screens cannot connect`,
    )
  }
  function look(): void {
    warnOfTheEnd()
    const found = read(files)
    if (found && found.cert === known.cert && found.key === known.key) return
    if (found && isUsable(found)) {
      known = found
      told = ''
      use(found)
      log.info('TLS_CERT and TLS_KEY have changed; new connections use them')
      return
    }
    const reason = found ? 'they do not match' : 'they cannot be read'
    if (told !== reason) log.warn(`TLS_CERT and TLS_KEY have changed, but ${reason}; the old ones stay in use`)
    told = reason
  }
  warnOfTheEnd()
  const timer = setInterval(look, every).unref()
  return { look, stop: () => clearInterval(timer) }
}

function read({ cert, key }: TlsFiles): TlsPair | null {
  try {
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  } catch {
    return null
  }
}
