/** The workshop's screens by path: /board/wall, /board/lobby, /board/floor, /board/figures, /board/setup. */
import { start } from '#kit/start.ts'

const code = import.meta.glob([
  './wall/Wall.svelte',
  './lobby/Lobby.svelte',
  './floor/Floor.svelte',
  './figures/Figures.svelte',
  './setup/Setup.svelte',
])

const screens: Record<string, (() => Promise<unknown>) | undefined> = {
  wall: code['./wall/Wall.svelte'],
  lobby: code['./lobby/Lobby.svelte'],
  floor: code['./floor/Floor.svelte'],
  figures: code['./figures/Figures.svelte'],
  setup: code['./setup/Setup.svelte'],
}

const screen = screens[location.pathname.split('/').filter(Boolean)[1] ?? 'wall']
if (screen) void start(screen)
// A mistyped address: the start page lists all screens.
else location.replace('/')
