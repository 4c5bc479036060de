/** A planning thread that exits when asked about the workshop `end`, and answers everything else with the workshop's name. */
import { parentPort } from 'node:worker_threads'

parentPort!.on('message', ({ id, workshopId }: { id: number; workshopId: string }) => {
  if (workshopId === 'end') process.exit(1)
  if (workshopId === 'throw') throw new Error('thrown')
  parentPort!.postMessage({ id, answer: workshopId })
})
