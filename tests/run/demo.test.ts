/** The demo as the user who types the command sees it. */
import { chmodSync, existsSync, mkdtempSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, inject, test, vi } from 'vitest'
import type { Snapshot, Welcome } from '#contract/sync.ts'
import { readPostmaster } from '#db/postmaster.ts'
import { keyedDevices, type KeyedDevice } from '#server/access/keys.ts'
import { screens } from '#contract/screens.ts'
import { openRawScreen } from '../load/rawScreen.ts'
import { begin, beginReady, finish, gone, isAlive, root } from './processes.ts'

vi.setConfig({ testTimeout: 120_000 })
const eventually = { timeout: 60_000, interval: 100 }
const SPEED = 600

/** Runs `npm run demo -- --speed 600`, with its own folder for temporary data. */
function demo() {
  const folder = mkdtempSync(join(inject('scratch'), 'demo-'))
  chmodSync(folder, 0o711)
  const node = join(root, 'node_modules', '.bin', 'node')
  const command: [string, ...string[]] = [node, join(root, 'server', 'demo', 'main.ts'), '--speed', String(SPEED)]
  return {
    how: { command, env: { TMPDIR: folder } },
    /** The demos' folders that exist. */
    thrownAway: () => readdirSync(folder).filter((name) => name.startsWith('pitboard-demo-')),
    postmaster: (name: string) => readPostmaster(join(folder, name, 'postgres', 'cluster'))?.pid ?? 0,
  }
}

test('the demo prints its addresses, which need no keys; its day runs by itself; SIGTERM ends it and deletes all its data', async () => {
  const { how, thrownAway, postmaster } = demo()
  const { url, dataDir, ...running } = await beginReady(how)
  await expect.poll(running.output, eventually).toContain('Everything is deleted at the end.')
  for (const { path } of screens) expect(running.output()).toContain(` ${url}${path} `)
  expect(running.output()).not.toContain('/open/')
  const [folder, ...more] = thrownAway()
  expect(more).toEqual([])
  const postgres = postmaster(folder!)
  expect(isAlive(postgres)).toBe(true)

  // No keys are needed.
  const stateOf = async (view: KeyedDevice) => {
    const answer = await fetch(`${url}/api/state`, { headers: { 'X-Pitboard-View': view } })
    expect(answer.status).toBe(200)
    return (await answer.json()) as Snapshot<'staff'>
  }
  for (const view of keyedDevices) expect((await stateOf(view)).put.workshop).toHaveLength(1)

  // House time runs at that speed.
  const clock = async () => {
    const { at, speed } = await new Promise<Welcome>((resolve) => {
      const wall = openRawScreen(url, { view: 'wall' }, (event, message) => {
        if (event !== 'welcome') return
        wall.close()
        resolve(message)
      })
    })
    expect(speed).toBe(SPEED)
    return { houseTime: at, real: performance.now() }
  }
  const early = await clock()
  // Cars come and are worked on.
  const states = async () => ((await stateOf('staff')).put.order ?? []).map(({ state }) => state)
  await expect.poll(states, eventually).toContain('working')
  const late = await clock()
  const ran = (late.houseTime - early.houseTime) / (late.real - early.real)
  expect(ran).toBeGreaterThan(SPEED / 2)
  expect(ran).toBeLessThan(SPEED * 2)
  expect(running.output()).toContain(`  ${url}/t/`)

  const end = await finish({ ...running, url, dataDir })
  expect(end).toEqual({ code: 0, ms: expect.toSatisfy((ms: number) => ms < 5000, 'under 5 s') })
  expect(await gone(postgres)).toBe(true)
  expect(thrownAway()).toEqual([])
  expect(existsSync(dataDir)).toBe(false)
})

test('the demo serves this machine only: another HOST is refused in one line, and nothing is started', async () => {
  const { how, thrownAway } = demo()
  const running = await begin({ ...how, env: { ...how.env, HOST: '0.0.0.0' } })
  expect(await running.ended).toBe(1)
  expect(running.output().trimEnd().split('\n')).toEqual([
    expect.stringMatching(/HOST must be 127\.0\.0\.1, not 0\.0\.0\.0/),
  ])
  expect(thrownAway()).toEqual([])
})
