/** The screens' pages and what they load, as built into `dist/`. */
import { fileURLToPath } from 'node:url'
import express, { Router, type Request, type Response } from 'express'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))

/** @param keepSession gives the browser a session, for the socket to bring along */
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

/** Asked for anew each time, so that a new version is there at the next load. */
function fresh(response: Response, file: string): void {
  response.set('Cache-Control', 'no-cache').sendFile(dist + file)
}
