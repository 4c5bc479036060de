/** What each setting is called and does. */
export default {
  promiseMarginMinutes: {
    name: 'Margin of a promise',
    does: 'Kept in hand between the forecast and the time a customer is promised.',
  },
  atRiskMinutes: {
    name: 'At risk',
    does: 'So near to its promise may a forecast come before the car is marked as at risk.',
  },
  waitingWeight: {
    name: 'Customer waits on site',
    does: 'In plans and suggestions, a late minute counts so many times.',
  },
  urgentWeight: { name: 'Urgent order', does: 'In plans and suggestions, a late minute counts so many times.' },
  returnedWeight: {
    name: 'Work sent back by a check',
    does: 'In plans and suggestions, a late minute counts so many times.',
  },
  safetyWeight: { name: 'Safety work', does: 'In plans and suggestions, a late minute counts so many times.' },
  calmMinutes: { name: 'Calm time', does: 'Work that begins within this time is moved for a good reason only.' },
  movePriceMinutes: { name: 'Price of a move', does: 'In the calm time, each move has to save so much lateness.' },
  checkMinutes: { name: 'Checks', does: 'Forecasts and promises reckon with so much for the checks after the work.' },
  washMinutes: { name: 'Wash', does: 'And with so much for the wash, where the customer wants one.' },
  checkInFromPercent: {
    name: 'Check-in asked at',
    does: 'From this share of the planned working time on the workshop is asked how the car gets on.',
  },
  checkInUntilPercent: {
    name: 'Check-in answered by',
    does: 'Unanswered at this share it becomes an alert.',
  },
  checkInLeastMinutes: {
    name: 'Too short to ask',
    does: 'Cars planned for less working time than this are not asked about.',
  },
  noticeShortMinutes: {
    name: 'Notice, short orders',
    does: 'So long before the promise the customer hears whether the car can be collected.',
  },
  noticeLongMinutes: {
    name: 'Notice, long orders',
    does: 'The same for long orders.',
  },
  longFromHours: {
    name: 'A long order',
    does: 'An order is long when so many hours or more lie between receipt and promise.',
  },
  announceEarly: {
    name: 'Announce what is ready early',
    does: 'A car that is ready before its time is announced at once.',
  },
  askBeforeDelayNotice: {
    name: 'Ask before telling of a delay',
    does: 'The adviser decides whether the customer is told, as long as the notice is not due.',
  },
  furtherDelayMinutes: {
    name: 'A further delay',
    does: 'A customer who knows of a delay is told of a further one when it is so much, or when the time told is near.',
  },
  steadyMinutes: {
    name: 'Good news that stands',
    does: 'So long an earlier time must stand before a customer who was told a later one hears of it; less when it is near.',
  },
  correctionMinutes: {
    name: 'Correct a message',
    does: 'The customer is told again when the car will be ready so much earlier than told.',
  },
  attemptsPerChannel: {
    name: 'Tries on a channel',
    does: 'So often a channel is tried before the next one.',
  },
  quietFrom: {
    name: 'Quiet hours begin',
    does: 'From then on customers are left in peace. The same time for both: no quiet hours.',
  },
  quietUntil: {
    name: 'Quiet hours end',
    does: 'From then on messages go out again.',
  },
  answerWithinMinutes: {
    name: 'Answer of a customer',
    does: 'Outstanding so long after a question, it becomes an alert.',
  },
  collectWithinHours: {
    name: 'Not collected',
    does: 'A finished car still here after so long becomes an alert.',
  },
  escalateMinutes: {
    name: 'Alert goes on after',
    does: 'An alert nobody acknowledges goes to the next role after so long.',
  },
  muteMinutes: {
    name: 'Sound muted for',
    does: 'So long the sound of alerts stays off when somebody mutes it.',
  },
  linkDays: {
    name: 'Customer’s page stays for',
    does: 'So many days after the car has left its page can still be opened.',
  },
}
