import type en from '../en/suggestions.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '派工建议',
  none: '暂无建议：目前调整没有好处。',
  acceptAll: '全部采纳',
  accept: '采纳',
  acceptChosen_other: '采纳所选 {{count}} 项',
  dismiss: '忽略',
  dismissChosen_other: '忽略所选 {{count}} 项',
  choose: '选择：{{what}}',
  saves: '延误减少 {{time}}',
  savesAndCosts: '延误减少 {{time}}，其他车辆增加 {{more}}',
  plan_other: '更优计划，共 {{count}} 项移动',
  moves_other: '{{count}} 项移动',
  cause: {
    late: '{{plate}} 将晚 {{time}}',
    lateOpen: '{{plate}} 将延误',
    bay_down: '{{number}} 号工位停用',
    technician_away: '{{who}} 不在岗',
    plan: '整体计划',
  },
  move: {
    bay: '{{car}} {{what}}：移到 {{number}} 号工位',
    who: '{{car}} {{what}}：改派{{who}}',
    both: '{{car}} {{what}}：移到 {{number}} 号工位，改派{{who}}',
    open: '{{car}} {{what}}：取消指定，由系统安排',
    at: '{{move}}，{{at}} 起',
    time: '{{car}} {{what}}：改到 {{at}}',
    next: '{{car}} {{what}}：优先，下一个开始',
    nextThere: '{{move}}，排在最前',
    turn: '{{car}} {{what}}：提前，轮到即开始',
  },
  onTime: '可按承诺交车',
  accepted_other: '已采纳 {{count}} 项移动。',
  dismissed: '已忽略。',
  preview: '指向建议即可在计划上预览。',
} satisfies Translation<typeof en>
