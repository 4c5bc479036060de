/** What a start tells whoever started it: where the screens are, and at the first start the keys that open them. */
import { networkInterfaces } from 'node:os'
import { screens, type ScreenName } from '#contract/screens.ts'
import words from '#words/en/doors.ts'

/** A workshop's links, each with its key in it: to be shown once. */
export function linkLines(url: string, name: string, keys: { readonly [S in ScreenName]?: string }): string[] {
  return [
    `Keys of ${name}, shown only now. Open each link once on its screen:`,
    ...screens.flatMap(({ name: screen }) =>
      keys[screen] === undefined
        ? []
        : [`  ${words[screen].name.padEnd(14)} ${words[screen].does}`, `    ${url}/open/${screen}/${keys[screen]}`],
    ),
  ]
}

/**
 * The addresses of the screens, each with what it is for, and what it means that the network reaches them.
 * @param address of this machine on the network; null when it is on none
 */
export function screenLines(url: string, host: string, isSafe: boolean, address = networkAddress()): string[] {
  const lines = [
    `Pitboard is ready: ${url}/`,
    ...screens.map(({ name, path }) => `  ${words[name].name.padEnd(14)} ${url}${path}  ${words[name].does}`),
  ]
  if (['127.0.0.1', '::1', 'localhost'].includes(host)) return lines
  if (address !== null && new URL(url).hostname === 'localhost') {
    const elsewhere = url.replace('localhost', address)
    lines.push(`Other machines reach it at ${elsewhere}/; with PUBLIC_URL=${elsewhere} links and QR codes say so.`)
  }
  if (!isSafe)
    lines.push(
      `Listening on ${host} without TLS: whoever shares this network can read along, keys too. Set TLS_CERT and TLS_KEY.`,
    )
  return lines
}

/** The first address of this machine on a network; null when it is on none. */
function networkAddress(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? null
}
