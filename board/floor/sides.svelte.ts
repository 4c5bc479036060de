/** Which side of the floor a narrow screen shows: a phone one at a time, a tablet the bays and one other. */
import { MediaQuery } from 'svelte/reactivity'
import type { Face } from './face.svelte.ts'

export type Side = 'queue' | 'bays' | 'desk' | 'suggest'

export class Sides {
  readonly #face: Face
  readonly #phone = new MediaQuery('(max-width: 47.99rem)')
  chosen = $state<Side>('queue')
  /** The side shown: not every screen has every side. */
  readonly shown: Side = $derived.by(() => {
    const isHere = this.chosen === 'bays' ? this.onPhone : this.chosen !== 'suggest' || this.#face.shown === 'plan'
    return isHere ? this.chosen : 'queue'
  })

  constructor(face: Face) {
    this.#face = face
  }

  get onPhone(): boolean {
    return this.#phone.current
  }
}
