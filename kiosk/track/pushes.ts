/**
 * The worker behind a customer's page: shows a notice when one is pushed, and opens the page when it is touched. It keeps
 * nothing and answers no request: a page that is not live is no use to anybody.
 */

/** What the server pushes; `tag` is the same for a repeat, which then takes the place of what is shown. */
interface Pushed {
  title: string
  body: string
  url: string
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
  event.waitUntil(worker.registration.showNotification(title, { body, tag, data: url }))
})

worker.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(show(String(event.notification.data)))
})

/** The page that is open already comes to the front; in whatever language it is shown. */
async function show(url: string): Promise<unknown> {
  const { pathname } = new URL(url)
  const pages = await worker.clients.matchAll({ type: 'window' })
  const open = pages.find((page) => new URL(page.url).pathname === pathname)
  return open ? open.focus() : worker.clients.openWindow(url)
}
