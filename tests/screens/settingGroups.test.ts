/** The setup shows each service standard once, in one of six groups. */
import { expect, it } from 'vitest'
import { settingNames } from '#contract/settings.ts'
import { settingGroupNames, settingGroups } from '../../board/setup/settingGroups.ts'

it('every setting stands in exactly one of six groups', () => {
  expect(settingGroupNames).toHaveLength(6)
  expect(Object.values(settingGroups).flat().toSorted()).toEqual(settingNames.toSorted())
})
