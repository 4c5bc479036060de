/** A document that never changes while the server runs: encoded once, and not sent again to those who have it. */
import { createHash } from 'node:crypto'
import type { RequestHandler } from 'express'

export function document(content: object): RequestHandler {
  const body = Buffer.from(JSON.stringify(content))
  const tag = `"${createHash('sha256').update(body).digest('base64url')}"`
  // Express answers 304 if the request names the tag.
  return (_, response) => void response.type('json').set({ ETag: tag, 'Cache-Control': 'no-cache' }).send(body)
}
