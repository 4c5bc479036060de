/** What a start prints: the addresses of the screens, and at the first start their access links. */
import { pathOf, screens, type ScreenName } from '#contract/screens.ts'
import { isEverywhere, networkAddress } from './network.ts'
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

/** Where a new workshop is taken to be. */
export function placeLine(url: string, timeZone: string, country: string | null): string {
  const place = country === null ? 'no country is set' : `the country is ${nameOf.of(country)}`
  return `Its time zone is ${timeZone}, and ${place}. Change them under Workshop in the setup, ${url}${pathOf('setup')}.`
}

const nameOf = new Intl.DisplayNames('en', { type: 'region' })

/**
 * The addresses and purposes of the screens, with a warning if the network can reach them unprotected.
 * @param address of this machine on the network; null if it has none
 */
export function screenLines(url: string, host: string, isSafe: boolean, address = networkAddress()): string[] {
  const lines = [
    `Pitboard is ready: ${url}/`,
    ...screens.map(({ name, path }) => `  ${words[name].name.padEnd(14)} ${url}${path}  ${words[name].does}`),
  ]
  const called = new URL(url)
  // The address is PUBLIC_URL, and neither our own TLS nor a trusted proxy keeps what it promises.
  if (called.protocol === 'https:' && !isSafe)
    lines.push(
      'PUBLIC_URL is https, but this server has no certificate and trusts no proxy: set TRUST_PROXY=1 if one is in front, so that access keys stay with TLS.',
    )
  if (['127.0.0.1', '::1', 'localhost'].includes(host)) return lines
  if (isEverywhere(host) && called.hostname === address)
    lines.push(`On this machine it is also at ${called.protocol}//localhost:${called.port}/.`)
  if (called.hostname === (isEverywhere(host) ? address : host))
    lines.push(
      'Links and QR codes take the address a screen was opened with: set PUBLIC_URL to one that does not change, and they all take that.',
    )
  if (!isSafe)
    lines.push(
      `Listening on ${host} without TLS: anyone on this network can read the traffic, access keys included. Set TLS_CERT and TLS_KEY.`,
    )
  return lines
}
