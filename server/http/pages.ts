/** The screens' pages and assets, as built into `dist/`. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Router, type Response } from 'express'
import { pageOfDevice } from '#contract/devices.ts'
import type { Devices } from '#server/access/devices.ts'
import { assets } from './assets.ts'
import type { Cookies } from './cookies.ts'

const dist = fileURLToPath(new URL('../../dist/', import.meta.url))

/** @param frameAncestors origins whose pages may show what hangs on a wall in a frame: nothing can be touched there */
export function pages(cookies: Cookies, devices: Devices, frameAncestors: readonly string[]): Router {
  const router = Router()
  router.use('/assets', assets(`${dist}assets`))
  if (frameAncestors.length > 0)
    router.get(['/board/wall', '/board/lobby'], (_, response, next) => {
      const policy = String(response.get(POLICY)).replace(
        "frame-ancestors 'none'",
        `frame-ancestors ${frameAncestors.join(' ')}`,
      )
      response.set(POLICY, policy).removeHeader('X-Frame-Options')
      next()
    })
  router.get(['/board', '/board/*screen'], (request, response) => {
    cookies.keepSession(request, response)
    cookies.renew(request, response)
    return page(response, 'board/index.html')
  })
  // A paired screen goes on to its page, so that one address is enough to hang it up.
  router.get('/pair', async (request, response) => {
    const device = await devices.of(cookies.deviceTokenOf(request)).catch(() => null)
    if (device && !device.isRevoked) return response.redirect(303, pageOfDevice(device))
    return page(response, 'board/index.html')
  })
  router.get('/sign-in', (_, response) => page(response, 'board/index.html'))
  router.get('/pushes.js', (_, response) => fresh(response, 'pushes.js'))
  router.get('/kiosk', (request, response) => {
    cookies.renew(request, response)
    return page(response, 'kiosk/index.html')
  })
  router.get('/t/:token', (_, response) => page(response, 'kiosk/index.html'))
  return router
}

/** Revalidated on each load, so that a new version takes effect at once. */
function fresh(response: Response, file: string): void {
  response.set('Cache-Control', 'no-cache').sendFile(dist + file)
}

/** The style rule for the screens' own Latin font, for a page that is not built with them; empty while there are none. */
export async function latinFont(): Promise<string> {
  const files = await readdir(`${dist}assets`).catch(() => [])
  const file = files.find((name) => /^inter-latin-wght-normal-.*\.woff2$/.test(name))
  return file === undefined
    ? ''
    : `@font-face{font-family:Inter;font-weight:100 900;font-display:swap;src:url(/assets/${file}) format('woff2')}`
}

const inline = /<script>([^]*?)<\/script>/g
const POLICY = 'Content-Security-Policy'

/** A page runs the script that stands in it, allowed by its hash, and no other inline script. */
async function page(response: Response, file: string): Promise<void> {
  const html = await readFile(dist + file, 'utf8').catch(() => '')
  const hashes = Array.from(html.matchAll(inline), ([, script]) =>
    createHash('sha256').update(script!).digest('base64'),
  )
  const allowed = ["'self'", ...hashes.map((hash) => `'sha256-${hash}'`)].join(' ')
  response.set(POLICY, `${response.get(POLICY)};script-src ${allowed}`)
  fresh(response, file)
}
