import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'
import { oldest } from './board/page/browsers.ts'
import { compressed } from './board/page/compressed.ts'
import { noticeInPage } from './board/page/page.ts'
import { plateFont } from './board/page/plateFont.ts'

export default defineConfig({
  appType: 'mpa',
  plugins: [svelte(), noticeInPage, plateFont, compressed],
  build: {
    outDir: 'dist',
    target: Object.entries(oldest).map(([browser, version]) => browser + version),
    // Every browser the screens are made for loads modules ahead by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { board: 'board/index.html', kiosk: 'kiosk/index.html', pushes: 'kiosk/track/pushes.ts' },
      // A worker keeps its name: browsers look under it for a newer one.
      output: {
        entryFileNames: ({ name }) => (name === 'pushes' ? '[name].js' : 'assets/[name]-[hash].js'),
        // What wall, floor and page share, in one file: a dozen small ones weigh 1 kB more.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            {
              name: 'bay',
              test: /(kit\/(ui\/(Bars|StateMark|Hung)|wakeLock|alarm|alerts|tones|orders)|contract\/(calendar|progress))[.]/,
            },
          ],
        },
      },
    },
  },
})
