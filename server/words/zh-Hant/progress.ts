import type en from '../en/progress.ts'
import type { Translation } from '../translation.ts'

export default {
  due: '待回報進度',
  by: '{{at}} 能完工嗎？',
  answer: '回報',
  title: '{{plate}}：進展如何？',
  promise: '預定 {{at}} 交車',
  onTime: '準時完成',
  later: '將晚於預定交車時間',
  other: '其他…',
  minutes: '多少工作分鐘',
  send: '送出',
  problem: '有問題，原因是？',
  words: '補充說明，先填後選（可不填）',
  delay: '預計晚',
  unknown: '尚不清楚',
  first: '已有人先回報：',
  again: '重新回報',
  result: {
    on_time: '準時',
    later: '需延後',
    problem: '有問題',
  },
  ready: '{{at}} 完工',
  who: '{{who}} {{at}}：{{what}}',
  brief: '{{who}} {{at}} 回報：{{what}}',
  unknownPerson: '有人',
  times: '{{due}} 進度詢問，{{late}} 前回報',
  answerBy: '{{due}} 已詢問，{{late}} 前回報',
} satisfies Translation<typeof en>
