/**
 * Customers choose their WeChat account on their page: its browser goes to WeChat and comes back with a code, for which WeChat
 * names the account to us, without asking the customer anything (snsapi_base).
 */
import { loginStateOf, openLoginState } from '#server/access/loginStates.ts'
import type { Language } from '#contract/values.ts'
import type { Link } from '#server/access/links.ts'
import type { Secrets } from '#server/access/secrets.ts'
import { permitOwn } from '#server/policy/permit.ts'
import { newId } from '#server/write/ids.ts'
import type { Writer } from '#server/write/write.ts'
import type { WechatAccount } from './wechatAccount.ts'

/** Where WeChat sends the customer back to. */
export const RETURN_PATH = '/wechat/return'

export interface WechatLogin {
  /**
   * Where the browser goes; valid for ten minutes.
   * @param origin the address under which WeChat's browser reaches us
   * @param language the one chosen on the page, which comes back with the customer; null: none
   */
  urlFor(link: Link, origin: string, language: Language | null): Promise<string>
  /** The customer is back. Null: not from a page of ours. */
  complete(state: string, code: string): Promise<{ link: Link; isAllowed: boolean } | null>
}

interface Options {
  account: WechatAccount
  secrets: Secrets
  writer: Writer
  /** Timeout of a request to WeChat, in real milliseconds. */
  within: number
}

export function createWechatLogin({ account, secrets, writer, within }: Options): WechatLogin {
  const { appId, loginUrl } = account.settings

  async function allow({ workshopId, orderId }: Link, code: string): Promise<boolean> {
    // The customer is still looking at an empty page: an error is a no like any other.
    const openId = await account.openIdOf(code, AbortSignal.timeout(within)).catch(() => null)
    if (openId === null) return false
    const command = { id: newId(), name: 'allowWechat' as const, payload: { orderId, openId } }
    return (await writer.execute(permitOwn('clock', workshopId, command))).ok
  }

  return {
    async urlFor(link, origin, language) {
      const returnTo = origin + RETURN_PATH + (language === null ? '' : `?lang=${language}`)
      const query = new URLSearchParams({
        ...{ appid: appId, redirect_uri: returnTo, response_type: 'code', scope: 'snsapi_base' },
        state: await loginStateOf(secrets, link, Date.now()),
      })
      // WeChat wants the parameters in this order, and the fragment.
      return `${loginUrl}/connect/oauth2/authorize?${query}#wechat_redirect`
    },
    async complete(state, code) {
      const opened = await openLoginState(secrets, state, Date.now())
      if (!opened) return null
      const { link, isValid } = opened
      return { link, isAllowed: isValid && code !== '' && (await allow(link, code)) }
    },
  }
}
