/**
 * Notifications on this phone (Web Push) for this page's order, offered where the browser supports them; the permission prompt comes
 * only after a tap. Each page has its own service worker and subscription, so that it can be stopped separately.
 */
import type { CommandName, PayloadInput, Reply } from '#contract/commands/index.ts'
import type { PushKey } from '#contract/questions.ts'

/** `none`: not offered, because the browser or the server lacks support, the connection is not secure, or permission was denied for good. */
export type Pushing = 'none' | 'off' | 'busy' | 'on' | 'denied' | 'failed'

type Send = <N extends CommandName>(name: N, payload: PayloadInput<N>) => Promise<Reply<N>>

const WORKER = '/pushes.js'

export class Pushes {
  #token: string
  #send: Send
  #state = $state.raw<Pushing>('none')

  constructor(token: string, send: Send) {
    this.#token = token
    this.#send = send
  }

  get state(): Pushing {
    return this.#state
  }

  /** Determines the current state. */
  async refresh(): Promise<void> {
    const can = isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
    if (!can || Notification.permission === 'denied') return
    const subscription = await this.#subscription().catch(() => null)
    // The server has no push: nothing to offer, only to stop.
    if (!subscription && (await this.#key().catch(() => null)) === null) return
    this.#state = subscription ? 'on' : 'off'
  }

  /** Call it from a tap: browsers grant the permission prompt only then. */
  async allow(orderId: string): Promise<void> {
    this.#state = 'busy'
    this.#state = await this.#allow(orderId).catch(() => 'failed' as const)
  }

  async stop(orderId: string): Promise<void> {
    this.#state = 'busy'
    try {
      const subscription = await this.#subscription()
      if (subscription) {
        await this.#send('stopPush', { orderId, endpoint: subscription.endpoint })
        await subscription.unsubscribe()
      }
      this.#state = 'off'
    } catch {
      this.#state = 'on'
    }
  }

  async #allow(orderId: string): Promise<Pushing> {
    const permission = await Notification.requestPermission()
    if (permission !== 'granted') return permission === 'denied' ? 'denied' : 'off'
    const registration = await navigator.serviceWorker.register(WORKER, { scope: location.pathname })
    await isActive(registration)
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: await this.#key(),
    })
    const { endpoint, keys } = subscription.toJSON()
    const { p256dh = '', auth = '' } = keys ?? {}
    const reply = await this.#send('allowPush', { orderId, endpoint: endpoint ?? '', p256dh, auth })
    // This browser is subscribed already.
    if (reply.ok || reply.code === 'nothing_to_change') return 'on'
    await subscription.unsubscribe()
    return 'failed'
  }

  async #subscription(): Promise<PushSubscription | null> {
    const registration = await navigator.serviceWorker.getRegistration(location.pathname)
    return (await registration?.pushManager.getSubscription()) ?? null
  }

  /** `null`: the server has no push. */
  async #key(): Promise<string | null> {
    const headers = { 'X-Pitboard-View': 'customer', Authorization: `Bearer ${this.#token}` }
    const response = await fetch('/api/push-key', { headers })
    if (!response.ok) throw new Error('no key')
    return ((await response.json()) as PushKey).publicKey
  }
}

/** A service worker can subscribe only once it is active. */
function isActive({ active, installing, waiting }: ServiceWorkerRegistration): Promise<unknown> {
  const coming = installing ?? waiting
  if (active || !coming) return Promise.resolve()
  return new Promise((resolve, reject) => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated') resolve(coming)
      if (coming.state === 'redundant') reject(new Error('redundant'))
    })
  })
}
