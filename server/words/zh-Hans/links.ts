import type en from '../en/links.ts'
import type { Translation } from '../translation.ts'

export default {
  intro: '车间实时看板。请选择屏幕。',
  keys: '每个屏幕需用授权链接打开一次：服务器首次启动时会打印各屏幕的链接。',
  badKey: '此授权链接已失效。请向管理员索取新链接。',
  staff: { name: '车间调度', does: '供车间主管使用：工位、车辆和下一步。' },
  figures: { name: '数据', does: '供负责人使用：守约、延误、等候。' },
  setup: { name: '设置', does: '供负责人使用：营业时间、人员、服务标准、消息。' },
  wall: { name: '车间大屏', does: '挂在车间：每个工位一目了然。' },
  lobby: { name: '大厅屏幕', does: '挂在休息区：哪辆车可以取了。' },
  kiosk: { name: '自助登记机', does: '放在入口：客户自助登记。' },
  updating: 'Pitboard 正在升级，数据准备好后本页面会自动打开。',
} satisfies Translation<typeof en>
