import type en from '../en/wall.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '车间看板',
  count: { in_bay: '在工位', waiting: '等待', ready: '可取车', late: '延误' },
  alerts: '延误',
  ready: '可取车',
  waiting: '待修，最急在前',
  none_ready: '暂无',
  none_waiting: '没有车辆等待',
  step: { quoted: '待客户', checking: '质检', washing: '洗车' },
  bay: '{{number}} 号工位',
  free: '空闲',
  next: '下一辆',
  promised: '承诺 {{time}}',
  forecast: '预计 {{time}}',
  over: '超时 {{duration}}',
  pause: { approval: '待同意', parts: '待配件', bay: '待工位', technician: '待技师' },
  part_at: '配件 {{time}} 到',
  part_overdue: '配件逾期未到',
  out_until: '至 {{time}}',
  pages: '工位分页',
  no_bays: '本店还没有工位，设置好后会显示在这里。',
} satisfies Translation<typeof en>
