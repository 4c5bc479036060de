import regexp from 'eslint-plugin-regexp'
import svelte from 'eslint-plugin-svelte'
import ts from 'typescript-eslint'
import svelteConfig from './svelte.config.js'

export default ts.config(
  { ignores: ['dist/', 'data/', 'node_modules/', 'db/migrations/'] },
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
  },
  {
    rules: {
      // An index that has just been checked, a key that a table must have: `!` says so; noUncheckedIndexedAccess finds the rest.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-dynamic-delete': 'off',
      'svelte/no-navigation-without-resolve': 'off',
      eqeqeq: ['error', 'smart'],
    },
  },
  {
    // The server matches what anybody sends, on the thread that serves everybody: every expression must take linear time.
    files: ['server/**', 'db/**', 'board/**', 'kiosk/**'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    // What tells an old browser that it is too old has to run there.
    files: ['board/page/watch.js'],
    languageOptions: { ecmaVersion: 5, sourceType: 'script' },
  },
  {
    // The pure core: time, chance and the outside are handed in.
    files: ['server/domain/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is handed in (context.now).' },
        { object: 'Math', property: 'random', message: 'Chance is handed in.' },
      ],
      'no-restricted-globals': [
        'error',
        'process',
        'console',
        'setTimeout',
        'setInterval',
        'performance',
        'fetch',
        'crypto',
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'Time is handed in (context.now).',
        },
      ],
    },
  },
)
