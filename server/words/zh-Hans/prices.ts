import type en from '../en/prices.ts'
import type { Translation } from '../translation.ts'

/** The price list in the setup. */
export default {
  why: '本店做哪些项目、需要多少工时、收多少钱。估价时从这里选择；已开的维修单保留当时的工时和价格。',
  none: '还没有维修项目。请先添加一项。',
  add: '添加项目',
  code: '编号',
  name: '名称',
  nameWhy: '填一种语言即可；有客户所用语言的名称时，客户看到的就是该名称。',
  place: '工位类型',
  skill: '技能',
  minutes: '标准工时（分钟）',
  fixed: '快修承诺（分钟）',
  fixedWhy: '快修项目：客户确认后多久可取车。不填：按计划。',
  price: '价格',
  amountWhy: '请填写金额，如 {{example}}。',
  learned_other: '已做 {{count}} 次：通常 {{likely}}，稳妥 {{safe}}。',
  remove: '停用',
  restore: '恢复使用',
  gone_other: '{{count}} 个已停用的项目',
} satisfies Translation<typeof en>
