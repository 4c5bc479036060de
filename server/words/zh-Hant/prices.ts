import type en from '../en/prices.ts'
import type { Translation } from '../translation.ts'

/** The price list in the setup. */
export default {
  why: '本廠做哪些項目、需要多少工時、收費多少。估價時從這裡選擇；已開的維修工單保留當時的工時與價格。',
  none: '還沒有維修項目。請先新增一項。',
  add: '新增項目',
  code: '編號',
  name: '名稱',
  nameWhy: '填一種語言即可；有車主所用語言的名稱時，車主看到的就是該名稱。',
  place: '工位類型',
  skill: '技能',
  minutes: '標準工時（分鐘）',
  fixed: '快修承諾（分鐘）',
  fixedWhy: '快修項目：車主同意後多久可取車。不填：依計畫。',
  price: '價格',
  amountWhy: '請填寫金額，例如 {{example}}。',
  learned_other: '已做 {{count}} 次：通常 {{likely}}，保守 {{safe}}。',
  remove: '停用',
  restore: '恢復使用',
  gone_other: '{{count}} 個已停用的項目',
} satisfies Translation<typeof en>
