import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const database = { globalSetup: ['tests/support/globalSetup.ts'] }

export default defineConfig({
  test: {
    // Otherwise one core is kept free, which of two is half.
    maxWorkers: '100%',
    projects: [
      // What the screens keep in runes is tested as they compile it.
      {
        plugins: [svelte()],
        test: {
          name: 'unit',
          isolate: false,
          include: ['tests/{audience,domain,lab,screens,terminal}/**/*.test.ts'],
          // Some take ten thousand operations, and machines are busy: how long a test takes never decides it.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...{
            name: 'db',
            include: ['tests/{write,clock,sync,upgrade,edge,delivery,documents,admin,lists,run,demo}/**/*.test.ts'],
          },
          ...{ testTimeout: 30_000, hookTimeout: 60_000, isolate: false, ...database },
        },
      },
      {
        test: {
          ...{ name: 'browser', include: ['tests/browser/**/*.test.ts'] },
          ...{ testTimeout: 120_000, hookTimeout: 120_000, ...database },
        },
      },
    ],
  },
})
