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
    only('domain imports contract', room('domain'), room('contract')),
    { name: 'domain is pure', severity: 'error', from: { path: room('domain') }, to: { dependencyTypes: ['core'] } },
    only('policy', room('policy'), room('contract'), room('domain')),
    only('db imports contract for its value lists', '^db/', room('contract'), '^server/domain/rule\\.ts$'),
    only('read', room('read'), room('contract'), room('domain'), room('policy'), room('audience'), '^db/'),
    only('write', room('write'), room('contract'), room('domain'), room('policy'), room('read'), '^db/'),
    only('audience', room('audience'), room('contract'), room('domain')),
    only('fanout', room('fanout'), room('contract'), room('domain'), room('read'), room('audience')),
    only('clock', room('clock'), room('contract'), room('domain'), room('policy'), room('write'), '^db/'),
    only(
      'plan',
      room('plan'),
      room('contract'),
      room('domain'),
      '^server/(random|typedPath)\\.ts$',
      '^db/startError\\.ts$',
    ),
    only(
      'forecastCheck reads lists as the import does',
      room('forecastCheck'),
      room('domain'),
      '^server/admin/import',
      '^server/typedPath\\.ts$',
      '^db/startError\\.ts$',
    ),
    only('access', room('access'), room('contract'), '^db/'),
    only('screens import contract and the kit', '^(board|kiosk)/', room('contract'), '^board/kit/'),
    only('the kiosk does not import the board', '^kiosk/', room('contract'), '^board/kit/'),
    only('the kit does not import screens', '^board/kit/', room('contract')),
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
