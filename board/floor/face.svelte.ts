/** Which face the middle of the floor shows: bay cards or the day plan. */
import { createContext } from 'svelte'
import { recall, remember } from '#kit/memory.ts'

export const faces = ['bays', 'plan'] as const
export type FaceName = (typeof faces)[number]

/** From a desktop's width up, the day plan is the default. */
const DESK = '(min-width: 75rem)'

export const [useFace, provideFace] = createContext<Face>()

export class Face {
  shown = $state<FaceName>(firstFace())

  /** Shows a face and remembers it across reloads. */
  show(face: FaceName): void {
    this.shown = face
    remember('face', face)
    const address = new URL(location.href)
    address.searchParams.set('view', face)
    history.replaceState(history.state, '', address)
  }
}

/** The face in the address, else the last one shown, else the default for the screen's width. */
function firstFace(): FaceName {
  const named = new URLSearchParams(location.search).get('view')
  const asked = faces.find((face) => face === named)
  return asked ?? recall('face', faces) ?? (matchMedia(DESK).matches ? 'plan' : 'bays')
}
