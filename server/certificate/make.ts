/** Makes the certificate, and the authority if there is none; writes both below DATA_DIR. */
import { X509Certificate } from 'node:crypto'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { Config } from '#server/terminal/config.ts'
import { networkAddress } from '#server/terminal/network.ts'
import { StartError } from '#server/terminal/startError.ts'
import { trustPath } from '#contract/screens.ts'
import { certificatesIn } from '#server/terminal/trust.ts'
import { madeFor, newAuthority, newServerCertificate } from './authority.ts'
import { readAuthority, writeAuthority, writeServer } from './files.ts'
import { nameIn, namesOf, notCovered } from './names.ts'

/** What was asked for. */
export interface Asked {
  /** Names and addresses besides those of this machine. */
  typed: string[]
  /** A new authority, even if there is one. */
  anew: boolean
}

/**
 * Returns what to print.
 * @throws StartError if a name is none, or the authority may not vouch for it, or the folder cannot be written
 */
export function makeCertificate(
  { typed, anew }: Asked,
  { dataDir, publicUrl, port }: Pick<Config, 'dataDir' | 'publicUrl' | 'port'>,
): string[] {
  const folder = certificatesIn(dataDir)
  const wanted = [...(publicUrl === null ? [] : [publicUrl]), ...typed].map(nameOrError)
  const kept = anew ? null : readAuthority(folder)
  const beyond = kept ? notCovered(namesOf(wanted), madeFor(kept.cert)) : []
  if (beyond.length > 0)
    throw new StartError(
      `The authority in ${folder} may not vouch for ${beyond.join(', ')}, outside this network. To begin again: npm run certificate -- ${[...typed, '--new-authority'].join(' ')}. Every device must then trust the new one.`,
    )
  const own = ofThisMachine()
  // A machine that moves to another network keeps its authority, and goes without the names it cannot vouch for.
  const outside = kept ? notCovered(namesOf(own), madeFor(kept.cert)) : []
  const names = namesOf([...wanted, ...own.filter((name) => !outside.includes(name))])
  const authority = kept ?? newAuthority(names, Date.now())
  if (!kept) writeAuthority(folder, authority)
  const server = newServerCertificate(authority, names, Date.now())
  const paths = writeServer(folder, server)
  const { validToDate } = new X509Certificate(server.cert)
  const address = names.addresses.find((one) => one === networkAddress()) ?? names.hosts[0] ?? 'localhost'
  return [
    `Certificate for ${[...names.hosts, ...names.addresses].join(', ')}, until ${validToDate.toISOString().slice(0, 10)}.`,
    'Serve with it:',
    `  HOST=0.0.0.0 TLS_CERT=${paths.cert} TLS_KEY=${paths.key} npm start`,
    kept
      ? 'Devices that trust the authority already need nothing new.'
      : `Each device must trust the authority once: open https://${address}:${port}${trustPath} on it, which says how.`,
    `The authority's fingerprint: ${new X509Certificate(authority.cert).fingerprint256}`,
    `Keep ${join(folder, 'authority.key')} to yourself: with it, others could pretend to be this server.`,
  ]
}

function nameOrError(typed: string): string {
  const name = nameIn(typed)
  if (name === null) throw new StartError(`${typed} is neither a name nor an address.`)
  return name
}

function ofThisMachine(): string[] {
  const host = nameIn(hostname())
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    // An address of IPv6 with a zone is no name that a browser can use.
    .filter(({ internal, address, family }) => !internal && (family === 'IPv4' || !address.startsWith('fe80:')))
    .map(({ address }) => address)
  const called = host === null || host === 'localhost' ? [] : host.includes('.') ? [host] : [host, `${host}.local`]
  return ['localhost', ...called, '127.0.0.1', '::1', ...addresses]
}
