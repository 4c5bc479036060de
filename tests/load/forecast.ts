/**
 * `forecast.shop_ms`: the time for the planning thread to forecast a shop of 60 bays, 40 technicians and 300 live orders, from
 * question to answer, and how long the event loop was blocked meanwhile.
 */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fanout } from '#server/fanout/fanout.ts'
import { createPlanning } from '#server/planning/planning.ts'
import { readState } from '#server/read/state.ts'
import { encode } from '#server/socket/screen.ts'
import { median, percentile, round, type Figures } from './figures.ts'
import { forecastShop } from './forecastShop.ts'
import { openGround } from './ground.ts'

const ROUNDS = 30

export async function forecast(quick: boolean): Promise<Figures> {
  const rounds = quick ? 5 : ROUNDS
  const ground = await openGround()
  const { sql } = ground.database
  const { workshopId, orderIds } = await forecastShop(ground.database, 60, 40, 300)
  const failed = (error: unknown) => console.error(error)
  const fanout = await Fanout.start({
    ...{ sql, node: 'bench', encode, now: Date.now, speed: 1, keysReplaced: () => {}, failed, beatEvery: 2 ** 31 - 1 },
  })
  const planning = createPlanning({ fanout, now: Date.now, outcomes: async () => [] })
  /** Every order has changed since the last forecast, so all of them go to the thread. */
  let state = (await readState(sql, workshopId))!
  const changeAll = () => {
    const { mark: previous } = state
    state = { ...state, seq: state.seq + 1, mark: `mark ${state.seq + 1}`, at: Date.now() }
    const { seq, mark, at, put } = state
    const entry = { workshopId, seq, mark, previous, at, facts: [], put: { order: put.order! }, drop: {} }
    fanout.committed({ ...entry, command: 'recordForecasts', actor: { device: 'clock', personId: null } })
  }
  // Warm up the thread, as in a server that has been running for a while.
  for (let i = 0; i < 10; i++) await planning.forecast(workshopId)

  const delay = monitorEventLoopDelay({ resolution: 1 })
  const whole: number[] = []
  const active: number[] = []
  const quotes: number[] = []
  for (let i = 0; i < rounds; i++) {
    changeAll()
    // Let the event loop settle first.
    await sleep(20)
    delay.enable()
    const before = performance.eventLoopUtilization()
    const begun = performance.now()
    await planning.forecast(workshopId)
    whole.push(performance.now() - begun)
    active.push(performance.eventLoopUtilization(before).active)
    delay.disable()
    const asked = performance.now()
    await planning.promise(workshopId, orderIds[i % orderIds.length]!)
    quotes.push(performance.now() - asked)
  }
  await planning.close()
  await fanout.stop()
  await ground.stop()
  return {
    'forecast.shop_ms': {
      value: round(median(whole)),
      note:
        `worst ${round(percentile(whole, 1))} ms; a promise ${round(median(quotes))} ms; ` +
        `the event loop was at work for ${round(median(active))} ms of it, and late by ${round(delay.max / 1e6)} ms at most`,
    },
  }
}
