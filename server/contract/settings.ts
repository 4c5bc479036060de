/** A workshop's settings, each with its rule, default and bounds. Rules, screens and documents read this table. */

export type Unit = 'percent' | 'seconds' | 'minutes' | 'hours' | 'days' | 'times' | 'minute_of_day' | 'yes_no'

export interface Setting {
  rule: string
  unit: Unit
  default: number | boolean
  least: number
  most: number
}

const number = (rule: string, unit: Unit, value: number, least: number, most: number) => ({
  ...{ rule, unit, default: value, least, most },
})
const yesNo = (rule: string, value: boolean) => ({ rule, unit: 'yes_no' as const, default: value, least: 0, most: 1 })

/** In display order. */
export const settingsTable = {
  /** Margin between the finish and the promised time: this share of the working time until then, */
  promiseMarginPercent: number('B5', 'percent', 15, 0, 200),
  /** at least this long. */
  promiseMarginMinutes: number('B5', 'minutes', 10, 0, 1440),
  /** Expected time from arrival to the estimate, diagnosis included: a car in a bay keeps it that long, */
  diagnosisMinutes: number('B5', 'minutes', 30, 0, 1440),
  /** and until its customer has answered. */
  answerMinutes: number('B5', 'minutes', 15, 0, 1440),
  /** The share of booked work for which capacity is held: not every customer comes. */
  showPercent: number('B16', 'percent', 90, 0, 100),
  /** An order is at risk when its forecast is within this time of the promise. */
  atRiskMinutes: number('AL', 'minutes', 15, 0, 1440),
  /** Weight of a late minute if the customer waits on site, */
  waitingWeight: number('C2', 'times', 3, 1, 20),
  /** if the order is urgent, */
  urgentWeight: number('C2', 'times', 3, 1, 20),
  /** if a quality check has sent work back, */
  returnedWeight: number('C2', 'times', 2, 1, 20),
  /** and if the work is safety-relevant. */
  safetyWeight: number('C2', 'times', 2, 1, 20),
  /** Work due to start within this time is only moved for a good reason: */
  calmMinutes: number('C2', 'minutes', 60, 0, 1440),
  /** each such move must save this much lateness. */
  movePriceMinutes: number('C2', 'minutes', 20, 0, 480),
  /** Duration of the quality check after the last operation. */
  checkMinutes: number('C5', 'minutes', 10, 0, 480),
  /** Rework after a failed quality check, if nobody says how long it takes: a share of the operation. */
  reworkPercent: number('C5', 'percent', 15, 1, 100),
  /** Duration of the wash. */
  washMinutes: number('C7', 'minutes', 20, 0, 480),
  /** The progress check is asked at this share of the planned duration, in opening hours, */
  progressCheckFromPercent: number('B10', 'percent', 70, 1, 98),
  /** and is overdue at this share, */
  progressCheckUntilPercent: number('B10', 'percent', 80, 2, 99),
  /** but the workshop has at least this long to answer. */
  progressCheckWindowMinutes: number('B10.2', 'minutes', 15, 0, 480),
  /** Orders shorter than this, in working time, have no progress check. */
  progressCheckLeastMinutes: number('B10.2', 'minutes', 120, 0, 1440),
  /** Time of the notice before the promise, for short orders */
  noticeShortMinutes: number('B11', 'minutes', 60, 1, 1440),
  /** and for long orders. */
  noticeLongMinutes: number('B11', 'minutes', 240, 1, 2880),
  /** An order is long from this many hours between receipt and promise. */
  longFromHours: number('B11', 'hours', 48, 1, 720),
  /** Count those hours in working days: 24 are a day on which the workshop is open. */
  longInWorkingDays: yesNo('B11', false),
  /** Tell the customer at the notice’s time that the car is on course, if the work is not done. */
  sayOnCourse: yesNo('B11', true),
  /** A finished car that is not prepared is an alarm from this time before the promise on. */
  preparedBeforeMinutes: number('B11', 'minutes', 30, 0, 1440),
  /** Announce a car early if it is prepared early. */
  announceEarly: yesNo('B11', true),
  /** Before the notice's time, the adviser must approve a delay message. */
  askBeforeDelayNotice: yesNo('B11.1', true),
  /** A car later than the customer knows by less than this counts as on time. */
  delayToleranceMinutes: number('B11.1', 'minutes', 15, 0, 240),
  /** A customer whom only a person can tell of a delay is told this long before the notice’s time; a delay not yet decided is an alarm. */
  callAheadMinutes: number('B11.1', 'minutes', 15, 0, 240),
  /** A delay is news once it has lasted this long, or once the notice’s time has come. */
  delayStandsMinutes: number('B11.1', 'minutes', 10, 0, 240),
  /** A customer informed of a delay is informed again if it grows by this much, or if the time they were given is near. */
  furtherDelayMinutes: number('B11.1', 'minutes', 60, 15, 1440),
  /** Good news is sent once it has held for this long, or its time is near. */
  steadyMinutes: number('B11.1', 'minutes', 10, 0, 240),
  /** A correction is sent if the car will be ready this much earlier than the customer was told. */
  correctionMinutes: number('B11.1', 'minutes', 30, 5, 1440),
  /** Attempts per channel before the next channel. */
  attemptsPerChannel: number('B11.3', 'times', 3, 1, 10),
  /** A receipt that comes later than this after the attempt causes no second message. */
  receiptMinutes: number('B11.3', 'minutes', 30, 1, 1440),
  /** Quiet hours: no notices to customers. Equal values: none. */
  quietFrom: number('B11.4', 'minute_of_day', 21 * 60, 0, 1439),
  quietUntil: number('B11.4', 'minute_of_day', 8 * 60, 0, 1439),
  /** A person at the door whom nobody has taken is a warning after this time, in opening hours, */
  doorWarningMinutes: number('B1.2', 'minutes', 5, 1, 60),
  /** and an alarm after this time. */
  doorAlarmMinutes: number('B1.2', 'minutes', 10, 1, 60),
  /** A customer's answer counts as outstanding after this time, in opening hours. */
  answerWithinMinutes: number('B9', 'minutes', 30, 1, 2880),
  /** Tell customers who are not on site that a question waits on their page. */
  tellOfQuestions: yesNo('B9', true),
  /** A finished car counts as not collected after this time, on open days, from when its customer expects it. */
  collectWithinHours: number('AL', 'hours', 24, 1, 720),
  /** An alert that nobody acknowledges escalates to the next role on duty after this time, in opening hours. */
  escalateMinutes: number('AL', 'minutes', 15, 1, 1440),
  /** How long the alert sound can be muted. */
  muteMinutes: number('AL', 'minutes', 30, 1, 240),
  /** A touch can be taken back for this long, and no message about it leaves before. */
  undoSeconds: number('S14', 'seconds', 10, 0, 60),
  /** A person who has not used a shared device for this long is signed out there. */
  signOutMinutes: number('S12', 'minutes', 10, 1, 720),
  /** How long the customer's page stays available after the car has left. */
  linkDays: number('B7', 'days', 14, 0, 365),
  /** A backup of the whole database is made every day at this time, by the workshop's clock. */
  backupAt: number('S6', 'minute_of_day', 3 * 60, 0, 1439),
  /** How many of them are kept. */
  backupsKept: number('S6', 'times', 14, 1, 400),
  /** An alert is raised when the last one is older than this. */
  backupAlertHours: number('AL', 'hours', 36, 1, 1000),
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof settingsTable
export type Settings = { [N in SettingName]: (typeof settingsTable)[N]['default'] extends boolean ? boolean : number }
export const settingNames = Object.keys(settingsTable) as SettingName[]

export const defaultSettings = Object.fromEntries(
  settingNames.map((name) => [name, settingsTable[name].default]),
) as Settings

/** The settings that every screen with bars and marks needs. */
export type ShownSettings = Pick<
  Settings,
  'progressCheckFromPercent' | 'progressCheckUntilPercent' | 'progressCheckLeastMinutes' | 'atRiskMinutes'
>
