import type en from '../en/suggestions.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '派工建議',
  none: '暫無建議：目前調整沒有好處。',
  acceptAll: '全部採納',
  accept: '採納',
  acceptChosen_other: '採納所選 {{count}} 項',
  dismiss: '略過',
  dismissChosen_other: '略過所選 {{count}} 項',
  choose: '選擇：{{what}}',
  saves: '延誤減少 {{time}}',
  savesAndCosts: '延誤減少 {{time}}，其他車輛增加 {{more}}',
  plan_other: '更佳計畫，共 {{count}} 項移動',
  moves_other: '{{count}} 項移動',
  cause: {
    late: '{{plate}} 將晚 {{time}}',
    lateOpen: '{{plate}} 將延誤',
    bay_down: '{{number}} 號工位停用',
    technician_away: '{{who}} 不在班',
    plan: '整體計畫',
  },
  move: {
    bay: '{{car}} {{what}}：移到 {{number}} 號工位',
    who: '{{car}} {{what}}：改派{{who}}',
    both: '{{car}} {{what}}：移到 {{number}} 號工位，改派{{who}}',
    open: '{{car}} {{what}}：取消指定，由系統安排',
    at: '{{move}}，{{at}} 起',
    time: '{{car}} {{what}}：改到 {{at}}',
    next: '{{car}} {{what}}：優先，下一個開始',
    nextThere: '{{move}}，排在最前',
    turn: '{{car}} {{what}}：提前，輪到即開始',
  },
  onTime: '可準時交車',
  accepted_other: '已採納 {{count}} 項移動。',
  dismissed: '已略過。',
  preview: '指向建議即可在計畫上預覽。',
} satisfies Translation<typeof en>
