/** One request to somebody else's server, on a connection of its own. Redirects are not followed, and no more is read than is kept. */
import { request as http } from 'node:http'
import { request as https, type RequestOptions } from 'node:https'

const LONGEST_ANSWER = 200

export interface Post {
  headers: Record<string, string | number>
  body: string | Buffer
  auth?: { user: string; pass: string } | null
  /** How names become addresses, when not as usual. */
  lookup?: RequestOptions['lookup']
}

/** The status answered, and unless it says that all is well, how the answer begins. Throws when none comes before `signal`. */
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
      const answered = () => resolve({ status, text: text.slice(0, LONGEST_ANSWER) })
      // The status is the answer; what becomes of the rest does not matter.
      response.on('error', answered)
      if (isGood(status)) {
        answered()
        return void response.resume()
      }
      response.setEncoding('utf8').on('end', answered)
      response.on('data', (part: string) => {
        text += part
        if (text.length < LONGEST_ANSWER) return
        answered()
        response.destroy()
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

export const isGood = (status: number): boolean => status >= 200 && status < 300
