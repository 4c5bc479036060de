import type en from '../en/desk.ts'
import type { Translation } from '../translation.ts'

export default {
  title: '前台',
  empty: '前台暂无待办。',
  callers: '前台等候',
  handover: '待交车',
  finishing: '质检与洗车',
  estimate: '待估价',
  answer: '等客户确认',
  booked: '预约',
  all_other: '显示全部 {{count}} 个',
  fewer: '收起',
  caller: {
    waits: '已等 {{time}}',
    answered: '已处理',
  },
  form: {
    plate: '车牌',
    plateIfAny: '车牌（如有）',
    model: '车型',
    name: '姓名',
    phone: '电话',
    symptoms: '故障描述',
    words: '客户原话',
    language: '客户语言',
    waits: '在店等候',
    about: '事由',
  },
  checkIn: {
    button: '到店登记',
    title: '新到店登记',
    purpose: '来意',
    send: '登记',
    ticket: '号码',
    another: '下一位',
  },
  book: {
    button: '预约',
    title: '新建预约',
    when: '时间',
    near: '临近可预约的时间',
    items_other: '项目（已选 {{count}}，可不选）',
    send: '确认预约',
    code: '预约码',
    another: '再约一个',
  },
} satisfies Translation<typeof en>
