import './theme.css'
import { mount, type Component } from 'svelte'
import { preferredLanguage, words, type Texts } from './words.svelte.ts'

/** What the file of a screen holds: the screen, and the texts it shows. */
interface Screen {
  default: Component
  texts: Texts
}

/** Fetches a screen and its texts, then shows it. Throws when the address names no screen. */
export async function start(load: (() => Promise<unknown>) | undefined): Promise<void> {
  const target = document.getElementById('app')
  if (!load || !target) throw new Error(`no screen at ${location.pathname}`)
  const { default: screen, texts } = (await load()) as Screen
  await words.speak(preferredLanguage(), texts)
  mount(screen, { target })
}
