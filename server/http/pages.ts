/** The screens' pages and assets, as built into `dist/`. */
import { fileURLToPath } from 'node:url'
import express, { Router, type Response } from 'express'
import type { Cookies } from './cookies.ts'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))

export function pages(cookies: Cookies): Router {
  const router = Router()
  router.use('/assets', express.static(`${dist}assets`, { immutable: true, maxAge: '1y', fallthrough: false }))
  router.get(['/board', '/board/*screen'], (request, response) => {
    cookies.keepSession(request, response)
    cookies.renew(request, response)
    fresh(response, 'board/index.html')
  })
  router.get('/pushes.js', (_, response) => fresh(response, 'pushes.js'))
  router.get('/kiosk', (request, response) => {
    cookies.renew(request, response)
    fresh(response, 'kiosk/index.html')
  })
  router.get('/t/:token', (_, response) => fresh(response, 'kiosk/index.html'))
  return router
}

/** Revalidated on each load, so that a new version takes effect at once. */
function fresh(response: Response, file: string): void {
  response.set('Cache-Control', 'no-cache').sendFile(dist + file)
}
