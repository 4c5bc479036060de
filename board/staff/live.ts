/** The staff view's live state, as context for every part of a staff screen. */
import { createContext } from 'svelte'
import type { Live } from '#kit/live.svelte.ts'

export const [useLive, provideLive] = createContext<Live<'staff'>>()
