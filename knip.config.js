/** What is unused is found from here: the programs that are started, the pages, and the tests. */
const scripts = /<script[^>]*>([\s\S]*?)<\/script>/g

export default {
  entry: [
    'server/run/{run,program}.mjs',
    'server/main.ts',
    'server/{admin,admin/database,certificate,demo}/main.ts',
    'server/lab/*/main.ts',
    // Started by path: the planner's thread, and processes of the benchmark.
    'server/planning/worker.ts',
    'tests/{load,shots}/main.ts',
    'tests/support/lockHolder.ts',
    'tests/load/{bareServer,bossNode,clients,flooder,pitboardServer,sinkServer,wallServer}.ts',
  ],
  project: ['{server,board,kiosk,db,tests}/**/*.{ts,svelte,mjs}'],
  // The system's own.
  ignoreBinaries: ['apt-get'],
  // Run by path, or named in a style.
  ignoreDependencies: ['@fontsource-variable/inter', 'dependency-cruiser', 'svelte-check'],
  compilers: {
    svelte: (source) => [...source.matchAll(scripts)].map(([, script]) => script).join('\n'),
  },
}
