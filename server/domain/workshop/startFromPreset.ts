/** A new workshop begins with the bays, people and prices of its size. */
import { roleTexts, teamTexts } from '#words/texts.ts'
import { refuse, type Rule } from '../rule.ts'
import { presetFurnishing } from './presets.ts'
import { furnishWorkshop } from './workshop.ts'

/** Refuses `not_empty`: what stands there already is never mixed with a preset. */
export const startFromPreset: Rule<'startFromPreset'> = {
  needs: () => ({ everything: true, workshopAlerts: true }),
  decide(scope, { preset, language }, context) {
    const { workshop, bays, priceItems } = scope
    if (bays.size + priceItems.size > 0) return refuse('not_empty')
    const contents = presetFurnishing(
      preset,
      { roles: roleTexts[language], teams: teamTexts[language] },
      workshop.currency,
    )
    return furnishWorkshop.decide(scope, { ...contents, isExample: workshop.isExample }, context)
  },
}
