/** A planning thread that sleeps for that many milliseconds before it answers (`sleep 200`), or computes for ever (`compute`). */
import { parentPort } from 'node:worker_threads'

parentPort!.on('message', ({ id, workshopId }: { id: number; workshopId: string }) => {
  const [does, milliseconds] = workshopId.split(' ')
  if (does === 'compute') for (;;);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(milliseconds))
  parentPort!.postMessage({ id, answer: workshopId })
})
