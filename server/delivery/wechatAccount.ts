/** The interface of a WeChat service account: calls with an access token, which is kept until it expires. */
import { z } from 'zod'
import type { WechatSettings } from '../terminal/wechat.ts'
import { get, post } from './post.ts'

/** Renewed this long before WeChat lets it expire, in milliseconds. */
const EARLY = 5 * 60_000
/** WeChat does not know the token any more: another program of the account may have replaced it. */
const TOKEN_GONE = [40001, 40014, 42001]
/** Busy, or too many calls a day or a minute. */
const PASSING = [-1, 45009, 45011, ...TOKEN_GONE]

const answered = z.object({ errcode: z.int().default(0), errmsg: z.string().default('') })
const tokenAnswered = z.object({ access_token: z.string().min(1), expires_in: z.int().positive() })
const loggedIn = z.object({ openid: z.string() })

export interface Answered {
  /** 0: done. Null: not an answer of the interface. */
  code: number | null
  status: number
  text: string
}

/** Whether another attempt may overcome this answer. */
export const mayPass = ({ code }: Answered): boolean => code === null || PASSING.includes(code)

export class WechatAccount {
  readonly settings: WechatSettings
  #now: () => number
  #token: { value: string; until: number } | null = null
  #renewing: Promise<Answered | string> | null = null

  /** @param now real time, monotonic, in milliseconds */
  constructor(settings: WechatSettings, now = () => performance.now()) {
    this.settings = settings
    this.#now = now
  }

  /** Calls the interface. If WeChat no longer knows the access token, it is renewed and the call repeated once. */
  async call(path: string, content: object, signal: AbortSignal): Promise<Answered> {
    for (let isRepeat = false; ; isRepeat = true) {
      const token = await this.#accessToken(signal)
      if (typeof token !== 'string') return token
      const answer = await this.#post(`${path}?${new URLSearchParams({ access_token: token })}`, content, signal)
      if (isRepeat || answer.code === null || !TOKEN_GONE.includes(answer.code)) return answer
      if (this.#token?.value === token) this.#token = null
    }
  }

  /** The account of the customer whom WeChat has sent back with `code`; null if WeChat does not know the code. */
  async openIdOf(code: string, signal: AbortSignal): Promise<string | null> {
    const { appId, secret, url } = this.settings
    const query = new URLSearchParams({ appid: appId, secret, code, grant_type: 'authorization_code' })
    const { text } = await get(`${url}/sns/oauth2/access_token?${query}`, { headers: {}, reads: true }, signal)
    return loggedIn.safeParse(parsed(text)).data?.openid ?? null
  }

  /** The token, or the refusal. Calls at the same time share one request. */
  async #accessToken(signal: AbortSignal): Promise<Answered | string> {
    if (this.#token && this.#now() < this.#token.until) return this.#token.value
    this.#renewing ??= this.#renew(signal).finally(() => (this.#renewing = null))
    return this.#renewing
  }

  /** The stable token is the same for every node; asking for it does not end the others’. */
  async #renew(signal: AbortSignal): Promise<Answered | string> {
    const { appId, secret } = this.settings
    const content = { grant_type: 'client_credential', appid: appId, secret, force_refresh: false }
    const answer = await this.#post('/cgi-bin/stable_token', content, signal)
    const token = tokenAnswered.safeParse(parsed(answer.text)).data
    if (!token) return answer.code === 0 ? { ...answer, code: null } : answer
    this.#token = { value: token.access_token, until: this.#now() + token.expires_in * 1000 - EARLY }
    return token.access_token
  }

  async #post(path: string, content: object, signal: AbortSignal): Promise<Answered> {
    const headers = { 'Content-Type': 'application/json' }
    const sent = { headers, body: JSON.stringify(content), reads: true }
    const { status, text } = await post(this.settings.url + path, sent, signal)
    return { status, text, code: answered.safeParse(parsed(text)).data?.errcode ?? null }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
