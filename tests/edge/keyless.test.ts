/** What is answered without an access key: nothing is made anew for each request, and the metrics are not for the network. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Sql } from 'postgres'
import { describe, expect, it, onTestFinished } from 'vitest'
import { probes } from '#server/http/probes.ts'
import { openWorkshop } from '../support/testWorkshop.ts'

const workshop = await openWorkshop()
let now = 0
const metricsToken = 'a-token-of-24-characters'
const app = await workshop.serve({ metricsToken, monotonic: () => now })
const plain = await workshop.serve()
const get = (path: string, headers: Record<string, string> = {}, { url } = app) => fetch(url + path, { headers })

describe('the metrics', () => {
  const status = async (headers: Record<string, string>, of = app) => (await get('/metrics', headers, of)).status

  it('are read with the token, or by a program on this machine', async () => {
    expect(await (await get('/metrics')).text()).toContain('pitboard_screens')
    const throughProxy = { 'X-Forwarded-For': '203.0.113.7' }
    expect(await status({ ...throughProxy, Authorization: `Bearer ${metricsToken}` })).toBe(200)
    expect(await status({ ...throughProxy, Authorization: 'Bearer another' })).toBe(401)
    for (const name of ['Forwarded', 'Via', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'X-Real-IP'])
      expect(await status({ [name]: 'x' })).toBe(401)
  })

  it('without a token set, no token is right', async () => {
    for (const sent of ['', 'null', metricsToken])
      expect(await status({ Authorization: `Bearer ${sent}` }, plain)).toBe(401)
    expect(await status({}, plain)).toBe(200)
  })

  it('are collected once a second', async () => {
    const read = async () => (await get('/metrics')).text()
    const first = await read()
    expect(await read()).toBe(first)
    now += 1000
    expect(await read()).not.toBe(first)
  })
})

it.each(['/api/openapi.json', '/api/asyncapi.json'])('%s is not sent again to a client that has it', async (path) => {
  const first = await get(path)
  const tag = first.headers.get('ETag')!
  expect(await first.json()).toHaveProperty('info')
  // Without this, fetch asks for a fresh one.
  const again = await get(path, { 'If-None-Match': tag, 'Cache-Control': 'max-age=0' })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

it('/readyz asks the database once for all who ask at the same time', async () => {
  const answers: (() => void)[] = []
  const sql = (() => new Promise<void>((resolve) => answers.push(resolve))) as unknown as Sql
  let came = 0
  const server = express()
    .use((_request, _response, next) => {
      came += 1
      next()
    })
    .use(probes({ sql, longestWait: () => 0, isStopping: () => false, isDamaged: () => false }))
    .listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/readyz`
  for (const questions of [1, 2]) {
    const asked = Array.from({ length: 20 }, () => fetch(url).then(({ status }) => status))
    await expect.poll(() => came).toBe(20 * questions)
    expect(answers).toHaveLength(questions)
    answers.at(-1)!()
    expect(new Set(await Promise.all(asked))).toEqual(new Set([200]))
  }
})
