/** The service standards by what an owner asks about. */
import type { SettingName } from '#contract/settings.ts'

export const settingGroups = {
  promises: [
    'promiseMarginPercent',
    'promiseMarginMinutes',
    'diagnosisMinutes',
    'answerMinutes',
    'showPercent',
    'atRiskMinutes',
    'checkMinutes',
    'reworkPercent',
    'washMinutes',
  ],
  plan: ['waitingWeight', 'urgentWeight', 'returnedWeight', 'safetyWeight', 'calmMinutes', 'movePriceMinutes'],
  checks: [
    'progressCheckFromPercent',
    'progressCheckUntilPercent',
    'progressCheckWindowMinutes',
    'progressCheckLeastMinutes',
    'escalateMinutes',
    'muteMinutes',
    'undoSeconds',
    'signOutMinutes',
  ],
  messages: [
    'noticeShortMinutes',
    'noticeLongMinutes',
    'longFromHours',
    'longInWorkingDays',
    'sayOnCourse',
    'preparedBeforeMinutes',
    'announceEarly',
    'askBeforeDelayNotice',
    'delayToleranceMinutes',
    'callAheadMinutes',
    'delayStandsMinutes',
    'furtherDelayMinutes',
    'steadyMinutes',
    'correctionMinutes',
    'attemptsPerChannel',
    'receiptMinutes',
    'quietFrom',
    'quietUntil',
  ],
  customers: [
    'doorWarningMinutes',
    'doorAlarmMinutes',
    'answerWithinMinutes',
    'tellOfQuestions',
    'collectWithinHours',
    'linkDays',
  ],
  backups: ['backupAt', 'backupsKept', 'backupAlertHours'],
} as const satisfies Record<string, readonly SettingName[]>

export const settingGroupNames = Object.keys(settingGroups) as (keyof typeof settingGroups)[]
