/** Loads the texts of every screen, for tests of sentences. */
import type { Language } from '#contract/values.ts'
import { words } from '../../../board/kit/words.svelte.ts'

const texts = import.meta.glob('../../../server/words/*/*.ts', { import: 'default' })

export const speak = (language: Language): Promise<void> => words.speak(language, texts)
