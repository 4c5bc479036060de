/** A car's state is told by shape and word as well as by colour, for people who are colour-blind or use a screen reader. */
import { render } from 'svelte/server'
import { afterAll, describe, expect, it } from 'vitest'
import common from '#words/en/common.ts'
import { languages } from '#contract/values.ts'
import type { Mark } from '../../board/kit/orders.ts'
import StateMark from '../../board/kit/ui/StateMark.svelte'
import { words } from '../browser/support/words.ts'
import { speak } from './support/speak.ts'

// All test files of this project share the texts' language.
afterAll(() => speak('en'))

const marks = Object.keys(common.mark satisfies Record<Mark, string>) as Mark[]

/** The rendered shape, its accessible name, and the word beside it. */
function drawn(mark: Mark, word?: string) {
  // Svelte marks the branches it took with comments.
  const html = render(StateMark, { props: { mark, ...(word !== undefined && { word }) } }).body.replaceAll(
    /<!--.*?-->/g,
    '',
  )
  const [, svg = '', shape = '', rest = ''] = /(<svg[^>]*>)(.*)<\/svg>(.*)<\/span>$/.exec(html) ?? []
  const attribute = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(svg)?.[1] ?? null
  return {
    shape,
    word: rest.replaceAll(/<[^>]*>/g, ''),
    ears: { role: attribute('role'), label: attribute('aria-label'), hidden: attribute('aria-hidden') },
  }
}

it('every mark has its own shape', () => {
  const shapes = new Map(marks.map((mark) => [drawn(mark).shape, mark]))
  expect([...shapes.values()]).toEqual(marks)
  for (const shape of shapes.keys()) expect(shape).toMatch(/^<(path|circle) /)
})

describe.each(languages)('in %s', (language) => {
  const usual = words[language].common.mark

  it('every mark has its own word, shown beside its shape', async () => {
    await speak(language)
    expect(marks.map((mark) => drawn(mark).word)).toEqual(marks.map((mark) => usual[mark]))
    expect(new Set(Object.values(usual)).size).toBe(marks.length)
    expect(Object.values(usual)).not.toContain('')
    expect(drawn('late').ears).toEqual({ role: null, label: null, hidden: 'true' })
  })

  it('without room for a word, the shape has it as its accessible name; a given word replaces it', async () => {
    await speak(language)
    for (const mark of marks)
      expect(drawn(mark, '')).toEqual({
        ...{ shape: drawn(mark).shape, word: '' },
        ears: { role: 'img', label: usual[mark], hidden: null },
      })
    expect(drawn('ready', 'A034')).toEqual({ ...drawn('ready'), word: 'A034' })
  })
})
