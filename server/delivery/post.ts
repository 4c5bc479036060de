/** One request to a third party, on its own connection. Follows no redirects and reads no more of the response than it keeps. */
import { request as http } from 'node:http'
import { request as https, type RequestOptions } from 'node:https'
import { cut } from '#contract/characters.ts'

/** Of a refusal, in characters; of an acceptance, in which the caller looks for a word, in UTF-16 units. */
const LONGEST_ANSWER = 200
const LONGEST_ACCEPTANCE = 20_000

export interface Get {
  headers: Record<string, string | number>
  auth?: { user: string; pass: string } | null
  /** Reads the body of a 2xx answer too. */
  reads?: boolean
  /** Replaces the DNS lookup. */
  lookup?: RequestOptions['lookup']
}

export interface Post extends Get {
  body: string | Buffer
}

interface Response {
  status: number
  text: string
}

/** The response's status and, unless it is 2xx and not to be read, the start of its body. Rejects when there is no response before `signal` aborts. */
export const post = (url: string, { body, ...sent }: Post, signal: AbortSignal): Promise<Response> =>
  ask('POST', url, sent, body, signal)

/** The same with GET. */
export const get = (url: string, sent: Get, signal: AbortSignal): Promise<Response> =>
  ask('GET', url, sent, null, signal)

function ask(
  method: 'GET' | 'POST',
  url: string,
  { headers, auth, reads = false, lookup }: Get,
  body: string | Buffer | null,
  signal: AbortSignal,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions = {
      ...{ method, signal, agent: false },
      headers: { ...headers, ...(body !== null && { 'Content-Length': Buffer.byteLength(body) }) },
      ...(auth && { auth: `${auth.user}:${auth.pass}` }),
      ...(lookup && { lookup }),
    }
    const send = new URL(url).protocol === 'https:' ? https : http
    const sent = send(url, options, (response) => {
      const { statusCode: status = 0 } = response
      const most = isGood(status) ? LONGEST_ACCEPTANCE : LONGEST_ANSWER
      let text = ''
      const finish = () => resolve({ status, text: cut(text, most) })
      // The status is enough, even if reading the body fails.
      response.on('error', finish)
      if (isGood(status) && !reads) {
        finish()
        return void response.resume()
      }
      response.setEncoding('utf8').on('end', finish)
      response.on('data', (part: string) => {
        text += part
        if (text.length < most) return
        finish()
        response.destroy()
      })
    })
    sent.on('error', reject)
    sent.end(body ?? undefined)
  })
}

export const isGood = (status: number): boolean => status >= 200 && status < 300
