/**
 * The service worker of a customer page: shows a pushed notice, and opens the page when it is tapped. It caches nothing and serves no
 * requests, because the page is useless offline.
 */

/** The push payload; a repeat has the same `tag` and replaces the notice shown. */
interface Pushed {
  title: string
  body: string
  /** Null: this page's own address, under which the customer's browser knows it. */
  url: string | null
  tag: string
}

interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface PushEvent extends Waiting {
  data: { json(): unknown } | null
}
interface TouchEvent extends Waiting {
  notification: Notification
}
interface Page {
  url: string
  focus(): Promise<unknown>
}
interface Worker {
  registration: ServiceWorkerRegistration
  clients: { matchAll(options: { type: 'window' }): Promise<Page[]>; openWindow(url: string): Promise<unknown> }
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void
  addEventListener(type: 'notificationclick', listener: (event: TouchEvent) => void): void
}
const worker = self as unknown as Worker

worker.addEventListener('push', (event) => {
  if (!event.data) return
  const { title, body, url, tag } = event.data.json() as Pushed
  event.waitUntil(worker.registration.showNotification(title, { body, tag, data: url ?? worker.registration.scope }))
})

worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(show(String(event.notification.data)))
})

/** Focuses the page if it is already open, in whatever language. */
async function show(url: string): Promise<unknown> {
  const { pathname } = new URL(url)
  const pages = await worker.clients.matchAll({ type: 'window' })
  const open = pages.find((page) => new URL(page.url).pathname === pathname)
  return open ? open.focus() : worker.clients.openWindow(url)
}
