/** WeChat: how a customer's account comes to an order, the message to it, and what WeChat reports of it, over HTTP (B11.3). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loginStateOf } from '#server/access/loginStates.ts'
import { Secrets } from '#server/access/secrets.ts'
import { wechatSignature } from '#server/delivery/wechatReceipts.ts'
import { newId } from '#server/write/ids.ts'
import { inState, linesOf, noChannels, noticeDue, sendAtOnce, untilNotice } from '../delivery/notices.ts'
import { wechatAt } from '../delivery/vendors.ts'
import { freePort } from '../run/processes.ts'
import { openWorkshop, type TestWorkshop } from '../support/testWorkshop.ts'
import { OPEN_ID, openWechatHosts } from '../support/wechatHosts.ts'

const publicUrl = 'https://board.garage.example'
const token = 'QDG6eK'
const hosts = await openWechatHosts(wechatAt(''))
afterAll(() => hosts.close())
const channels = { ...noChannels, wechat: wechatAt(hosts.url, { token }) }
let workshop: TestWorkshop
let app: Awaited<ReturnType<TestWorkshop['serve']>>
let url: string
beforeAll(async () => {
  workshop = await openWorkshop()
  const port = await freePort()
  app = await workshop.serve({ channels, publicUrl, port })
  url = `http://127.0.0.1:${port}`
  await sendAtOnce(workshop)
})

const at = (address: string) => (address.startsWith(publicUrl) ? url + address.slice(publicUrl.length) : address)
const visit = (address: string) => fetch(at(address), { redirect: 'manual' })
const pageOf = async (orderId: string) => `/t/${await app.links.tokenFor({ workshopId: workshop.workshopId, orderId })}`
/** Where the page of the order sends its browser. */
async function loginOf(page: string, language?: string): Promise<string> {
  const headers = {
    ...{ 'X-Pitboard-View': 'customer', Authorization: `Bearer ${page.slice(3)}` },
    ...(language && { 'X-Pitboard-Language': language }),
  }
  const response = await fetch(`${url}/api/wechat-login`, { headers })
  return ((await response.json()) as { url: string }).url
}
const accountsOf = (orderId: string) =>
  workshop.database.sql`select open_id from wechat_recipient where order_id = ${orderId}`

let count = 0
/** An order whose customer has chosen messages on WeChat, with a notice that is due. */
async function notified() {
  const plate = `沪A6${String(++count).padStart(4, '0')}`
  return noticeDue(workshop, [app], plate, {}, async (orderId) => {
    const there = await visit(await loginOf(await pageOf(orderId)))
    await visit(there.headers.get('Location')!)
  })
}

describe('B11.3 choosing messages on WeChat', () => {
  it('leads to WeChat and back to the page; the account is kept for the order and shown to nobody', async () => {
    const orderId = await noticeDue(workshop, [app], '沪A50000')
    const page = await pageOf(orderId)
    const login = await loginOf(page)
    expect(login.endsWith('#wechat_redirect')).toBe(true)
    expect(login, 'WeChat does not learn the address of the page').not.toContain(page.slice(3))
    const there = await visit(login)
    const back = there.headers.get('Location')!
    expect(back.startsWith(`${publicUrl}/wechat/return?`)).toBe(true)
    const home = await visit(back)
    expect([home.status, home.headers.get('Location')]).toEqual([303, page])
    expect(await accountsOf(orderId)).toEqual([{ open_id: OPEN_ID }])
    const inChinese = await visit((await visit(await loginOf(page, 'zh-Hant'))).headers.get('Location')!)
    expect(inChinese.headers.get('Location')).toBe(`${page}?lang=zh-Hant`)
    expect((await workshop.order(orderId)).hasWechat).toBe(true)
    const [entry] = await workshop.database.sql<{ put: unknown; personal: unknown }[]>`
      select put, personal from journal where command = 'allowWechat'`
    expect(JSON.stringify(entry!.put), 'erasable').not.toContain(OPEN_ID)
    expect(JSON.stringify(entry!.personal)).toContain(OPEN_ID)

    const stop = { id: newId(), name: 'stopWechat', payload: { orderId } }
    const headers = { 'X-Pitboard-View': 'customer', Authorization: `Bearer ${page.slice(3)}` }
    const stopped = await fetch(`${url}/api/commands`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(stop),
    })
    expect(stopped.status).toBe(200)
    expect(await accountsOf(orderId)).toEqual([])
    expect((await workshop.order(orderId)).hasWechat).toBe(false)
  })

  it('without a code, with one used before, or too late, it leads back to the page without success', async () => {
    const orderId = await noticeDue(workshop, [app], '沪A50001')
    const page = await pageOf(orderId)
    hosts.refuses = true
    const refused = (await visit(await loginOf(page))).headers.get('Location')!
    hosts.refuses = false
    const secrets = new Secrets(workshop.database.sql)
    const link = { workshopId: workshop.workshopId, orderId }
    const old = await loginStateOf(secrets, link, Date.now() - 601_000)
    const fresh = (await visit(await loginOf(page))).headers.get('Location')!
    const late = new URL(fresh)
    late.searchParams.set('state', old)
    const used = new URL(fresh)
    used.searchParams.set('code', 'CODE0')
    for (const address of [refused, late.href, used.href])
      expect((await visit(address)).headers.get('Location'), address).toBe(`${page}?wechat=failed`)
    expect(await accountsOf(orderId)).toEqual([])
  })

  it('a state that is not ours, or was changed to another order’s, opens no page', async () => {
    const [one, other] = [await noticeDue(workshop, [app], '沪A50002'), await noticeDue(workshop, [app], '沪A50003')]
    const back = new URL((await visit(await loginOf(await pageOf(one)))).headers.get('Location')!)
    const state = back.searchParams.get('state')!
    const hex = (id: string) => id.replaceAll('-', '')
    for (const wrong of ['', 'x', state.slice(1), state.replace(hex(one), hex(other)), '0'.repeat(128)]) {
      back.searchParams.set('state', wrong)
      expect((await visit(back.href)).status, wrong).toBe(404)
    }
    expect(await accountsOf(other)).toEqual([])
  })

  it('is not offered, and not taken, by a server without an account', async () => {
    const bare = await workshop.serve({ channels: noChannels })
    const orderId = await noticeDue(workshop, [app], '沪A50004')
    const headers = { 'X-Pitboard-View': 'customer', Authorization: `Bearer ${(await pageOf(orderId)).slice(3)}` }
    expect(await (await fetch(`${bare.url}/api/wechat-login`, { headers })).json()).toEqual({ url: null })
    expect((await fetch(`${bare.url}/wechat/return?state=x&code=y`)).status).toBe(404)
    const forged = { id: newId(), name: 'allowWechat', payload: { orderId, openId: OPEN_ID } }
    const sent = await fetch(`${url}/api/commands`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(forged),
    })
    expect(sent.status).toBe(403)
  })
})

describe('B11.3 what WeChat reports', () => {
  const addressOf = (secret: string, more = {}) => {
    const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), '263014780']
    const signature = wechatSignature([secret, timestamp, nonce])
    return `${url}/api/receipts/wechat?${new URLSearchParams({ signature, timestamp, nonce, ...more })}`
  }
  const end = (id: number, status: string) =>
    `<xml><ToUserName><![CDATA[gh_1]]></ToUserName><MsgType><![CDATA[event]]></MsgType>` +
    `<Event><![CDATA[TEMPLATESENDJOBFINISH]]></Event><MsgID>${id}</MsgID><Status><![CDATA[${status}]]></Status></xml>`
  const say = (body: string, secret = token) => fetch(addressOf(secret), { method: 'POST', body })

  it('a message is handed over, and delivered once WeChat says so; one that failed leaves the notice to the desk', async () => {
    const first = await notified()
    const notice = await untilNotice(workshop, first, inState('handed_over'))
    const message = hosts.messages.at(-1)!
    expect(message).toMatchObject({ touser: OPEN_ID, url: publicUrl + (await pageOf(first)) })
    expect(notice.attempts).toMatchObject([{ channel: 'wechat', messageId: String(message.msgid) }])
    expect((await say(end(message.msgid, 'success'), 'guessed')).status).toBe(403)
    const answer = await say(end(message.msgid, 'success'))
    expect([answer.status, await answer.text()]).toEqual([200, 'success'])
    await untilNotice(workshop, first, inState('delivered'))

    const second = await notified()
    await untilNotice(workshop, second, inState('handed_over'))
    await say(end(hosts.messages.at(-1)!.msgid, 'failed:user block'))
    expect(linesOf(await untilNotice(workshop, second, inState('phone')))).toEqual(['wechat failed'])
  })

  it('the check of the address is answered; a body that is too large is refused', async () => {
    const echo = await fetch(addressOf(token, { echostr: '5983258214921380614' }))
    expect([await echo.text(), echo.headers.get('Content-Type')]).toEqual([
      '5983258214921380614',
      'text/plain; charset=utf-8',
    ])
    expect((await fetch(addressOf('guessed', { echostr: '1' }))).status).toBe(403)
    expect((await say(`<xml>${' '.repeat(300_000)}</xml>`)).status).toBe(413)
    expect((await say('{}')).status).toBe(400)
  })
})
