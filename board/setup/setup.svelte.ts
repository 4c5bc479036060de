/** The workshop that the forms of the setup change; they are shown only once it is known. */
import { createContext } from 'svelte'
import type { Workshop } from '#contract/entities/index.ts'

export const [useSetup, provideSetup] = createContext<{ readonly workshop: Workshop }>()
