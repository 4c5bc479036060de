/** What customers are told, as the house says it; a workshop may write its own (B11, B11.1). */
export default {
  /** Shown where a text is tried out. */
  sampleName: 'Li Na',
  customer: 'customer',
  car: 'car',
  text: {
    pick_up: {
      subject: '{{plate}} will be ready at {{promise}}',
      body:
        'Dear {{name}},\n\nyour {{model}} ({{plate}}) will be ready to be collected at {{promise}}, as promised. ' +
        'Thank you for your trust.\n\nFollow the work here: {{link}}\n\n{{workshop}} {{phone}}',
    },
    ready: {
      subject: '{{plate}} is ready',
      body:
        'Dear {{name}},\n\nyour {{model}} ({{plate}}) is ready to be collected. ' +
        'Thank you for your trust.\n\n{{link}}\n\n{{workshop}} {{phone}}',
    },
    delay: {
      subject: '{{plate}} will be ready later: {{time}}',
      body:
        'Dear {{name}},\n\nwe cannot keep the time we promised for your {{model}} ({{plate}}), and we apologise. {{reason}} ' +
        'The new time is {{time}}.\n\nFollow the work here: {{link}}\n\n{{workshop}} {{phone}}',
    },
    delay_no_time: {
      subject: '{{plate}} will be ready later',
      body:
        'Dear {{name}},\n\nwe cannot keep the time we promised for your {{model}} ({{plate}}), and we apologise. {{reason}} ' +
        'We will tell you the new time as soon as we know it.\n\nFollow the work here: {{link}}\n\n{{workshop}} {{phone}}',
    },
    correction: {
      subject: '{{plate}} will be ready earlier: {{time}}',
      body:
        'Dear {{name}},\n\ngood news: your {{model}} ({{plate}}) will be ready earlier than we told you, at {{time}}. ' +
        'Thank you for your patience.\n\nFollow the work here: {{link}}\n\n{{workshop}} {{phone}}',
    },
  },
  test: {
    subject: 'Test message of {{workshop}}',
    body: 'This is a test message of {{workshop}}. Notices to customers take this way.',
  },
  reason: {
    parts: 'A part is not here yet.',
    bay: 'The place it needs in the workshop is not free.',
    technician: 'The technician it needs is not available at the moment.',
    more_work: 'There is more to do than was planned.',
    customer: 'We were waiting for an answer.',
    other: 'The work takes longer than planned.',
  },
}
