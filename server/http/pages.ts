/** The screens' pages and what they load, as built into `dist/`. */
import { fileURLToPath } from 'node:url'
import express, { Router, type Response } from 'express'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))

export function pages(): Router {
  const router = Router()
  router.use('/assets', express.static(`${dist}assets`, { immutable: true, maxAge: '1y', fallthrough: false }))
  router.get(['/board', '/board/*screen'], (_, response) => fresh(response, 'board/index.html'))
  router.get('/pushes.js', (_, response) => fresh(response, 'pushes.js'))
  router.get(['/kiosk', '/t/:token'], (_, response) => fresh(response, 'kiosk/index.html'))
  return router
}

/** Asked for anew each time, so that a new version is there at the next load. */
function fresh(response: Response, file: string): void {
  response.set('Cache-Control', 'no-cache').sendFile(dist + file)
}
