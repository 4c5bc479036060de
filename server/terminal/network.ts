/** The address under which the phones of customers can reach this server. */
import { networkInterfaces } from 'node:os'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname)

/** Networks inside this machine: those of containers and virtual machines, and addresses nobody gave out. */
const INNER = /^(docker|br-|veth|virbr|vmnet|vboxnet|lxc|podman|cni)/
const isInner = (name: string, address: string) => INNER.test(name) || address.startsWith('169.254.')

/** The address of this machine on a network, best one that other machines are on, too; null if it has none. */
export function networkAddress(interfaces = networkInterfaces()): string | null {
  const all = Object.entries(interfaces).flatMap(([name, list]) =>
    (list ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ address, isInner: isInner(name, address) })),
  )
  return (all.find((one) => !one.isInner) ?? all[0])?.address ?? null
}

/** A host that a link may name for what the server listens on: for all addresses, that of the network. */
export const shownHost = (host: string, address = networkAddress()): string =>
  isEverywhere(host) ? (address ?? 'localhost') : host

/** Whether a server that listens on it is reached at every address of this machine. */
export const isEverywhere = (host: string): boolean => host === '0.0.0.0' || host === '::'

/**
 * An origin without `localhost`: the network's address takes its place. Null if other machines cannot reach this server.
 * @param host what it listens on
 */
export function originForPhones(origin: string, host: string, address = networkAddress()): string | null {
  const url = new URL(origin)
  if (!isLoopback(url.hostname)) return origin
  if (isLoopback(host) || host === '::1' || address === null) return null
  url.hostname = address
  return url.origin
}
