/** The workshop as edited by the setup's forms, which are shown once it is known. */
import { createContext } from 'svelte'
import type { Workshop } from '#contract/entities/index.ts'

export const [useSetup, provideSetup] = createContext<{ readonly workshop: Workshop }>()
