import type en from '../en/staff.ts'
import type { Translation } from '../translation.ts'

export default {
  who: {
    acts: '操作人',
    nobody: '請選擇姓名',
    title: '您是哪一位？',
    why: '在此處的操作會記在您的名下。選定後本視窗一直有效，可隨時更換。',
    none: '還沒有員工。',
  },
  back: '返回',
  sending: '傳送中…',
  keptForLater: '已保留，恢復連線後送出。',
  offline: '連線中斷。這裡是斷線前的情況；現在的操作會保留，恢復連線後立即送出。',
  putAway: '收起此提示',
  changed: '已被他人更改。',
  isNow: '{{plate}} 目前：{{what}}。',
  inBay: '在 {{number}} 號工位',
  forBay: '已派 {{number}} 號工位',
  nowhere: '未派工位',
} satisfies Translation<typeof en>
