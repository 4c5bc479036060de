import type en from '../en/desk.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '櫃檯',
  empty: '櫃檯沒有等候事項。',
  callers: '等候答覆',
  handover: '待交車',
  finishing: '檢驗與洗車',
  estimate: '待估價',
  answer: '等客戶答覆',
  booked: '預約',
  all_other: '顯示全部 {{count}} 個',
  fewer: '收起',
  caller: {
    waits: '已等 {{time}}',
    answered: '已答覆',
  },
  form: {
    plate: '車牌',
    plateIfAny: '車牌（如有）',
    model: '車型',
    name: '姓名',
    phone: '電話',
    symptoms: '有什麼問題？',
    words: '客戶原話',
    language: '客戶語言',
    waits: '在店等候',
    about: '事由',
  },
  checkIn: {
    button: '新到店',
    title: '新到店登記',
    purpose: '來意',
    send: '登記',
    ticket: '號碼',
    another: '下一位',
  },
  book: {
    button: '預約',
    title: '新增預約',
    when: '時間',
    items_other: '項目（已選 {{count}}，可不選）',
    send: '確認預約',
    code: '預約碼',
    another: '再約一個',
  },
} satisfies Translation<typeof en>
