/** Scripts and styles come compressed, as they were built, and are kept for a year. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { openWorkshop } from '../support/testWorkshop.ts'

const { url } = await (await openWorkshop()).serve()
const folder = new URL('../../dist/assets/', import.meta.url)
const texts = readdirSync(folder).filter((name) => /\.(js|css|svg)$/.test(name))
const script = texts.find((name) => name.endsWith('.js'))!

/** As it comes over the wire; fetch would decompress it. */
async function fetched(name: string, accepts?: string) {
  const headers = accepts === undefined ? {} : { 'Accept-Encoding': accepts }
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    get(`${url}/assets/${name}`, { headers }, resolve).on('error', reject),
  )
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) }
}

it.each([
  ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
  ['gzip, deflate', 'gzip', gunzipSync],
  ['gzip, br;q=0', 'gzip', gunzipSync],
  ['identity', undefined, (bytes: Buffer) => bytes],
  [undefined, undefined, (bytes: Buffer) => bytes],
])('to a browser that accepts %s they come as %s', async (accepts, encoding, plain) => {
  const { status, headers, body } = await fetched(script, accepts)
  expect([status, headers['content-encoding'], headers.vary]).toEqual([200, encoding, 'Accept-Encoding'])
  expect(headers['content-type']).toMatch(/^text\/javascript/)
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(plain(body).equals(readFileSync(new URL(script, folder)))).toBe(true)
})

it('all of them together are less than a third as large', () => {
  const size = (ending: string) => texts.reduce((sum, name) => sum + statSync(new URL(name + ending, folder)).size, 0)
  expect(texts.length).toBeGreaterThan(10)
  expect(size('.br') * 3).toBeLessThan(size(''))
  expect(size('.gz') * 2).toBeLessThan(size(''))
})

it('fonts, which are compressed already, and missing files are as before', async () => {
  const font = readdirSync(folder).find((name) => name.endsWith('.woff2'))!
  const { headers } = await fetched(font, 'br')
  expect([headers['content-encoding'], headers['content-type']]).toEqual([undefined, 'font/woff2'])
  for (const name of ['none.js', '../index.html.js', '%2e%2e/%2e%2e/package.js', '%00.js'])
    expect([404, 400, 403]).toContain((await fetched(name, 'br')).status)
})
