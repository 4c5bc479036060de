/** What stands in the HTML of every page, so that a screen says something even if nothing else loads (S8). */
import { readFileSync } from 'node:fs'
import type { HtmlTagDescriptor, Plugin } from 'vite'
import { languages, type Language } from '../../server/contract/values.ts'
import en from '../../server/words/en/page.ts'
import hans from '../../server/words/zh-Hans/page.ts'
import hant from '../../server/words/zh-Hant/page.ts'
import { oldest } from './browsers.ts'

const texts: Record<Language, typeof en> = { en, 'zh-Hans': hans, 'zh-Hant': hant }
const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')

/** One sentence in every language. */
const sentences = (key: keyof typeof en): HtmlTagDescriptor[] =>
  languages.map((lang) => ({
    tag: 'p',
    attrs: { lang, class: key },
    children: texts[lang][key].replace(/\{\{(\w+)\}\}/g, (_, name) => oldest[name as keyof typeof oldest]),
  }))

/** Puts the notice, its style and the script that shows it into a page; the server allows that script by its hash. */
export const noticeInPage: Plugin = {
  name: 'notice in page',
  transformIndexHtml: {
    order: 'post',
    handler: () => [
      // Browsers look for it in the first kilobyte only.
      { tag: 'meta', attrs: { charset: 'utf-8' }, injectTo: 'head-prepend' },
      { tag: 'style', children: read('page.css'), injectTo: 'head-prepend' },
      { tag: 'script', children: read('watch.js'), injectTo: 'head-prepend' },
      { tag: 'noscript', children: sentences('noScript'), injectTo: 'body' },
      {
        tag: 'div',
        attrs: { id: 'notice', role: 'alert' },
        children: [...sentences('notLoaded'), ...sentences('tooOld')],
        injectTo: 'body',
      },
    ],
  },
}
