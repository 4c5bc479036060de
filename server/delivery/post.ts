/** One POST to a third party, on its own connection. Follows no redirects and reads no more of the response than it keeps. */
import { request as http } from 'node:http'
import { request as https, type RequestOptions } from 'node:https'
import { cut } from '#contract/characters.ts'

const LONGEST_ANSWER = 200

export interface Post {
  headers: Record<string, string | number>
  body: string | Buffer
  auth?: { user: string; pass: string } | null
  /** Replaces the DNS lookup. */
  lookup?: RequestOptions['lookup']
}

/** The response's status and, unless it is 2xx, the start of its body. Rejects when there is no response before `signal` aborts. */
export function post(
  url: string,
  { headers, body, auth, lookup }: Post,
  signal: AbortSignal,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions = {
      ...{ method: 'POST', signal, agent: false },
      headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
      ...(auth && { auth: `${auth.user}:${auth.pass}` }),
      ...(lookup && { lookup }),
    }
    const send = new URL(url).protocol === 'https:' ? https : http
    const sent = send(url, options, (response) => {
      const { statusCode: status = 0 } = response
      let text = ''
      const finish = () => resolve({ status, text: cut(text, LONGEST_ANSWER) })
      // The status is enough, even if reading the body fails.
      response.on('error', finish)
      if (isGood(status)) {
        finish()
        return void response.resume()
      }
      response.setEncoding('utf8').on('end', finish)
      response.on('data', (part: string) => {
        text += part
        if (text.length < LONGEST_ANSWER) return
        finish()
        response.destroy()
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

export const isGood = (status: number): boolean => status >= 200 && status < 300
