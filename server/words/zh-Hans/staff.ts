import type en from '../en/staff.ts'
import type { Translation } from '../translation.ts'

export default {
  who: {
    acts: '操作人',
    nobody: '请选择姓名',
    title: '您是哪一位？',
    why: '在此处的操作会记在您的名下。选定后本窗口一直有效，可随时更换。',
    none: '还没有员工。',
  },
  back: '返回',
  sending: '发送中…',
  keptForLater: '已保留，恢复连接后发送。',
  offline: '连接中断。这里是断开前的情况；现在的操作会保留，恢复连接后立即发送。',
  putAway: '收起此提示',
  changed: '已被他人更改。',
  isNow: '{{plate}} 目前：{{what}}。',
  inBay: '在 {{number}} 号工位',
  forBay: '已派 {{number}} 号工位',
  nowhere: '未派工位',
} satisfies Translation<typeof en>
