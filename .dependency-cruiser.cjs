/** Who may import whom. The map of the house in the README says the same in words. */
const room = (name) => `^server/${name}/`
/** Files of a room may import what lies in these places and in packages, and nothing else of the house. */
const only = (name, from, ...to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(server|board|kiosk|db|tests)/', pathNot: [from, ...to] },
})

module.exports = {
  forbidden: [
    {
      name: 'no circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('contract stands alone', room('contract')),
    {
      name: 'contract imports only zod',
      severity: 'error',
      from: { path: room('contract') },
      to: { path: 'node_modules', pathNot: 'node_modules/zod/' },
    },
    only('domain imports contract and words', room('domain'), room('contract'), room('words')),
    { name: 'domain is pure', severity: 'error', from: { path: room('domain') }, to: { dependencyTypes: ['core'] } },
    only('policy', room('policy'), room('contract'), room('domain')),
    only(
      'db imports contract for its value lists',
      '^db/',
      room('contract'),
      '^server/domain/rule\\.ts$',
      '^server/terminal/startError\\.ts$',
    ),
    only('read', room('read'), room('contract'), room('domain'), room('policy'), room('audience'), '^db/'),
    only('write', room('write'), room('contract'), room('domain'), room('policy'), room('read'), '^db/'),
    only('audience', room('audience'), room('contract'), room('domain')),
    only('fanout', room('fanout'), room('contract'), room('domain'), room('read'), room('audience')),
    only('clock', room('clock'), room('contract'), room('domain'), room('policy'), room('write'), '^db/'),
    only(
      'the lab measures the product',
      room('lab'),
      room('contract'),
      room('domain'),
      room('terminal'),
      room('lists'),
    ),
    {
      name: 'the product does not import its lab',
      severity: 'error',
      from: { path: '^(server|board|kiosk|db)/', pathNot: room('lab') },
      to: { path: room('lab') },
    },
    only('words', room('words'), room('contract')),
    only('the terminal imports contract and words', room('terminal'), room('contract'), room('words')),
    only('access', room('access'), room('contract'), '^db/'),
    only(
      'screens import contract, words and the kit',
      '^(board|kiosk)/',
      room('contract'),
      room('words'),
      '^board/kit/',
    ),
    only('the kiosk does not import the board', '^kiosk/', room('contract'), room('words'), '^board/kit/'),
    only('the kit does not import screens', '^board/kit/', room('contract'), room('words')),
    {
      name: 'the product does not import its tests',
      severity: 'error',
      from: { path: '^(server|board|kiosk|db)/' },
      to: { path: '^tests/' },
    },
    {
      name: 'no package that is not declared',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'] },
    },
    {
      name: 'no development package in the server',
      severity: 'error',
      from: { path: '^(server|db)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    enhancedResolveOptions: { conditionNames: ['import', 'default', 'types'], exportsFields: ['exports'] },
  },
}
