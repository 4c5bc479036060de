/**
 * Whether the browser translates the page. A translator puts its own texts, wrapped in `<font>`, in place of ours, and what changes
 * later is no longer seen: a page that may be translated draws itself anew instead.
 */
export class Translation {
  #found = $state(false)
  #observer = new MutationObserver((changes) => {
    if (!changes.some(({ addedNodes }) => Array.from(addedNodes).some(({ nodeName }) => nodeName === 'FONT'))) return
    this.#found = true
    this.#observer.disconnect()
  })

  constructor() {
    this.#observer.observe(document.body, { childList: true, subtree: true })
  }

  get found(): boolean {
    return this.#found
  }

  close = (): void => this.#observer.disconnect()
}
