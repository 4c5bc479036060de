/** A device says once a minute what it shows, so that the setup can list it. The server's answer may renew the device's cookie. */
import type { DeviceReport, DeviceReported } from '#contract/deviceReport.ts'
import type { ViewName } from '#contract/values.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { soundState } from './tones.svelte.ts'

/** Real ms; the first report comes once the screen has settled. */
const EVERY = 60_000
const FIRST_AFTER = 2_000

/** The version of the screens: what the build put into the name of the page's script. */
const screens = () =>
  (document.querySelector('script[src]')?.getAttribute('src') ?? '').split('/').at(-1)!.replace('.js', '')
export const version = () => `${CONTRACT_VERSION} ${screens()}`.trim()

/** @param held what the screen holds; null while it is not connected. Returns what ends it. */
export function reportDevice(view: ViewName, held: () => Pick<DeviceReport, 'seq' | 'age'> | null): () => void {
  let isDevice = true
  async function report() {
    const shown = held()
    if (!isDevice || shown === null) return
    const { innerWidth: width, innerHeight: height } = window
    const page = (location.pathname + location.search).slice(0, 200)
    const told: DeviceReport = { ...shown, page, version: version(), width, height, sound: soundState() }
    const answer = await fetch('/api/device', {
      method: 'POST',
      headers: { 'X-Pitboard-View': view, 'Content-Type': 'application/json' },
      body: JSON.stringify(told),
    }).catch(() => null)
    if (answer?.ok) ({ isDevice } = (await answer.json()) as DeviceReported)
  }
  const first = setTimeout(() => void report(), FIRST_AFTER)
  const timer = setInterval(() => void report(), EVERY)
  return () => {
    clearTimeout(first)
    clearInterval(timer)
  }
}
