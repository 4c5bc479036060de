/** The catalogue of server and screens: every language has every key, with the same placeholders. */
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { errorCodes } from '#contract/errors.ts'
import { languages, type Language } from '#contract/values.ts'
import type { Key } from '#words/keys.ts'
import { languageFor } from '#words/languages.ts'

const folder = new URL('../../server/words/', import.meta.url)
const filesOf = (language: Language) =>
  readdirSync(new URL(`${language}/`, folder))
    .filter((file) => file.endsWith('.ts'))
    .sort()

async function read(language: Language, file: string): Promise<Map<string, string>> {
  const { default: tree } = (await import(new URL(`${language}/${file}`, folder).href)) as { default: unknown }
  const words = new Map<string, string>()
  const walk = (node: unknown, path: string) => {
    if (typeof node === 'string') words.set(path, node)
    else if (typeof node === 'object' && node !== null)
      for (const [key, value] of Object.entries(node)) walk(value, path ? `${path}.${key}` : key)
    else throw new Error(`${language}/${file}: ${path} is neither a text nor a group of texts`)
  }
  walk(tree, '')
  return words
}

const plural = /_(zero|one|two|few|many|other)$/
const baseOf = (key: string) => key.replace(plural, '')
const blanksOf = (text: string) => [...new Set([...text.matchAll(/\{\{\s*([\w.]+)/g)].map(([, name]) => name))].sort()
/** Keys without plural forms, each with the placeholders of all its forms. */
function outline(words: Map<string, string>): Record<string, (string | undefined)[]> {
  const blanks = new Map<string, Set<string | undefined>>()
  for (const [key, text] of words) {
    const known = blanks.get(baseOf(key)) ?? new Set()
    for (const blank of blanksOf(text)) known.add(blank)
    blanks.set(baseOf(key), known)
  }
  return Object.fromEntries([...blanks].map(([key, names]) => [key, [...names].sort()]))
}

const files = filesOf('en')

describe('the language texts', () => {
  it('are in the same files in every language, including errors', () => {
    expect(files).toContain('errors.ts')
    for (const language of languages) expect(filesOf(language), language).toEqual(files)
  })

  describe.each(files)('%s', (file) => {
    it.each(languages)('has every key in %s, with the same placeholders', async (language) => {
      expect(outline(await read(language, file))).toEqual(outline(await read('en', file)))
    })

    it.each(languages)('has no empty text and no missing plural form in %s', async (language) => {
      const words = await read(language, file)
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
      for (const [key, text] of words) {
        expect(text, key).not.toBe('')
        if (!key.endsWith('_other')) continue
        for (const category of pluralCategories) expect([...words.keys()], key).toContain(`${baseOf(key)}_${category}`)
      }
    })
  })

  it('are looked up by keys of the catalogue: any other does not compile', async () => {
    const asked: Key[] = ['wall:count.in_bay', 'order:who.planned', 'common:age.never']
    // @ts-expect-error There is no such text.
    asked.push('wall:count.in_bayou')
    // @ts-expect-error The plural form is chosen by `count`.
    asked.push('order:who.planned_one')
    // @ts-expect-error A group is no text.
    asked.push('wall:count')
    expect(Object.keys(outline(await read('en', 'wall.ts')))).toContain('count.in_bay')
  })

  it.each(languages)('has a sentence for every error code and for nothing else in %s', async (language) => {
    const sentences = await read(language, 'errors.ts')
    expect([...sentences.keys()].sort()).toEqual([...errorCodes].sort())
    for (const [code, sentence] of sentences) expect(sentence, code).toMatch(/[.。？?！!]$/)
  })
})

describe('the language for a tag', () => {
  it.each(languages)('%s is itself', (language) => expect(languageFor(language)).toBe(language))

  it.each([
    ['en-GB', 'en'],
    ['EN', 'en'],
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-Hans-TW', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh-hk', 'zh-Hant'],
    ['zh-MO', 'zh-Hant'],
    ['fr', null],
    ['*', null],
    ['', null],
  ])('%s: %s', (tag, language) => expect(languageFor(tag)).toBe(language))
})
