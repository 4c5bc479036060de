/** Who may import whom. ARCHITECTURE.md says the same in words. */
const room = (name) => `^server/${name}/`
/** Files of a room may import what lies in these places and in packages, and nothing else of this repository. */
const only = (name, from, ...to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(server|board|kiosk|db|tests)/', pathNot: [from, ...to] },
})
/** A room of screens: of the server it sees contract and words, of the board the kit and what is named. */
const screen = (name, from, ...to) => only(name, from, room('contract'), room('words'), '^board/kit/', ...to)

const database = '^db/'
const app = '^server/app\\.ts$'
/** Every room of the server with the rooms it may import. */
const rooms = {
  contract: [],
  words: ['contract'],
  domain: ['contract', 'words'],
  policy: ['contract', 'domain'],
  terminal: ['contract', 'words'],
  access: ['contract', database],
  read: ['contract', 'domain', database],
  write: ['contract', 'domain', 'policy', 'access', 'read', database],
  audience: ['contract', 'domain'],
  fanout: ['contract', 'domain', 'read', 'audience'],
  clock: ['contract', 'domain', 'policy', 'write', database],
  planning: ['contract', 'domain', 'policy', 'read', 'write', 'fanout'],
  delivery: ['contract', 'words', 'domain', 'policy', 'write', 'access', 'clock', 'terminal'],
  edge: ['contract', 'words', 'policy', 'read', 'write', 'audience', 'access'],
  http: ['contract', 'words', 'policy', 'read', 'audience', 'access', 'edge', 'fanout', 'planning', 'delivery'],
  socket: ['contract', 'policy', 'access', 'edge', 'fanout', 'clock'],
  certificate: ['contract', 'terminal'],
  lists: ['contract', 'words', 'domain', 'policy', 'read', 'write', 'edge', 'terminal'],
  admin: [
    ...['contract', 'domain', 'policy', 'read', 'write', 'access', 'clock', 'edge', 'fanout', 'delivery'],
    ...['lists', 'backup', 'terminal', database],
  ],
  backup: ['contract', 'policy', 'read', 'write', 'delivery', 'terminal', database],
  demo: ['contract', 'domain', 'policy', 'write', 'admin', 'terminal', database, app],
  lab: ['contract', 'domain', 'read', 'lists', 'terminal', 'demo'],
  run: [],
}
const roomRules = Object.entries(rooms).map(([name, may]) =>
  only(`room ${name}`, room(name), ...may.map((place) => (place in rooms ? room(place) : place))),
)

module.exports = {
  forbidden: [
    { name: 'no circles, not even of types', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no circles of folders',
      severity: 'error',
      scope: 'folder',
      from: { path: '^(server|db|board|kiosk)(/|$)' },
      to: { circular: true },
    },
    ...roomRules,
    {
      name: 'every room of the server stands in the list above',
      severity: 'error',
      from: { path: '^server/[^/]+/', pathNot: Object.keys(rooms).map(room) },
      to: {},
    },
    only(
      'a node knows nothing of its port',
      '^server/(node|bus)\\.ts$',
      room('(access|backup|clock|delivery|fanout|planning|read|terminal|write)'),
      database,
    ),
    only('the port needs a node', '^server/web\\.ts$', '^server/(node|bus)\\.ts$', room('(edge|http|socket|read)')),
    {
      name: 'contract imports only zod',
      severity: 'error',
      from: { path: room('contract') },
      to: { path: 'node_modules', pathNot: 'node_modules/zod/' },
    },
    { name: 'domain is pure', severity: 'error', from: { path: room('domain') }, to: { dependencyTypes: ['core'] } },
    only('db imports contract for its value lists', database, room('contract'), '^server/terminal/startError\\.ts$'),
    {
      name: 'the product does not import its lab',
      severity: 'error',
      from: { path: '^(server|board|kiosk|db)/', pathNot: room('lab') },
      to: { path: room('lab') },
    },
    screen('the kiosk', '^kiosk/'),
    screen('the wall', '^board/wall/'),
    screen('the lobby', '^board/lobby/'),
    screen('pairing', '^board/pair/'),
    screen('signing in', '^board/signIn/'),
    screen('what staff screens share', '^board/staff/'),
    screen('the order card', '^board/order/', '^board/staff/'),
    screen('the desk', '^board/desk/', '^board/(staff|order)/'),
    screen('carrying', '^board/floor/carry/', '^board/(staff|order)/'),
    screen('the bays', '^board/floor/bays/', '^board/(staff|order|floor/carry)/'),
    screen('the day plan', '^board/floor/plan/', '^board/(staff|floor/carry)/'),
    screen('the floor', '^board/floor/', '^board/(staff|order|desk)/'),
    screen('the figures', '^board/figures/', '^board/staff/'),
    screen('the setup', '^board/setup/', '^board/staff/'),
    {
      name: 'no part of the board knows everything',
      severity: 'error',
      from: { path: '^board/' },
      // What every form of the staff needs, each a context of a few lines, is no such part.
      module: {
        path: '^board/',
        pathNot: '^board/(kit/|staff/(live|allowed|answers|sender|workshop)[.])',
        numberOfDependentsMoreThan: 25,
      },
    },
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
