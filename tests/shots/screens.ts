/** Every screen in the states worth looking at, and the sizes each is made for. */
import type { Page } from 'playwright-core'

export interface State {
  name: string
  /** `{page 0}` is the first customer's page. */
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
const sections = [
  'workshop',
  'opening',
  'people',
  'shifts',
  'standIns',
  'roles',
  'roles',
  'prices',
  'rules',
  'messages',
  'channels',
] as const

/** The kiosk, question by question, each reached from the first; a new car for each language. */
function kioskStates(): State[] {
  const tap = (what: string) => (page: Page) => page.locator(what).filter({ visible: true }).first().tap()
  const keys = (text: string) => async (page: Page) => {
    for (const one of text) await page.getByRole('button', { name: one, exact: true }).tap()
  }
  /** Taps until another question is asked: a tap too soon after a page has turned counts as a double tap. */
  const onward = (what: string) => async (page: Page) => {
    const question = () => page.locator('h1').textContent()
    const before = await question()
    while ((await question()) === before) {
      await tap(what)(page)
      await page.waitForTimeout(250)
    }
  }
  const ownLanguage = async (page: Page) => {
    const language = await page.evaluate(() => new URLSearchParams(location.search).get('lang'))
    await onward(`main button[lang="${language}"]`)(page)
  }
  const plateOfItsOwn = async (page: Page) => {
    await keys(`沪Z${String(10_000 + (Date.now() % 90_000))}`)(page)
  }
  const next = onward('nav .go')
  const steps: [name: string, act: (page: Page) => Promise<void>][] = [
    ['language', async () => {}],
    ['purpose', ownLanguage],
    ['plate', onward('main .tile')],
    ['plate-typed', plateOfItsOwn],
    ['visit', next],
    ['phone', next],
    ['name', both(keys('13800138000'), next)],
    ['symptoms', next],
    ['symptoms-chosen', tap('main .picture')],
    ['words', onward('nav .other')],
    ['stay', next],
    ['review', onward('main .tile')],
    ['ticket', next],
  ]
  return steps.map(([name], at) => ({
    ...{ name: `kiosk-${name}`, path: '/kiosk', sizes: kiosk, ready: 'h1' },
    act: both(...steps.slice(0, at + 1).map(([, act]) => act)),
  }))
}

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
  {
    name: 'order-in-bay',
    path: floor('bays'),
    sizes: desktop,
    ready: 'dialog[open] h3',
    act: press('.bays .car .open'),
  },
  { name: 'order-ready', path: floor('bays'), sizes: desktop, ready: 'dialog[open] h3', act: press('.desk .open') },
  {
    name: 'progress-check',
    path: floor('bays'),
    sizes: staff.slice(0, 2),
    ready: 'dialog[open]',
    act: press('.bays .ask'),
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
  ...kioskStates(),
  ...[0, 1, 2].map((nth) => ({ name: `customer-${nth + 1}`, path: `{page ${nth}}`, sizes: phone, ready: 'h1' })),
]
