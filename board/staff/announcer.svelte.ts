/** What screen readers are told: the last sentence, read out when it changes. */
import { createContext } from 'svelte'

export const [useAnnouncer, provideAnnouncer] = createContext<Announcer>()

export class Announcer {
  text = $state('')

  say(text: string): void {
    this.text = text
  }
}
