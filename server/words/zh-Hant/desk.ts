import type en from '../en/desk.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '櫃檯',
  empty: '櫃檯暫無待辦。',
  callers: '櫃檯等候',
  handover: '待交車',
  finishing: '檢驗與洗車',
  estimate: '待估價',
  answer: '等車主答覆',
  booked: '預約',
  all_other: '顯示全部 {{count}} 個',
  fewer: '收起',
  caller: {
    waits: '已等 {{time}}',
    answered: '已處理',
  },
  form: {
    plate: '車牌',
    plateIfAny: '車牌（如有）',
    model: '車款',
    name: '姓名',
    phone: '電話',
    symptoms: '故障描述',
    words: '車主原話',
    language: '車主語言',
    waits: '在廠等候',
    about: '事由',
  },
  checkIn: {
    button: '進廠登記',
    title: '進廠登記',
    purpose: '來意',
    send: '登記',
    ticket: '號碼',
    another: '下一位',
  },
  book: {
    button: '預約',
    title: '新增預約',
    when: '時間',
    near: '接近的可預約時間',
    items_other: '項目（已選 {{count}}，可不選）',
    send: '確認預約',
    code: '預約碼',
    another: '再約一個',
  },
} satisfies Translation<typeof en>
