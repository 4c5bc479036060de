import type en from '../en/staff.ts'
import type { Translation } from '../translation.ts'

export default {
  who: {
    acts: '当前操作人',
    nobody: '请选择姓名',
    title: '请选择您的姓名',
    why: '此处的操作会记在您的名下，直到另选他人。',
    none: '还没有设置员工。',
  },
  back: '返回',
  sending: '发送中…',
  savedForLater: '已保存，恢复连接后发送。',
  offline: '连接中断，显示的是断开前的情况。操作会保存，恢复连接后发送。',
  putAway: '关闭提示',
  changed: '已被他人更改。',
  isNow: '{{plate}} 现为：{{what}}。',
  inBay: '在 {{number}} 号工位',
  forBay: '已派 {{number}} 号工位',
  nowhere: '未派工位',
} satisfies Translation<typeof en>
