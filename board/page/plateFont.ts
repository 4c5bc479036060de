/**
 * The Chinese characters of number plates as a font of our own, cut to them at build: a plate shows no empty box on a machine
 * without Chinese fonts. Source: Noto Sans SC (OFL), which comes in slices.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import subsetFont from 'subset-font'
import type { Plugin } from 'vite'

const SOURCE = new URL('../../node_modules/@fontsource-variable/noto-sans-sc/', import.meta.url)
const CONTRACT = new URL('../../server/contract/plate.ts', import.meta.url)
/** Plates are bold everywhere. */
const WEIGHT = 700

export interface Face {
  characters: string[]
  font: Buffer
}

/** One face for each slice of the source that has characters of plates. */
export async function plateFaces(): Promise<Face[]> {
  const [contract, ranges] = await Promise.all([
    readFile(CONTRACT, 'utf8'),
    readFile(new URL('unicode.json', SOURCE), 'utf8').then((text) => JSON.parse(text) as Record<string, string>),
  ])
  // The contract names them all, so a new kind of plate needs no second list.
  const wanted = [...new Set(contract.match(/\p{Script=Han}/gu))]
  const slices = Object.entries(ranges)
    .map(([name, range]) => ({ name: name.replace(/[[\]]/g, ''), characters: wanted.filter(isIn(range)) }))
    .filter(({ characters }) => characters.length > 0)
  return Promise.all(
    slices.map(async ({ name, characters }) => {
      const slice = await readFile(new URL(`files/noto-sans-sc-${name}-wght-normal.woff2`, SOURCE))
      const options = { targetFormat: 'woff2', variationAxes: { wght: WEIGHT } } as const
      return { characters, font: await subsetFont(slice, characters.join(''), options) }
    }),
  )
}

/** Whether a character is in a range such as U+4e00-4e10,U+4e20. */
const isIn = (range: string) => {
  const spans = range.split(',').map((span) => span.replace('U+', '').split('-'))
  return (character: string) => {
    const code = character.codePointAt(0)!
    return spans.some(([from = '', to = from]) => code >= parseInt(from, 16) && code <= parseInt(to, 16))
  }
}

const pathOf = (font: Buffer) => `assets/plate-${createHash('sha256').update(font).digest('hex').slice(0, 8)}.woff2`
const ruleOf = ({ characters, font }: Face) => `@font-face {
  font-family: Plate;
  font-weight: ${WEIGHT};
  font-display: swap;
  src: url(/${pathOf(font)}) format('woff2');
  unicode-range: ${characters.map((one) => `U+${one.codePointAt(0)!.toString(16)}`).join(', ')};
}`

/** Adds the faces to the theme, which every screen has. */
export const plateFont: Plugin = {
  name: 'plate font',
  apply: 'build',
  enforce: 'pre',
  async transform(code, id) {
    if (!id.endsWith('/board/kit/theme.css')) return null
    const faces = await plateFaces()
    for (const { font } of faces) this.emitFile({ type: 'asset', fileName: pathOf(font), source: font })
    return [code, ...faces.map(ruleOf)].join('\n')
  },
}
