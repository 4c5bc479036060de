/** The port while the data are brought up to a new version: health says so, pages say so, and screens try again by themselves. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import express, { type Express } from 'express'
import { languages } from '#contract/values.ts'
import { linkTexts } from '#words/texts.ts'
import { languageAsked } from './api.ts'
import { no } from './refused.ts'
import { safeHeaders } from './safeHeaders.ts'

interface Options {
  host: string
  port: number
  /** PEM texts. */
  tls: { cert: string; key: string } | null
}

/** Seconds after which a page or a program asks again. */
const AGAIN = 3

/**
 * Answers until the returned function is called, which frees the port.
 * @throws the system's error, with its code, if the port cannot be opened
 */
export async function answerWhileUpdating({ host, port, tls }: Options): Promise<() => Promise<void>> {
  const server = tls ? createTlsServer(tls, answers()) : createServer(answers())
  server.listen({ host, port })
  await once(server, 'listening')
  return async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
}

function answers(): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use(safeHeaders)
  app.use((_, response, next) => {
    response.set({ 'Cache-Control': 'no-store', 'Retry-After': String(AGAIN) })
    next()
  })
  app.get('/healthz', (_, response) => void response.type('text').send('migrating'))
  app.get('/readyz', (_, response) => void response.status(503).type('text').send('migrating'))
  app.use('/api', (request, response) => no(response, 'database_unavailable', languageAsked(request)))
  app.use('/socket.io', (_, response) => void response.status(503).end())
  app.use(
    (request, response) =>
      void response
        .status(503)
        .type('html')
        .send(page(languageAsked(request))),
  )
  return app
}

/** In every language, the reader's first: a wall has no language before its page is open. */
function page(first: (typeof languages)[number]): string {
  const texts = [first, ...languages.filter((one) => one !== first)].map(
    (language) => `<p lang="${language}">${linkTexts[language].updating}</p>`,
  )
  return `<!doctype html><html lang="${first}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="${AGAIN}"><title>Pitboard</title><link rel="icon" href="data:,"><style>${style}</style><main><h1>Pitboard</h1>${texts.join('')}</main></html>`
}

const style = `body{margin:0;background:#f3f4f5;color:#15191c;font:1.25rem/1.5 Inter,system-ui,sans-serif}
main{max-width:36rem;margin:18vh auto;padding:0 1.5rem}h1{font-size:2.6rem;letter-spacing:-.02em;margin:0}p+p{color:#56606a}`
