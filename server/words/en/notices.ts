/** Default texts of the notices to customers; a workshop may write its own (B11, B11.1). */
export default {
  /** Shown in the preview of a text. */
  sampleName: 'Li Na',
  customer: 'customer',
  car: 'car',
  text: {
    on_course: {
      subject: '{{plate}} is on course for {{promise}}',
      body:
        'Dear {{name}},\n\nYour {{model}} ({{plate}}) is on course to be ready at {{promise}}, as promised. ' +
        'We will tell you when you can collect it. Thank you for your trust.\n\nFollow the progress: {{link}}\n\n{{workshop}} {{phone}}',
    },
    ready: {
      subject: '{{plate}} is ready',
      body:
        'Dear {{name}},\n\nYour {{model}} ({{plate}}) is ready for collection. ' +
        'Thank you for your trust.\n\n{{link}}\n\n{{workshop}} {{phone}}',
    },
    delay: {
      subject: '{{plate}} is delayed: new time {{time}}',
      body:
        'Dear {{name}},\n\nWe are sorry: we cannot finish your {{model}} ({{plate}}) at the promised time. ' +
        '{{reason}} The new time is {{time}}. We apologise for the inconvenience.\n\nFollow the progress: {{link}}\n\n{{workshop}} {{phone}}',
    },
    delay_no_time: {
      subject: '{{plate}} is delayed',
      body:
        'Dear {{name}},\n\nWe are sorry: we cannot finish your {{model}} ({{plate}}) at the promised time. ' +
        '{{reason}} We will tell you the new time as soon as we know it. We apologise for the inconvenience.\n\nFollow the progress: {{link}}\n\n{{workshop}} {{phone}}',
    },
    reopened: {
      subject: '{{plate}} is not ready yet: new time {{time}}',
      body:
        'Dear {{name}},\n\nWe told you that your {{model}} ({{plate}}) was ready. We have since found something that we want to put right first, ' +
        'and we are sorry. Please collect it from {{time}} on. We apologise for the inconvenience.\n\nFollow the progress: {{link}}\n\n{{workshop}} {{phone}}',
    },
    reopened_no_time: {
      subject: '{{plate}} is not ready yet',
      body:
        'Dear {{name}},\n\nWe told you that your {{model}} ({{plate}}) was ready. We have since found something that we want to put right first, ' +
        'and we are sorry. Please do not come for it yet: we will tell you the new time as soon as we know it. ' +
        'We apologise for the inconvenience.\n\nFollow the progress: {{link}}\n\n{{workshop}} {{phone}}',
    },
    time_known: {
      subject: '{{plate}}: ready at {{time}}',
      body:
        'Dear {{name}},\n\nGood news: we now know the time. Your {{model}} ({{plate}}) will be ready at {{time}}. ' +
        'Thank you for your patience.\n\nFollow the progress: {{link}}\n\n{{workshop}} {{phone}}',
    },
    correction: {
      subject: '{{plate}} will be ready earlier: {{time}}',
      body:
        'Dear {{name}},\n\nGood news: your {{model}} ({{plate}}) will be ready earlier than we told you, at {{time}}. ' +
        'Thank you for your patience.\n\nFollow the progress: {{link}}\n\n{{workshop}} {{phone}}',
    },
    question: {
      subject: '{{plate}}: we need your answer',
      body:
        'Dear {{name}},\n\nWe have a question about your {{model}} ({{plate}}). We won’t start anything without your approval. ' +
        'Please call us or come to the desk.\n\nOr answer on your car’s page: {{link}}\n\n{{workshop}} {{phone}}',
    },
  },
  test: {
    subject: 'Test message from {{workshop}}',
    body: 'This is a test message from {{workshop}}. Messages to customers are sent this way.',
  },
  reason: {
    parts: 'A part has not arrived yet.',
    bay: 'The bay your car needs is still occupied.',
    technician: 'The technician for this work is not available yet.',
    more_work: 'There is more work than planned.',
    customer: 'Work continues once the additional work is approved.',
    other: 'The work takes longer than planned.',
  },
}
