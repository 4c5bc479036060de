/** The live region for screen readers: reads out the last sentence when it changes. */
import { createContext } from 'svelte'

export const [useAnnouncer, provideAnnouncer] = createContext<Announcer>()

export class Announcer {
  text = $state('')

  say(text: string): void {
    this.text = text
  }
}
