import type en from '../en/doors.ts'
import type { Translation } from '../translation.ts'

export default {
  intro: '车间的实时看板。请选择屏幕。',
  keys: '每个屏幕用自己的钥匙打开：服务器首次启动时会为每个屏幕打印一个链接。',
  badKey: '此链接已不能打开任何屏幕。请向服务器管理人员索取新链接。',
  staff: { name: '车间调度', does: '供车间主管使用：工位、车辆与下一步。' },
  setup: { name: '设置', does: '供负责人使用：营业时间、人员、服务规则、消息。' },
  wall: { name: '车间大屏', does: '挂在车间：一眼看清每个工位。' },
  lobby: { name: '大厅屏幕', does: '挂在大厅：哪辆车可以取了。' },
  kiosk: { name: '自助登记机', does: '门口的触摸屏：客户自助登记。' },
} satisfies Translation<typeof en>
