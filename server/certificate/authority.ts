/**
 * The workshop's own certificate authority, and the server's certificate under it. Node makes keys but no certificates;
 * node-forge writes them.
 */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { isIP } from 'node:net'
import forge from 'node-forge'
import { namesBeyond, ownDomains, ownNetworks, type Names } from './names.ts'

/** PEM texts. */
export interface Pair {
  cert: string
  key: string
}

const DAY = 86_400_000
const AUTHORITY_DAYS = 3650
/** Apple's devices take no longer one, even from an authority that was added by hand. */
export const SERVER_DAYS = 820

const { asn1, pki } = forge
/** Missing from its types. */
const { bytesFromIP, bytesToIP } = forge.util as unknown as {
  bytesFromIP(address: string): string
  bytesToIP(bytes: string): string
}

/**
 * An authority that can vouch for names in the workshop's own network, and for those given here. A thief who has its key cannot
 * pretend to be a bank.
 * @param now milliseconds since 1970
 */
export function newAuthority(names: Names, now: number): Pair {
  const beyond = namesBeyond(names)
  const { key, publicKey, privateKey } = newKeys()
  const certificate = newCertificate(publicKey, now, AUTHORITY_DAYS)
  // Two authorities of the same name confuse devices that trust both.
  const subject = [{ name: 'commonName', value: `Pitboard authority ${randomBytes(3).toString('hex')}` }]
  certificate.setSubject(subject)
  certificate.setIssuer(subject)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', keyCertSign: true, critical: true },
    { id: NAME_CONSTRAINTS, critical: true, value: nameConstraints(beyond) },
    { name: 'subjectKeyIdentifier' },
  ])
  certificate.sign(privateKey, forge.md.sha256.create())
  return { cert: pki.certificateToPem(certificate), key }
}

/** @param now milliseconds since 1970 */
export function newServerCertificate(authority: Pair, { hosts, addresses }: Names, now: number): Pair {
  const issuer = pki.certificateFromPem(authority.cert)
  const { key, publicKey } = newKeys()
  const certificate = newCertificate(publicKey, now, SERVER_DAYS)
  certificate.setSubject([{ name: 'commonName', value: hosts[0] ?? addresses[0] ?? 'Pitboard' }])
  certificate.setIssuer(issuer.subject.attributes)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    {
      name: 'subjectAltName',
      altNames: [...hosts.map((value) => ({ type: DNS, value })), ...addresses.map((ip) => ({ type: ADDRESS, ip }))],
    },
    { name: 'subjectKeyIdentifier' },
    {
      name: 'authorityKeyIdentifier',
      keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes(),
    },
  ])
  certificate.sign(pki.privateKeyFromPem(authority.key), forge.md.sha256.create())
  return { cert: pki.certificateToPem(certificate), key }
}

/** The names beyond the workshop's network that an authority was made for. */
export function madeFor(cert: string): string[] {
  const extension = pki.certificateFromPem(cert).getExtension({ id: NAME_CONSTRAINTS } as never) as { value: string }
  const permitted = childrenOf(childrenOf(asn1.fromDer(extension.value))[0])
  const names = permitted.flatMap((subtree) => {
    const { type, value } = childrenOf(subtree)[0]!
    const bytes = value as string
    if ((type as number) === DNS) return ownDomains.includes(bytes) ? [] : [bytes]
    const half = bytes.length / 2
    const isOne = [...bytes.slice(half)].every((byte) => byte === '\u{ff}')
    return isOne && bytes.length > 0 ? [bytesToIP(bytes.slice(0, half))] : []
  })
  return names.filter((name) => !ownNetworks.some(([address]) => address === name))
}

const childrenOf = (node: forge.asn1.Asn1 | undefined) => (node?.value ?? []) as forge.asn1.Asn1[]

const NAME_CONSTRAINTS = '2.5.29.30'
/** Kinds of names in a certificate (RFC 5280, GeneralName). */
const DNS = 2
const ADDRESS = 7

/** RFC 5280, 4.2.1.10: the subtrees of names that are permitted. */
function nameConstraints(beyond: readonly string[]): string {
  const hosts = [...ownDomains, ...beyond.filter((name) => isIP(name) === 0)]
  const networks = [
    ...ownNetworks,
    ...beyond.filter((name) => isIP(name) > 0).map((ip) => [ip, isIP(ip) === 6 ? 128 : 32] as const),
  ]
  const { UNIVERSAL, CONTEXT_SPECIFIC } = asn1.Class
  const subtree = (type: number, value: string) =>
    asn1.create(UNIVERSAL, asn1.Type.SEQUENCE, true, [asn1.create(CONTEXT_SPECIFIC, type, false, value)])
  const permitted = asn1.create(CONTEXT_SPECIFIC, 0, true, [
    ...hosts.map((host) => subtree(DNS, host)),
    ...networks.map(([address, bits]) => subtree(ADDRESS, bytesFromIP(address) + maskOf(address, bits))),
  ])
  return asn1.toDer(asn1.create(UNIVERSAL, asn1.Type.SEQUENCE, true, [permitted])).getBytes()
}

function maskOf(address: string, bits: number): string {
  const length = isIP(address) === 6 ? 16 : 4
  return Array.from({ length }, (_, at) => {
    const set = Math.min(8, Math.max(0, bits - at * 8))
    return String.fromCharCode((0xff << (8 - set)) & 0xff)
  }).join('')
}

function newKeys() {
  // RSA: televisions and old tablets know nothing newer.
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  const forged = pki.privateKeyFromPem(key)
  return { key, privateKey: forged, publicKey: pki.setRsaPublicKey(forged.n, forged.e) }
}

function newCertificate(publicKey: forge.pki.rsa.PublicKey, now: number, days: number): forge.pki.Certificate {
  const certificate = pki.createCertificate()
  certificate.publicKey = publicKey
  // Positive, as a serial number must be.
  certificate.serialNumber = `01${randomBytes(15).toString('hex')}`
  // A device whose clock is a little slow takes it, too.
  certificate.validity.notBefore = new Date(now - DAY)
  certificate.validity.notAfter = new Date(now + days * DAY)
  return certificate
}
