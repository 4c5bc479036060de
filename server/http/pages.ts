/** The screens' pages and assets, as built into `dist/`. */
import { fileURLToPath } from 'node:url'
import express, { Router, type Request, type Response } from 'express'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))

/** @param keepSession sets the session cookie, which the socket's handshake then carries */
export function pages(keepSession: (request: Request, response: Response) => string): Router {
  const router = Router()
  router.use('/assets', express.static(`${dist}assets`, { immutable: true, maxAge: '1y', fallthrough: false }))
  router.get(['/board', '/board/*screen'], (request, response) => {
    keepSession(request, response)
    fresh(response, 'board/index.html')
  })
  router.get('/pushes.js', (_, response) => fresh(response, 'pushes.js'))
  router.get(['/kiosk', '/t/:token'], (_, response) => fresh(response, 'kiosk/index.html'))
  return router
}

/** Revalidated on each load, so that a new version takes effect at once. */
function fresh(response: Response, file: string): void {
  response.set('Cache-Control', 'no-cache').sendFile(dist + file)
}
