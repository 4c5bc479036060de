/** Chromium as tests and benchmarks start it: headless, without features only a person at its window would use. */
import { chromium, type Browser, type BrowserContext } from 'playwright-core'

/**
 * The address bar's panels cost two seconds of CPU per new window, and so per context. Our list of disabled features
 * replaces Playwright's; it repeats the ones of Playwright's that matter here.
 */
const WITHOUT = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
]

const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  `--disable-features=${WITHOUT.join(',')}`,
]

const executablePath = process.env['CHROME_PATH'] ?? '/usr/bin/chromium'

export const launchChromium = (): Promise<Browser> => chromium.launch({ executablePath, args: SWITCHES })

/** The same, for a tool that attaches to this port and opens its pages in the browser's own profile. */
export const openBrowserOn = (port: number, profile: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, { executablePath, args: [...SWITCHES, `--remote-debugging-port=${port}`] })
