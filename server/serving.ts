/** Serves for as long as the process runs, also when a backup is put in place of the database's state meanwhile. */
import { startApp, type App, type AppOptions } from './app.ts'

export interface Serving {
  /** The app that serves now. */
  readonly app: App
  /** Rejects when it could not begin again. */
  failed: Promise<never>
  /** From now on, new connections get this certificate. */
  useTls: App['useTls']
  close(): Promise<void>
}

/** After a restore nothing that a node remembers is true: it ends, and another begins on the same port. Screens come back by themselves. */
export async function keepServing(given: AppOptions): Promise<Serving> {
  const failed = Promise.withResolvers<never>()
  // Nobody may be listening.
  failed.promise.catch(() => undefined)
  let options = given
  let isClosing = false
  let changing: Promise<void> = Promise.resolve()
  const restored = () => {
    changing = changing.then(beginAgain).catch(failed.reject)
  }
  let app = await startApp({ ...options, restored })

  async function beginAgain(): Promise<void> {
    if (isClosing) return
    options.log.warn('A backup has been restored. Every screen gets its state.')
    const { port } = app
    await app.close()
    app = await startApp({ ...options, port, restored })
  }

  return {
    get app() {
      return app
    },
    failed: failed.promise,
    useTls(pair) {
      options = { ...options, tls: pair }
      app.useTls(pair)
    },
    async close() {
      isClosing = true
      await changing
      await app.close()
    },
  }
}
