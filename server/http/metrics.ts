/** This node's metrics for Prometheus: counts and durations, no content. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

export function createMetrics(screens: () => number) {
  const registry = new Registry()
  // The default samples the event loop 100 times a second, which costs an idle server more than everything else it does.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 })
  const commands = new Counter({
    name: 'pitboard_commands_total',
    help: 'Commands by name and result.',
    labelNames: ['name', 'result'] as const,
    registers: [registry],
  })
  const seconds = new Histogram({
    name: 'pitboard_command_seconds',
    help: 'Time from reading a command to answering it.',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
    registers: [registry],
  })
  new Gauge({
    name: 'pitboard_screens',
    help: 'Screens connected to this node.',
    registers: [registry],
    collect() {
      this.set(screens())
    },
  })
  return {
    registry,
    observed(name: string, result: string, milliseconds: number) {
      commands.inc({ name, result })
      seconds.observe(milliseconds / 1000)
    },
  }
}
