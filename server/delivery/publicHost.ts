/**
 * Web Push may only go to other hosts on the public internet. Customers' browsers name the endpoint, and must not be able to
 * make this server call itself or internal addresses (SSRF).
 */
import { lookup as find, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { networkInterfaces } from 'node:os'

/** Ranges that are private, reserved, or stand for an IPv4 address that may be. */
const closed = {
  ipv4: [
    ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
    ...['192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'],
    ...['224.0.0.0/4', '240.0.0.0/4'],
  ],
  // Also ::a.b.c.d, NAT64 (RFC 6052, 8215), Teredo, ORCHID, documentation, 6to4, and site-local addresses.
  ipv6: [
    ...['::/96', '::ffff:0:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/32', '2001:10::/28'],
    ...['2001:20::/28', '2001:db8::/32', '2002::/16', '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10'],
    ...['ff00::/8'],
  ],
} as const

const privateRanges = new BlockList()
for (const kind of ['ipv4', 'ipv6'] as const)
  for (const net of closed[kind]) {
    const [address, bits] = net.split('/') as [string, string]
    privateRanges.addSubnet(address, Number(bits), kind)
  }

const kindOf = (address: string) => (isIP(address) === 4 ? 'ipv4' : 'ipv6')

/** Push services listen on these. Other ports belong to something else. */
const PORTS = ['', '443', '8443']

export interface PublicHosts {
  /** Whether an address may be that of a push service; host names are checked when they are resolved. */
  mayBePublic(url: string): boolean
  /** A DNS lookup that returns public addresses only. */
  lookup: LookupFunction
}

/** @param publicUrl the address of this server, if it is known @param ownAddresses the addresses of this machine */
export function publicHosts(publicUrl: string | null, ownAddresses = addressesOfMachine): PublicHosts {
  const ownHost = publicUrl === null ? null : new URL(publicUrl).hostname

  function isPublic(address: string): boolean {
    if (privateRanges.check(address, kindOf(address))) return false
    const own = new BlockList()
    for (const one of ownAddresses()) own.addAddress(one, kindOf(one))
    return !own.check(address, kindOf(address))
  }

  return {
    mayBePublic(url) {
      const { hostname, port } = new URL(url)
      const host = hostname.replace(/^\[|\]$/g, '')
      if (!PORTS.includes(port) || hostname.replace(/\.$/, '') === ownHost) return false
      return isIP(host) === 0 || isPublic(host)
    },
    lookup(host, options, done) {
      find(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
        if (error) return done(error, '')
        const open = found.filter(({ address }) => isPublic(address))
        if (open.length === 0) return done(new Error('The push service is not on the public internet.'), '')
        if (options.all) done(null, open)
        else done(null, open[0]!.address, open[0]!.family)
      })
    },
  }
}

const addressesOfMachine = (): string[] =>
  Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address) ?? [])
