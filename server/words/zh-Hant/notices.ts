import type { Translation } from '../translation.ts'
import type en from '../en/notices.ts'

export default {
  sampleName: '林雅婷',
  customer: '車主',
  car: '車輛',
  text: {
    on_course: {
      subject: '{{plate}} 預計準時於 {{promise}} 交車',
      body:
        '親愛的{{name}}：\n\n您的 {{model}}（{{plate}}）進展順利，預計依約於 {{promise}} 完工。可以取車時，我們會再通知您。感謝您的信任。\n\n' +
        '維修進度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    ready: {
      subject: '{{plate}} 已可取車',
      body: '親愛的{{name}}：\n\n您的 {{model}}（{{plate}}）已經完工，可以來取車。感謝您的信任。\n\n{{link}}\n\n{{workshop}} {{phone}}',
    },
    delay: {
      subject: '{{plate}} 交車時間延後至 {{time}}',
      body:
        '親愛的{{name}}：\n\n非常抱歉，您的 {{model}}（{{plate}}）無法依約定時間交車。' +
        '{{reason}}新的交車時間為 {{time}}。造成不便，敬請見諒。\n\n維修進度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    delay_no_time: {
      subject: '{{plate}} 交車時間延後',
      body:
        '親愛的{{name}}：\n\n非常抱歉，您的 {{model}}（{{plate}}）無法依約定時間交車。' +
        '{{reason}}新的交車時間確定後會立即通知您。造成不便，敬請見諒。\n\n維修進度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    reopened: {
      subject: '{{plate}} 暫不能取車，新的取車時間為 {{time}}',
      body:
        '親愛的{{name}}：\n\n先前已通知您來取 {{model}}（{{plate}}）。非常抱歉，我們之後發現還有一處需要處理，' +
        '請您在 {{time}} 以後來取車。造成不便，敬請見諒。\n\n維修進度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    reopened_no_time: {
      subject: '{{plate}} 暫不能取車',
      body:
        '親愛的{{name}}：\n\n先前已通知您來取 {{model}}（{{plate}}）。非常抱歉，我們之後發現還有一處需要處理，' +
        '請您先不要來取車，新的取車時間確定後會立即通知您。造成不便，敬請見諒。\n\n維修進度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    time_known: {
      subject: '{{plate}} 交車時間已確定：{{time}}',
      body:
        '親愛的{{name}}：\n\n好消息：您的 {{model}}（{{plate}}）的交車時間已經確定，將於 {{time}} 完工。感謝您的耐心等候。\n\n' +
        '維修進度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    correction: {
      subject: '{{plate}} 可提前至 {{time}} 交車',
      body:
        '親愛的{{name}}：\n\n好消息：您的 {{model}}（{{plate}}）比先前通知的時間提前，將於 {{time}} 完工。感謝您的耐心等候。\n\n' +
        '維修進度：{{link}}\n\n{{workshop}} {{phone}}',
    },
    question: {
      subject: '{{plate}} 有一項內容待您確認',
      body:
        '親愛的{{name}}：\n\n關於您的 {{model}}（{{plate}}），有一項內容需要您確認。未經您同意，我們不會維修。請來電或到櫃檯回覆。\n\n' +
        '也可以在車輛頁面上回覆：{{link}}\n\n{{workshop}} {{phone}}',
    },
  },
  test: {
    subject: '{{workshop}} 測試訊息',
    body: '這是 {{workshop}} 的測試訊息。給車主的通知將經由此管道傳送。',
  },
  reason: {
    parts: '所需零件尚未到貨。',
    bay: '前一輛車尚未完工。',
    technician: '為確保品質需增加維修時間。',
    more_work: '實際工作量多於預計。',
    customer: '追加項目確認後繼續維修。',
    other: '維修時間比預計的長。',
  },
} satisfies Translation<typeof en>
