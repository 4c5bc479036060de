/** Every screen, in the order in which they are listed: what it is called under `doors`, and its path. The staff's key opens the setup too. */
export const screens = [
  { name: 'staff', path: '/board/floor' },
  { name: 'setup', path: '/board/setup' },
  { name: 'wall', path: '/board/wall' },
  { name: 'lobby', path: '/board/lobby' },
  { name: 'kiosk', path: '/kiosk' },
] as const
export type ScreenName = (typeof screens)[number]['name']

/** The path at which a screen is opened. */
export const pathOf = (name: ScreenName): string => screens.find((screen) => screen.name === name)!.path
