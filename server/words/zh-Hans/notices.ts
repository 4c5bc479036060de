import type { Translation } from '../translation.ts'
import type en from '../en/notices.ts'

export default {
  sampleName: '李娜',
  customer: '客户',
  car: '车辆',
  text: {
    on_course: {
      subject: '{{plate}} 预计按时于 {{promise}} 交车',
      body:
        '尊敬的{{name}}：\n\n您的 {{model}}（{{plate}}）进展顺利，预计按约定于 {{promise}} 完工。可以取车时，我们会再通知您。感谢您的信任。\n\n' +
        '维修进度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    ready: {
      subject: '{{plate}} 已可取车',
      body: '尊敬的{{name}}：\n\n您的 {{model}}（{{plate}}）已经完工，可以来取车。感谢您的信任。\n\n{{link}}\n\n{{workshop}} {{phone}}',
    },
    delay: {
      subject: '{{plate}} 交车时间推迟至 {{time}}',
      body:
        '尊敬的{{name}}：\n\n非常抱歉，您的 {{model}}（{{plate}}）无法按约定时间交车。' +
        '{{reason}}新的交车时间为 {{time}}。给您带来不便，敬请谅解。\n\n维修进度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    delay_no_time: {
      subject: '{{plate}} 交车时间推迟',
      body:
        '尊敬的{{name}}：\n\n非常抱歉，您的 {{model}}（{{plate}}）无法按约定时间交车。' +
        '{{reason}}新的交车时间确定后会立即通知您。给您带来不便，敬请谅解。\n\n维修进度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    reopened: {
      subject: '{{plate}} 暂不能取车，新的取车时间为 {{time}}',
      body:
        '尊敬的{{name}}：\n\n此前已通知您来取 {{model}}（{{plate}}）。非常抱歉，我们随后发现还有一处需要处理，' +
        '请您在 {{time}} 以后来取车。给您带来不便，敬请谅解。\n\n维修进度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    reopened_no_time: {
      subject: '{{plate}} 暂不能取车',
      body:
        '尊敬的{{name}}：\n\n此前已通知您来取 {{model}}（{{plate}}）。非常抱歉，我们随后发现还有一处需要处理，' +
        '请您暂时不要来取车，新的取车时间确定后会立即通知您。给您带来不便，敬请谅解。\n\n维修进度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    time_known: {
      subject: '{{plate}} 交车时间已确定：{{time}}',
      body:
        '尊敬的{{name}}：\n\n好消息：您的 {{model}}（{{plate}}）的交车时间已经确定，将于 {{time}} 完工。感谢您的耐心等待。\n\n' +
        '维修进度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    correction: {
      subject: '{{plate}} 可提前至 {{time}} 交车',
      body:
        '尊敬的{{name}}：\n\n好消息：您的 {{model}}（{{plate}}）比之前通知的时间提前，将于 {{time}} 完工。感谢您的耐心等待。\n\n' +
        '维修进度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    question: {
      subject: '{{plate}} 有一项内容待您确认',
      body:
        '尊敬的{{name}}：\n\n关于您的 {{model}}（{{plate}}），有一项内容需要您确认。未经您同意，我们不会维修。请致电我们或到前台答复。\n\n' +
        '也可以在车辆页面上答复：{{link}}\n\n{{workshop}} {{phone}}',
    },
  },
  test: {
    subject: '{{workshop}} 测试消息',
    body: '这是 {{workshop}} 的测试消息。给客户的通知将通过此渠道发送。',
  },
  reason: {
    parts: '所需配件尚未到货。',
    bay: '前一车辆尚未完工。',
    technician: '为保证质量需增加维修时间。',
    more_work: '实际工作量多于预计。',
    customer: '增项确认后继续维修。',
    other: '维修时间比预计的长。',
  },
} satisfies Translation<typeof en>
