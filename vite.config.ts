import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

export default defineConfig({
  appType: 'mpa',
  plugins: [svelte()],
  build: {
    outDir: 'dist',
    rolldownOptions: { input: { board: 'board/index.html', kiosk: 'kiosk/index.html' } },
  },
})
