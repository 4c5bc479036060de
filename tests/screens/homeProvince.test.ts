/** Which province the kiosk offers first. */
import { expect, it, test } from 'vitest'
import { provinces } from '#contract/plate.ts'
import { homeProvince, provincesFrom } from '../../kiosk/checkin/homeProvince.ts'

it.each([
  ['+862155550137', '沪'],
  ['+861065529988', '京'],
  ['+867558888888', '粤'],
  ['+868986666666', '琼'],
  ['+868916666666', '藏'],
  ['+862168888888;ext=12', '沪'],
  ['+8613800138000', null],
  ['+4930123456', null],
  ['02155550137', null],
  [null, null],
])('a workshop at %s is in %s', (phone, province) => expect(homeProvince(phone)).toBe(province))

test('the workshop’s province comes first, and every province once', () => {
  for (const phone of ['+862155550137', '+868716666666', '+8613800138000', null]) {
    const keys = provincesFrom(phone)
    expect(keys[0]).toBe(homeProvince(phone) ?? [...provinces][0])
    expect([...keys].sort()).toEqual([...provinces].sort())
  }
})
