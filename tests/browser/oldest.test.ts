/** The built screens use nothing that the oldest supported browsers lack. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import css from '@eslint/css'
import { ESLint } from 'eslint'
import es from 'eslint-plugin-es-x'
import { expect, it } from 'vitest'
import { oldest } from '../../board/page/browsers.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Called like methods of arrays and elements. The types of the sources do not have those of iterators. */
const ambiguous = /iterator-prototype|resizable-and-growable/
const newer = Object.entries(es.configs['flat/restrict-to-es2023'].rules ?? {}).filter(
  ([rule]) => !ambiguous.test(rule),
)
/** Parts of the browser, not of the language, that are newer. */
const newerInBrowser = [
  ...['AbortSignal.any', 'URL.canParse', 'URL.parse', 'document.startViewTransition', 'navigator.scheduling'],
  ...['Intl.DurationFormat', 'CSS.highlights'],
].map((name) => ({ object: name.split('.')[0], property: name.split('.')[1] }))

/** Where a browser lacks one of these, the screen only looks a little plainer. */
const decoration = [
  ...[
    'accent-color',
    'contain-intrinsic-size',
    'content-visibility',
    'hyphens',
    'line-clamp',
    'outline',
    'overscroll-behavior',
  ],
  ...['paint-order', 'resize', 'scrollbar-width', 'text-wrap', 'user-select'],
]

const lint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  ignore: false,
  allowInlineConfig: false,
  overrideConfig: [
    {
      files: ['**/*.js'],
      plugins: { 'es-x': es },
      settings: { 'es-x': { aggressive: true } },
      rules: {
        ...Object.fromEntries(newer),
        'no-restricted-properties': ['error', ...newerInBrowser],
        'no-restricted-globals': ['error', 'requestIdleCallback', 'scheduler', 'navigation'],
      },
    },
    {
      files: ['**/*.css'],
      plugins: { css },
      language: 'css/css',
      languageOptions: { tolerant: true },
      rules: {
        // The end of 2022 lies before the oldest browsers; what they have besides is named.
        'css/use-baseline': [
          'error',
          {
            available: 2022,
            allowFunctions: ['color-mix'],
            allowSelectors: ['has', 'user-invalid'],
            allowProperties: decoration,
          },
        ],
      },
    },
  ],
})
const faultsOf = (results: ESLint.LintResult[]) =>
  results.flatMap(({ messages }) => messages.map(({ message }) => message))

it('their code', async () => {
  expect([...new Set(faultsOf(await lint.lintFiles(['dist/assets/*.js'])))]).toEqual([])
})

it('their styles', async () => {
  expect([...new Set(faultsOf(await lint.lintFiles(['dist/assets/*.css'])))]).toEqual([])
})

it.each([
  ['AbortSignal.any([])', 'x.js'],
  ['Object.groupBy([], (one) => one)', 'x.js'],
  ['Promise.withResolvers()', 'x.js'],
  ['new Set().union(new Set())', 'x.js'],
  ['a { &:hover { color: red } }', 'x.css'],
])('finds %s', async (source, filePath) => {
  expect(faultsOf(await lint.lintText(source, { filePath: `dist/assets/${filePath}` }))).not.toEqual([])
})

it('are named in the README', () => {
  const { chrome, edge, firefox, safari } = oldest
  expect(chrome).toBe(edge)
  expect(readFileSync(`${root}README.md`, 'utf8')).toContain(
    `Chrome or Edge ${chrome}, Firefox ${firefox}, Safari ${safari}, or newer`,
  )
})
