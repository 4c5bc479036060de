import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

export default defineConfig({
  appType: 'mpa',
  plugins: [svelte()],
  build: {
    outDir: 'dist',
    rolldownOptions: {
      input: { board: 'board/index.html', kiosk: 'kiosk/index.html' },
      // Screens take types, lists and pure functions from the contract, never its schemas: building a schema has no
      // effect of its own, and knowing so keeps zod out of the pages.
      treeshake: { manualPureFunctions: ['z', 'command', 'viewOf', 'line', 'words'] },
    },
  },
})
