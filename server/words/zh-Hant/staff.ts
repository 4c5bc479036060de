import type en from '../en/staff.ts'
import type { Translation } from '../translation.ts'

export default {
  who: {
    acts: '目前操作人',
    nobody: '請選擇姓名',
    title: '請選擇您的姓名',
    why: '此處的操作會記在您的名下，直到另選他人。',
    none: '還沒有設定員工。',
  },
  back: '返回',
  sending: '傳送中…',
  savedForLater: '已保留，恢復連線後送出。',
  offline: '連線中斷，顯示的是斷線前的情況。操作會保留，恢復連線後送出。',
  putAway: '關閉提示',
  changed: '已被他人更改。',
  isNow: '{{plate}} 現為：{{what}}。',
  inBay: '在 {{number}} 號工位',
  forBay: '已派 {{number}} 號工位',
  nowhere: '未派工位',
} satisfies Translation<typeof en>
