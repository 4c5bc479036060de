import { relative } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { pattern, rankOf } from './server/run/projects.mjs'

const database = { globalSetup: ['tests/support/globalSetup.ts'] }

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rank = ({ moduleId }: TestSpecification) => rankOf(relative(import.meta.dirname, moduleId))
    return sorted.sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // Otherwise one core is kept free, which of two is half.
    maxWorkers: '100%',
    projects: [
      // What the screens keep in runes is tested as they compile it.
      {
        plugins: [svelte()],
        test: {
          name: 'unit',
          isolate: false,
          include: pattern('unit'),
          // Some take ten thousand operations, and machines are busy: how long a test takes never decides it.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...{
            name: 'db',
            include: pattern('db'),
          },
          ...{ testTimeout: 30_000, hookTimeout: 60_000, isolate: false, ...database },
        },
      },
      {
        test: {
          ...{ name: 'browser', include: pattern('browser') },
          // All files of a worker share one browser.
          ...{ testTimeout: 120_000, hookTimeout: 120_000, isolate: false, ...database },
        },
      },
    ],
  },
})
