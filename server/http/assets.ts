/** The scripts, styles and fonts of the screens, compressed when they were built (see board/page/compressed.ts). */
import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import express, { Router } from 'express'

/** Best first: all browsers take both over TLS, over plain HTTP only the second. */
const encodings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

/** @param folder whose files never change under one name */
export function assets(folder: string): Router {
  const router = Router()
  router.use((request, response, next) => {
    const type = extname(request.path)
    if (!['.js', '.css', '.svg'].includes(type)) return next()
    response.vary('Accept-Encoding')
    for (const [encoding, ending] of encodings) {
      if (!request.acceptsEncodings(encoding) || !existsSync(folder + request.path + ending)) continue
      response.type(type).set('Content-Encoding', encoding)
      request.url = request.path + ending
      break
    }
    next()
  })
  router.use(express.static(folder, { immutable: true, maxAge: '1y', fallthrough: false }))
  return router
}
