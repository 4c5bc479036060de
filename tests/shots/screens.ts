/** Every screen in the states worth looking at, and the sizes each is made for. */
import type { Page } from 'playwright-core'

export interface State {
  name: string
  /** `{page}` is a customer's page. */
  path: string
  sizes: readonly Size[]
  /** What must be on the screen before it is photographed. */
  ready: string
  /** Leads from the first sight to the state. */
  act?: (page: Page) => Promise<void>
}
type Size = readonly [width: number, height: number]

const wall = [
  [1920, 1080],
  [3840, 2160],
] as const
const lobby = [
  [1920, 1080],
  [1080, 1920],
] as const
const staff = [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const
const desktop = [[1440, 900]] as const
const kiosk = [[1080, 1920]] as const
const phone = [[390, 844]] as const

const press = (what: string) => (page: Page) => page.locator(what).filter({ visible: true }).first().click()
const both =
  (...acts: ((page: Page) => Promise<void>)[]) =>
  async (page: Page) => {
    for (const act of acts) await act(page)
  }
const openCar = press('.car .open')
const floor = (view: 'bays' | 'plan') => `/board/floor?view=${view}`
const choose = (grouping: string) => async (page: Page) => {
  await page.locator('.plan select').selectOption(grouping)
}
const sections = ['workshop', 'opening', 'people', 'rules', 'messages', 'channels'] as const

export const states: readonly State[] = [
  { name: 'doors', path: '/', sizes: staff, ready: 'main, a' },
  { name: 'wall', path: '/board/wall', sizes: wall, ready: 'article.bay .plate' },
  { name: 'wall-margin', path: '/board/wall?margin=5', sizes: wall.slice(0, 1), ready: 'article.bay .plate' },
  { name: 'lobby', path: '/board/lobby', sizes: lobby, ready: 'section li' },
  { name: 'who', path: floor('bays'), sizes: staff, ready: 'dialog[open]', act: press('.who') },
  { name: 'bays', path: floor('bays'), sizes: staff, ready: '.queue-column' },
  { name: 'plan-bay', path: floor('plan'), sizes: staff, ready: '.queue-column' },
  { name: 'plan-technician', path: floor('plan'), sizes: desktop, ready: '.piece', act: choose('technician') },
  { name: 'plan-team', path: floor('plan'), sizes: desktop, ready: '.piece', act: choose('team') },
  {
    name: 'plan-days',
    path: floor('plan'),
    sizes: desktop,
    ready: '.piece',
    act: press('.plan .bar .switch:last-of-type button:last-child'),
  },
  { name: 'order', path: floor('bays'), sizes: staff, ready: 'dialog[open] h3', act: openCar },
  {
    name: 'order-unfolded',
    path: floor('bays'),
    sizes: desktop,
    ready: 'dialog[open] form',
    act: both(openCar, async (page) => {
      for (const one of (await page.locator('dialog[open] [aria-expanded=false]').all()).toReversed()) await one.click()
    }),
  },
  { name: 'alerts', path: floor('bays'), sizes: staff, ready: 'dialog[open]', act: press('.attention button') },
  { name: 'calls', path: floor('bays'), sizes: staff, ready: 'dialog[open]', act: press('.attention button + button') },
  {
    name: 'arrival',
    path: floor('bays'),
    sizes: staff,
    ready: 'dialog[open] form',
    act: press('header button.strong'),
  },
  {
    name: 'appointment',
    path: floor('bays'),
    sizes: staff,
    ready: 'dialog[open] form',
    act: press('header button.strong + button'),
  },
  {
    name: 'search',
    path: floor('bays'),
    sizes: staff,
    ready: '.find li',
    act: (page) => page.locator('.find input').fill('A'),
  },
  ...sections.map((section) => ({
    ...{
      name: `setup-${section}`,
      path: `/board/setup#${section}`,
      sizes: staff.slice(0, 2),
      ready: 'main form, main h2',
    },
  })),
  { name: 'figures', path: '/board/figures', sizes: staff.slice(0, 2), ready: 'canvas, table' },
  { name: 'kiosk', path: '/kiosk', sizes: kiosk, ready: 'main button' },
  { name: 'kiosk-purpose', path: '/kiosk', sizes: kiosk, ready: 'h1', act: press('main button') },
  {
    name: 'kiosk-plate',
    path: '/kiosk',
    sizes: kiosk,
    ready: '.keys',
    // A tap too soon after a page has turned counts as a double tap.
    act: both(press('main button'), (page) => page.waitForTimeout(1_000), press('main button')),
  },
  { name: 'customer', path: '{page}', sizes: phone, ready: 'h1' },
]
