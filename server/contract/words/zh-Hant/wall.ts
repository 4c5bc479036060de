import type en from '../en/wall.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '車間看板',
  count: { in_bay: '在工位', waiting: '等待', ready: '可取車', late: '延誤' },
  alerts: '延誤',
  ready: '可取車',
  waiting: '待修，最急在前',
  none_ready: '暫無',
  none_waiting: '沒有車輛等待',
  step: { quoted: '待客戶', checking: '檢驗', washing: '洗車' },
  bay: '{{number}} 號工位',
  free: '空閒',
  next: '下一輛',
  promised: '承諾 {{time}}',
  forecast: '預計 {{time}}',
  over: '逾時 {{duration}}',
  pause: { approval: '待同意', parts: '待零件', bay: '待工位', technician: '待技師' },
  part_at: '零件 {{time}} 到',
  part_overdue: '零件逾期未到',
  out_until: '至 {{time}}',
  pages: '工位分頁',
  no_bays: '本店還沒有工位，設定好後會顯示在這裡。',
} satisfies Translation<typeof en>
