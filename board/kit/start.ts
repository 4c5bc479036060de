import './theme.css'
import { mount, type Component } from 'svelte'
import { loadWords, preferredLanguage, type Namespace } from './words.svelte.ts'

/** One screen of an app: how its code is fetched (undefined when the address names none) and which words it speaks. */
export interface Screen {
  load: (() => Promise<unknown>) | undefined
  words: Namespace[]
}

/** Fetches words and code of a screen side by side, then shows it. Throws when the address names no screen. */
export async function start({ load, words }: Screen): Promise<void> {
  const target = document.getElementById('app')
  if (!load || !target) throw new Error(`no screen at ${location.pathname}`)
  const [screen] = await Promise.all([load() as Promise<{ default: Component }>, loadWords(preferredLanguage(), words)])
  mount(screen.default, { target })
}
