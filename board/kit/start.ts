import './theme.css'
import { mount, type Component } from 'svelte'
import { preferredLanguage, words, type Texts } from './words.svelte.ts'

/** What a screen's module exports: the component and its texts. */
interface Screen {
  default: Component
  texts: Texts
}

/**
 * Loads a screen and its texts, then mounts it. Throws when the address names no screen, or a file does not load; the page then says so
 * and loads itself again (`board/page`).
 */
export async function start(load: (() => Promise<unknown>) | undefined): Promise<void> {
  const target = document.getElementById('app')
  if (!load || !target) throw new Error(`no screen at ${location.pathname}`)
  const { default: screen, texts } = (await load()) as Screen
  await words.speak(preferredLanguage(), texts)
  mount(screen, { target })
  dispatchEvent(new Event('pitboard:complete'))
}
