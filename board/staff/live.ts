/** The live state as staff see it, for every part of a staff screen. */
import { createContext } from 'svelte'
import type { Live } from '#kit/live.svelte.ts'

export const [useLive, provideLive] = createContext<Live<'staff'>>()
