/** WeChat's hosts on this machine: the page that names a customer's account, and the interface of the service account. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

interface WechatHosts {
  url: string
  /** The messages that were sent. */
  messages: { touser: string; url?: string; msgid: number }[]
  /** The next visits to the login page are answered without a code, as for a customer who refuses. */
  refuses: boolean
  close(): Promise<void>
}

export const OPEN_ID = 'oLVPpjqs9BhvzwPj5A-vTYAX3GLc'

/** @param account AppID and AppSecret that the interface accepts */
export async function openWechatHosts(account: { appId: string; secret: string }): Promise<WechatHosts> {
  const hosts: WechatHosts = { url: '', messages: [], refuses: false, close: async () => {} }
  /** Each code can be used once. */
  const codes = new Set<string>()
  let count = 0

  function login(query: URLSearchParams): string {
    const back = new URL(query.get('redirect_uri')!)
    const isRight =
      query.get('appid') === account.appId &&
      query.get('response_type') === 'code' &&
      query.get('scope') === 'snsapi_base' &&
      /^[a-zA-Z0-9]{1,128}$/.test(query.get('state') ?? '')
    if (!isRight) throw new Error(`Not what WeChat takes: ${query}`)
    if (!hosts.refuses) {
      const code = `CODE${++count}`
      codes.add(code)
      back.searchParams.set('code', code)
    }
    back.searchParams.set('state', query.get('state')!)
    return back.href
  }

  function answer(path: string, query: URLSearchParams, body: Record<string, unknown>): unknown {
    const isOurs = (given: { appid: unknown; secret: unknown }) =>
      given.appid === account.appId && given.secret === account.secret
    switch (path) {
      case '/sns/oauth2/access_token':
        return isOurs({ appid: query.get('appid'), secret: query.get('secret') }) && codes.delete(query.get('code')!)
          ? { access_token: 'of the customer', expires_in: 7200, openid: OPEN_ID, scope: 'snsapi_base' }
          : { errcode: 40029, errmsg: 'invalid code' }
      case '/cgi-bin/stable_token':
        return isOurs({ appid: body.appid, secret: body.secret })
          ? { access_token: 'of the account', expires_in: 7200 }
          : { errcode: 40125, errmsg: 'invalid appsecret' }
      case '/cgi-bin/message/template/send': {
        if (query.get('access_token') !== 'of the account') return { errcode: 40001, errmsg: 'invalid credential' }
        const msgid = 200_000_000 + ++count
        hosts.messages.push({ ...(body as { touser: string }), msgid })
        return { errcode: 0, errmsg: 'ok', msgid }
      }
      default:
        return { errcode: 404, errmsg: 'not found' }
    }
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url!, hosts.url)
      if (pathname === '/connect/oauth2/authorize') {
        response.writeHead(302, { Location: login(searchParams) }).end()
        return
      }
      const body = Buffer.concat(parts).toString()
      const given = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>)
      response.end(JSON.stringify(answer(pathname, searchParams, given)))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  hosts.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  hosts.close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return hosts
}
