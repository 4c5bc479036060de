/** Origins compared as browsers mean them: scheme, host and port, whatever the spelling. */

/**
 * An origin in its one spelling: lower case, no default port, no dot at the end of the host. Null for anything else than
 * http and https, such as the `null` of a page without an origin.
 */
export function originIn(text: string): string | null {
  if (!URL.canParse(text)) return null
  const url = new URL(text)
  if (!/^https?:$/.test(url.protocol)) return null
  url.hostname = url.hostname.replace(/\.$/, '')
  return url.origin
}
