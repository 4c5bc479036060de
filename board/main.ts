/** The workshop's screens, told apart by their path: /board/wall, /board/lobby, /board/floor, /board/setup. */
import { start, type Screen } from '#kit/start.ts'

const code = import.meta.glob([
  './wall/Wall.svelte',
  './lobby/Lobby.svelte',
  './floor/Floor.svelte',
  './setup/Setup.svelte',
])

const screens: Record<string, Screen> = {
  wall: { load: code['./wall/Wall.svelte'], words: ['common', 'wall'] },
  lobby: { load: code['./lobby/Lobby.svelte'], words: ['common', 'lobby'] },
  floor: { load: code['./floor/Floor.svelte'], words: ['common', 'errors', 'floor', 'plan'] },
  setup: { load: code['./setup/Setup.svelte'], words: ['common', 'errors', 'setup'] },
}

const screen = screens[location.pathname.split('/').filter(Boolean)[1] ?? 'wall']
if (screen) void start(screen)
// A mistyped address: the front door lists the screens there are.
else location.replace('/')
