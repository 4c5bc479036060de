import type en from '../en/progress.ts'
import type { Translation } from '../translation.ts'

export default {
  due: '待反馈进度',
  by: '{{at}} 能完工吗？',
  answer: '反馈',
  title: '{{plate}}：进展如何？',
  promise: '承诺 {{at}} 交车',
  onTime: '按时完成',
  later: '将晚于承诺',
  other: '其他…',
  minutes: '多少工作分钟',
  send: '提交',
  problem: '有问题，原因是？',
  words: '补充说明，先填后选（可不填）',
  delay: '预计晚',
  unknown: '尚不清楚',
  first: '已有人先反馈：',
  again: '重新反馈',
  result: {
    on_time: '按时',
    later: '需延后',
    problem: '有问题',
  },
  ready: '{{at}} 完工',
  who: '{{who}} {{at}}：{{what}}',
  brief: '{{who}} {{at}} 反馈：{{what}}',
  unknownPerson: '有人',
  times: '{{due}} 进度查询，{{late}} 前反馈',
  answerBy: '{{due}} 已查询，{{late}} 前反馈',
} satisfies Translation<typeof en>
