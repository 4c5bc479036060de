/** The workshop's screens by path: /board/wall, /board/lobby, /board/floor, /board/figures, /board/setup; and /pair, /sign-in. */
import { start } from '#kit/start.ts'

const code = import.meta.glob([
  './wall/Wall.svelte',
  './lobby/Lobby.svelte',
  './floor/Floor.svelte',
  './figures/Figures.svelte',
  './setup/Setup.svelte',
  './pair/Pair.svelte',
  './signIn/SignIn.svelte',
])

const screens: Record<string, (() => Promise<unknown>) | undefined> = {
  wall: code['./wall/Wall.svelte'],
  lobby: code['./lobby/Lobby.svelte'],
  floor: code['./floor/Floor.svelte'],
  figures: code['./figures/Figures.svelte'],
  setup: code['./setup/Setup.svelte'],
  pair: code['./pair/Pair.svelte'],
  'sign-in': code['./signIn/SignIn.svelte'],
}

const [first, second = 'wall'] = location.pathname.split('/').filter(Boolean)
const screen = screens[first === 'board' || first === undefined ? second : first]
if (screen) void start(screen)
// A mistyped address: the start page lists all screens.
else location.replace('/')
