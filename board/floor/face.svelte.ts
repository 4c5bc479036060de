/** What the middle of the floor shows: its bays as cards, or the day plan. */
import { createContext } from 'svelte'
import { recall, remember } from '#kit/memory.ts'

export const faces = ['bays', 'plan'] as const
export type FaceName = (typeof faces)[number]

/** From a desk's screen on the plan is the foreman's face of the floor. */
const DESK = '(min-width: 75rem)'

export const [useFace, provideFace] = createContext<Face>()

export class Face {
  shown = $state<FaceName>(firstFace())

  /** Shows another face, also when the page is loaded anew. */
  show(face: FaceName): void {
    this.shown = face
    remember('face', face)
    const address = new URL(location.href)
    address.searchParams.set('view', face)
    history.replaceState(history.state, '', address)
  }
}

/** The face that the address names, else the one shown last, else what the screen has room for. */
function firstFace(): FaceName {
  const named = new URLSearchParams(location.search).get('view')
  const asked = faces.find((face) => face === named)
  return asked ?? recall('face', faces) ?? (matchMedia(DESK).matches ? 'plan' : 'bays')
}
