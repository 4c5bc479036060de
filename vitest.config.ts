import { defineConfig } from 'vitest/config'

const database = { globalSetup: ['tests/support/globalSetup.ts'] }

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['tests/{domain,plan,screens}/**/*.test.ts'] } },
      {
        test: {
          ...{
            name: 'db',
            include: ['tests/{write,clock,sync,edge,delivery,documents,admin,setup,demo}/**/*.test.ts'],
          },
          ...{ testTimeout: 30_000, hookTimeout: 60_000, ...database },
        },
      },
      {
        test: {
          ...{ name: 'browser', include: ['tests/browser/**/*.test.ts'] },
          ...{ testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false, ...database },
        },
      },
    ],
  },
})
