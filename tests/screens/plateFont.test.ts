/** Every character that a plate may have is in a font that we serve: no plate is a row of boxes on a bare machine. */
import { readFile } from 'node:fs/promises'
import { convert } from 'fontverter'
import { expect, it } from 'vitest'
import { lettersOf, parsePlate, provinces } from '#contract/plate.ts'
import { plateFaces } from '../../board/page/plateFont.ts'

/** The code points of a font with a `cmap` of format 4 or 12. */
function codesOf(sfnt: Buffer): Set<number> {
  const codes = new Set<number>()
  for (let at = 12; at < 12 + 16 * sfnt.readUInt16BE(4); at += 16) {
    if (sfnt.toString('latin1', at, at + 4) !== 'cmap') continue
    const cmap = sfnt.subarray(sfnt.readUInt32BE(at + 8))
    for (let i = 0; i < cmap.readUInt16BE(2); i++) read(cmap.subarray(cmap.readUInt32BE(4 + 8 * i + 4)), codes)
  }
  return codes
}
function read(table: Buffer, codes: Set<number>): void {
  const add = (from: number, to: number) => {
    for (let code = from; code <= to; code++) codes.add(code)
  }
  if (table.readUInt16BE(0) === 12)
    for (let i = 0; i < table.readUInt32BE(12); i++)
      add(table.readUInt32BE(16 + 12 * i), table.readUInt32BE(20 + 12 * i))
  if (table.readUInt16BE(0) !== 4) return
  const segments = table.readUInt16BE(6) / 2
  for (let i = 0; i < segments; i++) {
    const to = table.readUInt16BE(14 + 2 * i)
    if (to !== 0xffff) add(table.readUInt16BE(16 + 2 * segments + 2 * i), to)
  }
}
const fontOf = async (font: Buffer) => codesOf(await convert(font, 'sfnt'))
const inter = (subset: string) =>
  readFile(
    new URL(`../../node_modules/@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`, import.meta.url),
  )

it('every Chinese character that the contract takes in a plate has its glyph', async () => {
  const has = new Set<number>()
  for (const { font } of await plateFaces()) for (const code of await fontOf(font)) has.add(code)
  const all = Array.from({ length: 0x9fff - 0x4e00 }, (_, i) => String.fromCodePoint(0x4e00 + i))
  const taken = all.filter((one) =>
    [`${one}A12345`, `沪A1234${one}`, `${one}014578`, `${one}沪A12345`, `京X1234${one}急`, `京X1234应${one}`].some(
      (plate) => parsePlate(plate, 'cn') === plate,
    ),
  )
  expect(taken).toEqual(expect.arrayContaining([...provinces, ...'挂学警港澳领使临试超应急']))
  expect(taken.filter((one) => !has.has(one.codePointAt(0)!))).toEqual([])
})

it('the letters beyond A–Z that a keyboard offers are in Inter', async () => {
  const has = new Set([...(await fontOf(await inter('latin'))), ...(await fontOf(await inter('latin-ext')))])
  const offered = ['DE', 'SE', 'DK', 'HR'].map(lettersOf).join('')
  expect(offered).toBe('ÄÖÜÅÄÖÆØÅČĆĐŠŽ')
  expect([...offered].filter((one) => !has.has(one.codePointAt(0)!))).toEqual([])
})

it('Latin letters, digits, umlauts, the dot and the bullet of a masked plate are in Inter', async () => {
  const has = await fontOf(await inter('latin'))
  expect([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ÄÖÜÉØÅ·•'].filter((one) => !has.has(one.codePointAt(0)!))).toEqual([])
})
