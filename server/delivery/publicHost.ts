/**
 * Web Push may only go to hosts on the public internet. Customers' browsers name the endpoint, and must not be able to
 * make this server call internal addresses (SSRF).
 */
import { lookup as find, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

const privateRanges = new BlockList()
for (const net of [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
  ...['192.168.0.0/16', '198.18.0.0/15', '224.0.0.0/4', '240.0.0.0/4'],
]) {
  const [address, bits] = net.split('/') as [string, string]
  privateRanges.addSubnet(address, Number(bits), 'ipv4')
}
for (const [address, bits] of [
  ...([
    ['::', 127],
    ['64:ff9b::', 96],
    ['fc00::', 7],
    ['fe80::', 10],
    ['ff00::', 8],
  ] as const),
] as const)
  privateRanges.addSubnet(address, bits, 'ipv6')

const isPublic = (address: string) => !privateRanges.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6')

/** Whether an address may be public; host names are checked when they are resolved. */
export function mayBePublic(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  return isIP(host) === 0 || isPublic(host)
}

/** A DNS lookup that returns public addresses only. */
export const lookupPublic: LookupFunction = (host, options, done) => {
  find(host, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) return done(error, '')
    const open = found.filter(({ address }) => isPublic(address))
    if (open.length === 0) return done(new Error('The push service is not on the public internet.'), '')
    if (options.all) done(null, open)
    else done(null, open[0]!.address, open[0]!.family)
  })
}
