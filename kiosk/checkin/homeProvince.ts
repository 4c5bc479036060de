/** The province whose plates most customers have: the workshop's, known by the area code of its telephone (mainland China). Pure. */
import { mainNumber } from '#contract/phone.ts'
import { provinces } from '#contract/plate.ts'

/** Provinces by the first two digits of their area codes. Mobile numbers begin with none of them. */
const areas: Readonly<Record<string, string>> = {
  ...{ 10: '京', 20: '粤', 21: '沪', 22: '津', 23: '渝', 24: '辽', 25: '苏', 27: '鄂', 28: '川', 29: '陕' },
  ...{ 31: '冀', 33: '冀', 34: '晋', 35: '晋', 37: '豫', 39: '豫' },
  ...{ 41: '辽', 42: '辽', 43: '吉', 45: '黑', 46: '黑', 47: '蒙', 48: '蒙' },
  ...{ 51: '苏', 52: '苏', 53: '鲁', 54: '鲁', 55: '皖', 56: '皖', 57: '浙', 58: '浙', 59: '闽' },
  ...{ 63: '鲁', 66: '粤', 69: '云' },
  ...{ 70: '赣', 71: '鄂', 72: '鄂', 73: '湘', 74: '湘', 75: '粤', 76: '粤', 77: '桂', 79: '赣' },
  ...{ 81: '川', 82: '川', 83: '川', 85: '贵', 87: '云', 88: '云', 89: '藏' },
  ...{ 90: '新', 91: '陕', 93: '甘', 94: '甘', 95: '宁', 97: '青', 99: '新' },
}
const HAINAN = '898'

/** The workshop's province; null if its number is a mobile one, of another country, or missing. */
export function homeProvince(phone: string | null): string | null {
  const national = /^\+86(\d{9,11})$/.exec(mainNumber(phone ?? ''))?.[1]
  if (national === undefined) return null
  return national.startsWith(HAINAN) ? '琼' : (areas[national.slice(0, 2)] ?? null)
}

/** All provinces, the workshop's first. */
export function provincesFrom(phone: string | null): string[] {
  const home = homeProvince(phone)
  return home === null ? [...provinces] : [home, ...[...provinces].filter((province) => province !== home)]
}
