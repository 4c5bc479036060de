/** The names a certificate is for, and those that the workshop's own authority may ever vouch for. */
import { BlockList, isIP } from 'node:net'

/** What a browser may call this server. */
export interface Names {
  /** Host names, in lower case. */
  hosts: string[]
  addresses: string[]
}

/** Ranges of addresses that mean something only in one network, as `[address, bits]`. */
export const ownNetworks = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['127.0.0.0', 8],
  ['fc00::', 7],
  ['fe80::', 10],
  ['::1', 128],
] as const

/** The top of names that mean something only in one network. */
export const ownDomains = ['localhost', 'local', 'lan', 'internal', 'home.arpa']

const own = new BlockList()
for (const [address, bits] of ownNetworks) own.addSubnet(address, bits, isIP(address) === 6 ? 'ipv6' : 'ipv4')

const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/

/** What is typed as a name, or the host of an address that is pasted; null if it is neither. */
export function nameIn(typed: string): string | null {
  const host = URL.canParse(typed) && /^https?:/i.test(typed) ? new URL(typed).hostname : typed
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  return isIP(name) > 0 || HOST.test(name) ? name : null
}

/** Sorts names into hosts and addresses, each once. */
export function namesOf(all: readonly string[]): Names {
  const once = [...new Set(all)]
  return { hosts: once.filter((name) => isIP(name) === 0), addresses: once.filter((name) => isIP(name) > 0) }
}

/** Names beyond the workshop's own network, which the authority must be made for. */
export function namesBeyond({ hosts, addresses }: Names): string[] {
  const isOwnHost = (host: string) => ownDomains.some((domain) => isBelow(host, domain))
  const isOwnAddress = (address: string) => own.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  return [...hosts.filter((host) => !isOwnHost(host)), ...addresses.filter((address) => !isOwnAddress(address))]
}

/** The names that neither lie in the workshop's own network nor below one of those the authority was made for. */
export function notCovered(names: Names, madeFor: readonly string[]): string[] {
  return namesBeyond(names).filter((name) =>
    isIP(name) > 0 ? !madeFor.includes(name) : !madeFor.some((domain) => isBelow(name, domain)),
  )
}

const isBelow = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`)
