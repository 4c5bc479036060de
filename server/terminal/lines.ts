/** What a start prints: the addresses of the screens, and at the first start their access links. */
import { screens, type ScreenName } from '#contract/screens.ts'
import { networkAddress } from './network.ts'
import words from '#words/en/links.ts'

/** A workshop's access links. They contain the keys, so they are shown only once. */
export function linkLines(url: string, name: string, keys: { readonly [S in ScreenName]?: string }): string[] {
  return [
    `Access links for ${name}, shown only this once. Open each one on its screen:`,
    ...screens.flatMap(({ name: screen }) =>
      keys[screen] === undefined
        ? []
        : [`  ${words[screen].name.padEnd(14)} ${words[screen].does}`, `    ${url}/open/${screen}/${keys[screen]}`],
    ),
  ]
}

/**
 * The addresses and purposes of the screens, with a warning if the network can reach them unprotected.
 * @param address of this machine on the network; null if it has none
 */
export function screenLines(url: string, host: string, isSafe: boolean, address = networkAddress()): string[] {
  const lines = [
    `Pitboard is ready: ${url}/`,
    ...screens.map(({ name, path }) => `  ${words[name].name.padEnd(14)} ${url}${path}  ${words[name].does}`),
  ]
  if (['127.0.0.1', '::1', 'localhost'].includes(host)) return lines
  if (address !== null && new URL(url).hostname === 'localhost') {
    const elsewhere = url.replace('localhost', address)
    lines.push(
      `Other machines reach it at ${elsewhere}/. Set PUBLIC_URL=${elsewhere} to use that address in links and QR codes.`,
    )
  }
  if (!isSafe)
    lines.push(
      `Listening on ${host} without TLS: anyone on this network can read the traffic, access keys included. Set TLS_CERT and TLS_KEY.`,
    )
  return lines
}
