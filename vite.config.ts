import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'

/**
 * Screens take lists, constants and pure functions from the contract, never its schemas. A module of the contract only
 * declares things, so whatever a screen does not use may be left out; saying so keeps zod off the pages (it would be
 * a third of the wall).
 */
function contractOnlyDeclares(): Plugin {
  return {
    name: 'contract-only-declares',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: /\/server\/contract\/[^?]*\.ts$/ },
      handler(code) {
        const marks: [at: number, text: string][] = []
        for (const node of this.parse(code).body) {
          const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node
          if (declaration?.type !== 'VariableDeclaration') continue
          for (const { init } of declaration.declarations)
            if (init) marks.push([init.start, '/* @__PURE__ */ (() => ('], [init.end, '))()'])
        }
        let marked = code
        for (const [at, text] of marks.reverse()) marked = marked.slice(0, at) + text + marked.slice(at)
        return { code: marked, map: null }
      },
    },
  }
}

export default defineConfig({
  appType: 'mpa',
  plugins: [svelte(), contractOnlyDeclares()],
  build: {
    outDir: 'dist',
    rolldownOptions: { input: { board: 'board/index.html', kiosk: 'kiosk/index.html' } },
  },
})
