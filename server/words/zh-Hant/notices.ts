import type { Translation } from '../translation.ts'
import type en from '../en/notices.ts'

export default {
  sampleName: '林雅婷',
  customer: '客戶',
  car: '車輛',
  text: {
    pick_up: {
      subject: '{{plate}} 將於 {{promise}} 交車',
      body:
        '親愛的{{name}}：\n\n您的 {{model}}（{{plate}}）將依約於 {{promise}} 完工，屆時可來取車。感謝您的信任。\n\n' +
        '維修進度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    ready: {
      subject: '{{plate}} 已可取車',
      body: '親愛的{{name}}：\n\n您的 {{model}}（{{plate}}）已經完工，可以來取車。感謝您的信任。\n\n{{link}}\n\n{{workshop}} {{phone}}',
    },
    delay: {
      subject: '{{plate}} 交車時間延後至 {{time}}',
      body:
        '親愛的{{name}}：\n\n非常抱歉，您的 {{model}}（{{plate}}）無法依約定時間交車。{{reason}}新的交車時間為 {{time}}。\n\n' +
        '維修進度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    delay_no_time: {
      subject: '{{plate}} 交車時間延後',
      body:
        '親愛的{{name}}：\n\n非常抱歉，您的 {{model}}（{{plate}}）無法依約定時間交車。{{reason}}確定新的時間後我們會立即通知您。\n\n' +
        '維修進度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    correction: {
      subject: '{{plate}} 可提前至 {{time}} 交車',
      body:
        '親愛的{{name}}：\n\n好消息：您的 {{model}}（{{plate}}）比先前通知的時間提前，將於 {{time}} 完工。感謝您的耐心等候。\n\n' +
        '維修進度：{{link}}\n\n{{workshop}} {{phone}}',
    },
  },
  test: {
    subject: '{{workshop}} 測試訊息',
    body: '這是 {{workshop}} 的測試訊息。給客戶的通知將經由此管道傳送。',
  },
  reason: {
    parts: '所需零件尚未到貨。',
    bay: '所需工位暫時沒有空出。',
    technician: '所需技師暫時無法安排。',
    more_work: '實際工作量比預計的多。',
    customer: '先前在等候您的答覆。',
    other: '維修所需時間比預計的長。',
  },
} satisfies Translation<typeof en>
