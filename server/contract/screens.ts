/** Every screen in display order: its key in the words file `links`, and its path. The staff access key opens the setup too. */
export const screens = [
  { name: 'staff', path: '/board/floor' },
  { name: 'figures', path: '/board/figures' },
  { name: 'setup', path: '/board/setup' },
  { name: 'wall', path: '/board/wall' },
  { name: 'lobby', path: '/board/lobby' },
  { name: 'kiosk', path: '/kiosk' },
] as const
export type ScreenName = (typeof screens)[number]['name']

/** The path of a screen. */
export const pathOf = (name: ScreenName): string => screens.find((screen) => screen.name === name)!.path

/** The page that says how each kind of device trusts the workshop’s own certificate authority. */
export const trustPath = '/trust'
