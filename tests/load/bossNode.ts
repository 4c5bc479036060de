/** A node of the baseline: pg-boss at its shortest interval, fetching in batches. */
import { PgBoss } from 'pg-boss'
import { answer } from './child.ts'

const QUEUE = 'deadlines'
const late: number[] = []
let boss: PgBoss
let last = 0

const open = async (url: string) => {
  boss = new PgBoss({ connectionString: url, schedule: false, supervise: false })
  boss.on('error', console.error)
  await boss.start()
}

answer({
  async fill({ url, pending, instants }: { url: string; pending: number; instants: number[] }) {
    await open(url)
    await boss.createQueue(QUEUE)
    const jobAt = (at: number) => ({ startAfter: new Date(at), data: { at } })
    const far = Array.from({ length: pending }, (_, i) => jobAt(Date.now() + 86_400_000 + i * 1000))
    for (let i = 0; i < far.length; i += 5000) await boss.insert(QUEUE, far.slice(i, i + 5000))
    await boss.insert(QUEUE, instants.map(jobAt))
    last = instants.at(-1)!
    await boss.stop({ graceful: false })
  },
  last: () => last,
  async work({ url }: { url: string }) {
    await open(url)
    await boss.work<{ at: number }>(QUEUE, { pollingIntervalSeconds: 0.5, batchSize: 100 }, async (jobs) => {
      for (const { data } of jobs) late.push(Date.now() - data.at)
    })
  },
  lateness: () => late,
})
