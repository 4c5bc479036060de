import type { BayKind } from '#contract/values.ts'
import { words } from './words.svelte.ts'

/** The kinds of work a bay is fit for, its main use first: Lift / Electrical. */
export const usesText = ({ uses }: { uses: readonly BayKind[] }): string =>
  uses.map((use) => words.t(`common:bayKind.${use}`)).join(' / ')
