/** What a workshop may set of the house rules: each with its rule's id, its default and its bounds. One table, for rules, screens and documents. */

export type Unit = 'percent' | 'minutes' | 'hours' | 'days' | 'times' | 'minute_of_day' | 'yes_no'

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

/** In the order in which they are shown. */
export const settingsTable = {
  /** Kept in hand between the forecast and the promise. */
  promiseMarginMinutes: number('B5', 'minutes', 30, 0, 1440),
  /** How near to its promise a forecast may come before the order counts as at risk. */
  atRiskMinutes: number('AL', 'minutes', 15, 0, 1440),
  /** A late minute of a customer who waits on site counts so many times … */
  waitingWeight: number('C2', 'times', 3, 1, 20),
  /** … of an urgent order … */
  urgentWeight: number('C2', 'times', 3, 1, 20),
  /** … of a car whose work a check has sent back … */
  returnedWeight: number('C2', 'times', 2, 1, 20),
  /** … and of one with work on which safety hangs. */
  safetyWeight: number('C2', 'times', 2, 1, 20),
  /** Work that is to begin within so much is moved for a good reason only: */
  calmMinutes: number('C2', 'minutes', 60, 0, 1440),
  /** each such move has to save so much lateness. */
  movePriceMinutes: number('C2', 'minutes', 20, 0, 480),
  /** After the last work the checks take so long … */
  checkMinutes: number('C5', 'minutes', 10, 0, 480),
  /** … and the wash, where one is wanted. */
  washMinutes: number('C7', 'minutes', 20, 0, 480),
  /** Of the planned duration, in opening hours: from here the workshop is asked … */
  progressCheckFromPercent: number('B10', 'percent', 70, 1, 98),
  /** … and by here it has answered. */
  progressCheckUntilPercent: number('B10', 'percent', 80, 2, 99),
  /** Shorter orders, in working minutes, are not asked about. */
  progressCheckLeastMinutes: number('B10', 'minutes', 20, 0, 1440),
  /** The notice's time before the promise: of short orders … */
  noticeShortMinutes: number('B11', 'minutes', 60, 1, 1440),
  /** … and of long ones. */
  noticeLongMinutes: number('B11', 'minutes', 240, 1, 2880),
  /** From how many hours between receipt and promise an order is long. */
  longFromHours: number('B11', 'hours', 48, 1, 720),
  /** A car that is ready early is announced early. */
  announceEarly: yesNo('B11', true),
  /** Before the notice's time, the adviser is asked whether the customer is to be told of a delay. */
  askBeforeDelayNotice: yesNo('B11.1', false),
  /** Whoever knows of a delay hears of a further one when it is so much, or when the time he was told is near. */
  furtherDelayMinutes: number('B11.1', 'minutes', 60, 15, 1440),
  /** Better news than was told has stood for so long, or its time is near. */
  steadyMinutes: number('B11.1', 'minutes', 10, 0, 240),
  /** What was told is corrected when the car will be ready so much earlier. */
  correctionMinutes: number('B11.1', 'minutes', 30, 5, 1440),
  /** How often a channel is tried before the next one. */
  attemptsPerChannel: number('B11.3', 'times', 3, 1, 10),
  /** From when to when customers are left in peace. The same twice: never. */
  quietFrom: number('B11.4', 'minute_of_day', 21 * 60, 0, 1439),
  quietUntil: number('B11.4', 'minute_of_day', 8 * 60, 0, 1439),
  /** A customer's answer is outstanding after so long. */
  answerWithinMinutes: number('B9', 'minutes', 30, 1, 2880),
  /** A finished car is not collected after so long. */
  collectWithinHours: number('AL', 'hours', 24, 1, 720),
  /** An alert that nobody acknowledges goes to the next role after so long. */
  escalateMinutes: number('AL', 'minutes', 15, 1, 1440),
  /** For how long the sound of alerts may be muted. */
  muteMinutes: number('AL', 'minutes', 30, 1, 240),
  /** How long the customer's page lives after the car has left. */
  linkDays: number('B7', 'days', 14, 0, 365),
} as const satisfies Record<string, Setting>

export type SettingName = keyof typeof settingsTable
export type Settings = { [N in SettingName]: (typeof settingsTable)[N]['default'] extends boolean ? boolean : number }
export const settingNames = Object.keys(settingsTable) as SettingName[]

export const defaultSettings = Object.fromEntries(
  settingNames.map((name) => [name, settingsTable[name].default]),
) as Settings

/** The settings that bars and marks need, on every screen that shows them. */
export type ShownSettings = Pick<Settings, 'progressCheckFromPercent' | 'progressCheckUntilPercent' | 'atRiskMinutes'>
