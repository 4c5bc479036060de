/** The name and effect of each setting. */
export default {
  promiseMarginPercent: {
    name: 'Promise margin, share',
    does: 'Time kept between the finish and the promised time: this share of the working time until then. Cut at closing.',
  },
  promiseMarginMinutes: {
    name: 'Promise margin, at least',
    does: 'The margin is never shorter, except when it would pass closing.',
  },
  diagnosisMinutes: {
    name: 'Diagnosis and estimate',
    does: 'Expected time from arrival to the estimate. A car that stands in a bay keeps it that long.',
  },
  answerMinutes: {
    name: 'Customer’s answer',
    does: 'Expected time until a customer answers the estimate. A car that stands in a bay keeps it that long.',
  },
  showPercent: {
    name: 'Customers who come',
    does: 'Share of booked work for which time is kept free when new promises are made. Not everyone who booked comes.',
  },
  atRiskMinutes: {
    name: 'At risk',
    does: 'Mark a car “at risk” when its forecast is within this time of the promise.',
  },
  waitingWeight: {
    name: 'Customer waiting on site',
    does: 'How many times a late minute counts in plans and suggestions.',
  },
  urgentWeight: { name: 'Urgent repair order', does: 'How many times a late minute counts in plans and suggestions.' },
  returnedWeight: {
    name: 'Rework',
    does: 'How many times a late minute counts in plans and suggestions.',
  },
  safetyWeight: { name: 'Safety work', does: 'How many times a late minute counts in plans and suggestions.' },
  calmMinutes: { name: 'Freeze period', does: 'Work starting within this time is moved only for a good reason.' },
  movePriceMinutes: {
    name: 'Minimum gain of a move',
    does: 'Within the freeze period, each move must save at least this much delay.',
  },
  checkMinutes: {
    name: 'Quality check',
    does: 'Time allowed for the quality check after the work, in forecasts and promised times.',
  },
  reworkPercent: {
    name: 'Usual rework',
    does: 'Rework after a failed quality check, when no time is given: this share of the operation’s time.',
  },
  washMinutes: { name: 'Wash', does: 'Time allowed for the wash, if the customer wants one.' },
  progressCheckFromPercent: {
    name: 'Progress check due',
    does: 'At this share of the planned working time, the workshop is asked how the car is doing.',
  },
  progressCheckUntilPercent: {
    name: 'Progress check overdue',
    does: 'Without an answer at this share, an alert is raised.',
  },
  progressCheckWindowMinutes: {
    name: 'Time to answer a progress check',
    does: 'The workshop has at least this long to answer before the check is overdue.',
  },
  progressCheckLeastMinutes: {
    name: 'Shortest job checked',
    does: 'Cars with less planned working time get no progress check.',
  },
  noticeShortMinutes: {
    name: 'Notice for short orders',
    does: 'How long before the promised time the customer is told whether the car will be ready.',
  },
  noticeLongMinutes: {
    name: 'Notice for long orders',
    does: 'The same, for long orders.',
  },
  longFromHours: {
    name: 'Long order',
    does: 'An order counts as long from this time between check-in and promise.',
  },
  longInWorkingDays: {
    name: 'Long order in working days',
    does: 'Count every 24 hours as one working day.',
  },
  sayOnCourse: {
    name: 'Say that a car is on course',
    does: 'At the notice’s time, if the work is not done, tell the customer that the promise stands.',
  },
  preparedBeforeMinutes: {
    name: 'Prepared before the promise',
    does: 'Raise an alarm when a finished car is not prepared for collection this long before its promised time.',
  },
  announceEarly: {
    name: 'Announce early completion',
    does: 'Tell the customer at once when the car is ready early.',
  },
  askBeforeDelayNotice: {
    name: 'Approve delay messages',
    does: 'The adviser decides whether to tell the customer, until the message is due.',
  },
  delayToleranceMinutes: {
    name: 'Delay tolerance',
    does: 'Up to this much later than the customer was told, a car counts as on time.',
  },
  callAheadMinutes: {
    name: 'Calls before the notice’s time',
    does: 'When no message can reach the customer, or they wait on site, the desk is asked this long before the notice’s time, in opening hours, to tell them of a delay. A delay not yet approved becomes an alarm then.',
  },
  delayStandsMinutes: {
    name: 'Delay confirmed after',
    does: 'How long a delay must last before anyone is told; at the notice’s time, at once.',
  },
  furtherDelayMinutes: {
    name: 'Further delay',
    does: 'Tell the customer of a further delay from this length on, or whenever the announced time is near.',
  },
  steadyMinutes: {
    name: 'Earlier time confirmed after',
    does: 'How long an earlier time must hold before the customer is told; less when it is near.',
  },
  correctionMinutes: {
    name: 'Correct a message',
    does: 'Tell the customer again when the car will be ready this much earlier than announced.',
  },
  attemptsPerChannel: {
    name: 'Attempts per channel',
    does: 'How often a channel is tried before the next one.',
  },
  receiptMinutes: {
    name: 'Wait for a receipt',
    does: 'If a receipt reports a failure later than this, no other message is sent and the desk calls the customer.',
  },
  quietFrom: {
    name: 'Quiet hours start',
    does: 'From this time, no messages are sent. The same time for both means no quiet hours.',
  },
  quietUntil: {
    name: 'Quiet hours end',
    does: 'From this time, messages are sent again.',
  },
  doorWarningMinutes: {
    name: 'Wait at the door: warning',
    does: 'Raise an alert when a person at the door has waited this long and no one has taken them, in opening hours.',
  },
  doorAlarmMinutes: {
    name: 'Wait at the door: alarm',
    does: 'After this time the alert is an alarm, with sound.',
  },
  answerWithinMinutes: {
    name: 'Customer’s answer',
    does: 'Raise an alert when the customer has not answered for this long, in opening hours.',
  },
  tellOfQuestions: {
    name: 'Tell of questions',
    does: 'Send a message to customers who are not on site when a question waits on their page: at once for additional work, for an estimate once the usual time for an answer is over.',
  },
  collectWithinHours: {
    name: 'Not collected',
    does: 'Raise an alert when a finished car has not been collected this long after its customer expected it. Closed days do not count.',
  },
  escalateMinutes: {
    name: 'Escalate alerts after',
    does: 'An alert that no one takes on goes to the next role on duty after this time, in opening hours.',
  },
  muteMinutes: {
    name: 'Mute for',
    does: 'How long the alert sound stays off once muted.',
  },
  undoSeconds: {
    name: 'Time to undo',
    does: 'How long a touch can be taken back. No message goes to a customer before then.',
  },
  signOutMinutes: {
    name: 'Signed out on shared devices after',
    does: 'How long nobody touches a shared tablet or desk before the person is signed out there.',
  },
  linkDays: {
    name: 'Customer’s page stays open',
    does: 'How many days the page can still be opened after the car has left.',
  },
  backupAt: { name: 'Nightly backup', does: 'When the whole database is backed up, every day.' },
  backupsKept: { name: 'Backups kept', does: 'How many nightly backups are kept; older ones are deleted.' },
  backupAlertHours: {
    name: 'Backup too old after',
    does: 'An alert is raised when the last backup is older than this.',
  },
}
