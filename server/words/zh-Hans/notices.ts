import type { Translation } from '../translation.ts'
import type en from '../en/notices.ts'

export default {
  sampleName: '李娜',
  customer: '客户',
  car: '车辆',
  text: {
    pick_up: {
      subject: '{{plate}} 将于 {{promise}} 交车',
      body:
        '尊敬的{{name}}：\n\n您的 {{model}}（{{plate}}）将按约定于 {{promise}} 完工，届时可来取车。感谢您的信任。\n\n' +
        '维修进度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    ready: {
      subject: '{{plate}} 已可取车',
      body: '尊敬的{{name}}：\n\n您的 {{model}}（{{plate}}）已经完工，可以来取车。感谢您的信任。\n\n{{link}}\n\n{{workshop}} {{phone}}',
    },
    delay: {
      subject: '{{plate}} 交车时间推迟至 {{time}}',
      body:
        '尊敬的{{name}}：\n\n非常抱歉，您的 {{model}}（{{plate}}）无法按约定时间交车。{{reason}}新的交车时间为 {{time}}。\n\n' +
        '维修进度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    delay_no_time: {
      subject: '{{plate}} 交车时间推迟',
      body:
        '尊敬的{{name}}：\n\n非常抱歉，您的 {{model}}（{{plate}}）无法按约定时间交车。{{reason}}确定新的时间后我们会立即通知您。\n\n' +
        '维修进度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    correction: {
      subject: '{{plate}} 可提前至 {{time}} 交车',
      body:
        '尊敬的{{name}}：\n\n好消息：您的 {{model}}（{{plate}}）比之前通知的时间提前，将于 {{time}} 完工。感谢您的耐心等待。\n\n' +
        '维修进度：{{link}}\n\n{{workshop}} {{phone}}',
    },
  },
  test: {
    subject: '{{workshop}} 测试消息',
    body: '这是 {{workshop}} 的测试消息。给客户的通知将通过此渠道发送。',
  },
  reason: {
    parts: '所需配件尚未到货。',
    bay: '所需工位暂时没有空出。',
    technician: '所需技师暂时无法安排。',
    more_work: '实际工作量比预计的多。',
    customer: '之前在等待您的答复。',
    other: '维修所需时间比预计的长。',
  },
} satisfies Translation<typeof en>
