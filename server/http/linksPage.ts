/** The start page at `/`, which lists the screens, and the links that turn an access key into a cookie. */
import { Router, type Request } from 'express'
import { pathOf, screens } from '#contract/screens.ts'
import { languages, type Language } from '#contract/values.ts'
import { about } from '#words/languages.ts'
import { linkTexts } from '#words/texts.ts'
import { cookieOf, isKeyedDevice, type Keyring } from '#server/access/keys.ts'
import { languageOf } from '#server/edge/admit.ts'
import { refusalOf } from '#server/edge/sentences.ts'
import type { WrongKeys } from '#server/edge/wrongKeys.ts'
import type { Cookies } from './cookies.ts'
import { latinFont } from './pages.ts'

interface Options {
  keyring: Keyring
  wrongKeys: WrongKeys
  addressOf: (request: Request) => string
  cookies: Cookies
}

export function linksPage({ keyring, wrongKeys, addressOf, cookies }: Options): Router {
  const router = Router()
  const css = latinFont().then((font) => font + style)
  router.get('/links.css', async (_, response) => void response.type('css').send(await css))
  router.get('/', (request, response) => {
    cookies.renew(request, response)
    const language = languageOf(String(request.query['lang'] ?? ''), request.get('Accept-Language'))
    response.type('html').send(page(language, ''))
  })
  router.get('/open/:device/:key', async (request, response) => {
    const { device, key } = request.params
    const language = languageOf(undefined, request.get('Accept-Language'))
    const no = (status: number, notice: string) =>
      void response.status(status).type('html').send(page(language, notice))
    const workshopId = isKeyedDevice(device) ? await keyring.workshopOf(device, key) : null
    if (!isKeyedDevice(device) || workshopId === null) {
      if (wrongKeys.areTooMany(addressOf(request))) return no(429, refusalOf('too_many_requests', language).message)
      return no(401, linkTexts[language].badKey)
    }
    cookies.set(request, response, cookieOf(device), key)
    // Redirect, so that the key does not stay in the address bar of a public screen.
    response.redirect(303, pathOf(device))
  })
  return router
}

function page(language: Language, notice: string): string {
  const t = linkTexts[language]
  const links = languages.map(
    (l) => `<a href="/?lang=${l}" lang="${l}"${l === language ? ' aria-current="true"' : ''}>${about[l].name}</a>`,
  )
  const rows = screens.map(
    ({ name, path }) => `<li><a href="${path}"><b>${t[name].name}</b><span>${t[name].does}</span></a></li>`,
  )
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Pitboard</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/links.css"><main><h1>Pitboard</h1>
${notice && `<p role="alert"><strong>${notice}</strong></p>`}<p>${t.intro}</p><ul>${rows.join('')}</ul><p>${t.keys}</p><nav>${links.join(' · ')}</nav></main></html>`
}

/** Served as a separate file, so that the content security policy needs no exception. */
const style = `body{margin:0;background:#f3f4f5;color:#15191c;font:18px/1.4 Inter,system-ui,sans-serif}
main{max-width:40rem;margin:4vh auto;padding:0 1.5rem}h1{font-size:2.6rem;letter-spacing:-.02em;margin:0}
ul{list-style:none;padding:0;margin:1.25rem 0;display:grid;gap:.625rem}li a{display:grid;gap:.1rem;padding:.75rem 1.25rem;background:#fff;border-radius:12px;color:inherit;text-decoration:none}
li a:hover,li a:focus-visible{outline:3px solid #1461b8}li span,p,nav{color:#56606a}nav a{color:inherit}nav a[aria-current]{color:#15191c;font-weight:650;text-decoration:none}strong{color:#c62a1b}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#fff;border-radius:12px;padding:.75rem 1.25rem}details pre{margin:0;padding-top:0}details{margin:.625rem 0;background:#fff;border-radius:12px}
summary{padding:.75rem 1.25rem;font-weight:650;cursor:pointer}ol{margin:0 1.25rem;padding:0 0 .75rem 1.25rem}.download{display:inline-block;padding:.75rem 1.25rem;border-radius:12px;background:#1461b8;color:#fff;font-weight:650;text-decoration:none}`
