/** How a car stands is told by shape and word besides the colour: for who sees no colours, and for who only hears. */
import { render } from 'svelte/server'
import { afterAll, describe, expect, it } from 'vitest'
import common from '#words/en/common.ts'
import { languages } from '#contract/values.ts'
import type { Mark } from '../../board/kit/orders.ts'
import StateMark from '../../board/kit/ui/StateMark.svelte'
import { words } from '../browser/support/words.ts'
import { speak } from './support/speak.ts'

// The words are one for all files of this project.
afterAll(() => speak('en'))

const marks = Object.keys(common.mark satisfies Record<Mark, string>) as Mark[]

/** What the page is given: the drawing, what it is called for ears, and the word beside it. */
function drawn(mark: Mark, word?: string) {
  // Comments tell Svelte which branch was taken, nobody else.
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

it('every mark has a shape of its own', () => {
  const shapes = new Map(marks.map((mark) => [drawn(mark).shape, mark]))
  expect([...shapes.values()]).toEqual(marks)
  for (const shape of shapes.keys()) expect(shape).toMatch(/^<(path|circle) /)
})

describe.each(languages)('in %s', (language) => {
  const usual = words[language].common.mark

  it('every mark has a word of its own, which stands beside its shape', async () => {
    await speak(language)
    expect(marks.map((mark) => drawn(mark).word)).toEqual(marks.map((mark) => usual[mark]))
    expect(new Set(Object.values(usual)).size).toBe(marks.length)
    expect(Object.values(usual)).not.toContain('')
    expect(drawn('late').ears).toEqual({ role: null, label: null, hidden: 'true' })
  })

  it('where there is no room for a word, ears are told the same; another word takes its place', async () => {
    await speak(language)
    for (const mark of marks)
      expect(drawn(mark, '')).toEqual({
        ...{ shape: drawn(mark).shape, word: '' },
        ears: { role: 'img', label: usual[mark], hidden: null },
      })
    expect(drawn('ready', 'A034')).toEqual({ ...drawn('ready'), word: 'A034' })
  })
})
