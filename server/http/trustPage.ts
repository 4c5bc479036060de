/** How each kind of device trusts the workshop's own certificate authority. Open to all, as a certificate is public. */
import { X509Certificate } from 'node:crypto'
import { Router } from 'express'
import { trustPath } from '#contract/screens.ts'
import { languages, type Language } from '#contract/values.ts'
import { languageOf } from '#server/edge/admit.ts'
import { about } from '#words/languages.ts'
import { trustTexts } from '#words/texts.ts'

const file = `${trustPath}/pitboard.crt`
const devices = ['windows', 'mac', 'ios', 'android', 'firefox', 'linux'] as const
const forLinux = 'certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n Pitboard -i pitboard.crt'

/** @param authority its certificate as PEM; null: this server has none */
export function trustPage(authority: string | null): Router {
  const router = Router()
  const certificate = authority === null ? null : new X509Certificate(authority)
  router.get(trustPath, (request, response) => {
    const language = languageOf(String(request.query['lang'] ?? ''), request.get('Accept-Language'))
    response.type('html').send(page(language, certificate?.fingerprint256 ?? null))
  })
  if (certificate)
    router.get(file, (_, response) => void response.type('application/x-x509-ca-cert').send(certificate.toString()))
  return router
}

function page(language: Language, fingerprint: string | null): string {
  const t = trustTexts[language]
  const links = languages.map(
    (l) => `<a href="?lang=${l}" lang="${l}"${l === language ? ' aria-current="true"' : ''}>${about[l].name}</a>`,
  )
  const steps = devices.map((device) => {
    const { device: name, steps } = t[device]
    const command = device === 'linux' ? `<pre>${forLinux}</pre>` : ''
    return `<details><summary>${name}</summary><ol>${steps.map((step) => `<li>${step}</li>`).join('')}</ol>${command}</details>`
  })
  const body =
    fingerprint === null
      ? `<p>${t.none}</p>`
      : `<p>${t.why}</p><p><a class="download" href="${file}">${t.download}</a></p><p>${t.compare}</p><pre>${fingerprint.replaceAll(':', ':<wbr>')}</pre>${steps.join('')}`
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${t.title}</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/links.css"><main><h1>${t.title}</h1>${body}<nav>${links.join(' · ')}</nav></main></html>`
}
