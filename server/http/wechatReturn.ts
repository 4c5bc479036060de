/** WeChat sends customers back here; they go on to their own page. */
import { Router } from 'express'
import { languages } from '#contract/values.ts'
import type { Links } from '#server/access/links.ts'
import { RETURN_PATH, type WechatLogin } from '#server/delivery/wechatLogin.ts'
import { createBuckets } from '#server/edge/limit.ts'
import { languageAsked } from './api.ts'
import { no } from './refused.ts'

/** Per address: each return is a request to WeChat. Customers of one mobile network may share an address. */
const PER_SECOND = 5
const AT_ONCE = 50

interface Options {
  wechatLogin: WechatLogin | null
  links: Links
  /** Real time for the limit, in milliseconds. */
  monotonic: () => number
}

export function wechatReturn({ wechatLogin, links, monotonic }: Options): Router {
  const router = Router()
  if (!wechatLogin) return router
  const limit = createBuckets(PER_SECOND, AT_ONCE, monotonic)
  router.get(RETURN_PATH, async (request, response, next) => {
    if (!limit.take(request.ip ?? '')) return no(response, 'too_many_requests', languageAsked(request))
    const { state, code, lang } = request.query
    const back = await wechatLogin.complete(
      typeof state === 'string' ? state : '',
      typeof code === 'string' ? code.slice(0, 512) : '',
    )
    if (!back) return next()
    const language = languages.find((one) => one === lang)
    const query = new URLSearchParams({
      ...(language && { lang: language }),
      ...(!back.isAllowed && { wechat: 'failed' }),
    })
    const page = `/t/${await links.tokenFor(back.link)}`
    response.set('Cache-Control', 'no-store').redirect(303, query.size > 0 ? `${page}?${query}` : page)
  })
  return router
}
