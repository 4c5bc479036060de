/**
 * Messages on WeChat for this page's order, offered in WeChat's own browser: only there does WeChat name the customer's account. A
 * tap leads to WeChat and back to this page. Whether messages are on, the order says.
 */
import type { WechatLogin } from '#contract/questions.ts'

/** How the page is called when WeChat sends the customer back without success. */
const FAILED = 'failed'

export class WechatOffer {
  #token: string
  #state = $state.raw<'none' | 'off' | 'busy' | 'failed'>('none')

  constructor(token: string) {
    this.#token = token
  }

  get state() {
    return this.#state
  }

  /** Determines whether there is anything to offer. */
  async refresh(): Promise<void> {
    if (!navigator.userAgent.includes('MicroMessenger') || (await this.#url()) === null) return
    const url = new URL(location.href)
    this.#state = url.searchParams.get('wechat') === FAILED ? 'failed' : 'off'
    url.searchParams.delete('wechat')
    // WeChat's own fragment stays through all redirects.
    url.hash = ''
    history.replaceState(null, '', url)
  }

  /** Goes to WeChat. */
  async allow(): Promise<void> {
    this.#state = 'busy'
    const url = await this.#url()
    if (url === null) {
      this.#state = 'failed'
    } else {
      // The customer may come back by the browser's own button, to the page as they left it.
      window.addEventListener('pageshow', () => (this.#state = 'off'), { once: true })
      location.assign(url)
    }
  }

  /** Null: the server has no WeChat account, or does not answer. */
  async #url(): Promise<string | null> {
    const chosen = new URL(location.href).searchParams.get('lang')
    const headers = {
      ...{ 'X-Pitboard-View': 'customer', Authorization: `Bearer ${this.#token}` },
      ...(chosen !== null && { 'X-Pitboard-Language': chosen }),
    }
    const response = await fetch('/api/wechat-login', { headers }).catch(() => null)
    return response?.ok ? ((await response.json()) as WechatLogin).url : null
  }
}
