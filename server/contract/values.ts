/** The closed lists of the trade's words that cross the wire and stand in the database. */

export const languages = ['en', 'zh-Hans', 'zh-Hant'] as const
export type Language = (typeof languages)[number]

/** Where work is done (工位). */
export const bayKinds = ['lift', 'electrical', 'alignment', 'body', 'paint', 'inspection', 'wash'] as const
export type BayKind = (typeof bayKinds)[number]

/** What a person can do; an operation asks for one of them (C2). */
export const skills = ['mechanical', 'electrical', 'alignment', 'body', 'paint', 'inspection', 'wash'] as const
export type Skill = (typeof skills)[number]

export const roles = [
  'adviser',
  'foreman',
  'team_leader',
  'technician',
  'specialist',
  'inspector',
  'technical_director',
  'cashier',
  'follow_up_clerk',
  'service_manager',
  'manager',
] as const
export type Role = (typeof roles)[number]

/** Why somebody came (B1). */
export const purposes = ['repair', 'appointment', 'enquiry', 'pick_up', 'complaint'] as const
export type Purpose = (typeof purposes)[number]

/** What a customer can tap at the kiosk when asked what is wrong. */
export const symptoms = [
  'service_due',
  'engine',
  'brakes',
  'steering',
  'tyres',
  'battery',
  'lights',
  'air_conditioning',
  'noise',
  'leak',
  'warning_light',
  'body_damage',
] as const
export type Symptom = (typeof symptoms)[number]

/** The life of a repair order; the legal steps between them stand in `lives/order.ts`. */
export const orderStates = [
  'booked',
  'arrived',
  'diagnosing',
  'quoted',
  'authorised',
  'waiting',
  'working',
  'paused',
  'checking',
  'washing',
  'ready',
  'settled',
  'left',
  'declined',
  'cancelled',
] as const
export type OrderState = (typeof orderStates)[number]

/** States in which agreed work is still to be done: the floor can be asked how it gets on (B10). */
export const workStates = ['authorised', 'waiting', 'working', 'paused'] as const satisfies readonly OrderState[]

/** States after which nothing more happens to an order. */
export const closedOrderStates = ['left', 'declined', 'cancelled'] as const satisfies readonly OrderState[]

/** The life of one operation; the legal steps stand in `lives/operation.ts`. */
export const operationStates = ['proposed', 'planned', 'working', 'paused', 'done', 'cancelled'] as const
export type OperationState = (typeof operationStates)[number]

export const pauseReasons = ['approval', 'parts', 'bay', 'technician'] as const
export type PauseReason = (typeof pauseReasons)[number]

export const priorities = ['normal', 'urgent'] as const
export type Priority = (typeof priorities)[number]

export const cancelReasons = ['customer', 'no_show', 'workshop'] as const

export const plateFormats = ['cn', 'free'] as const
export type PlateFormat = (typeof plateFormats)[number]

/** The doors into the house. Each has a key or token, an audience and the commands it may send (`server/policy`). */
export const doors = ['staff', 'wall', 'lobby', 'kiosk', 'customer'] as const
export type Door = (typeof doors)[number]

/** What the workshop answers when it is asked how a repair gets on (B10). */
export const progressCheckAnswers = ['on_time', 'later', 'problem'] as const
export type ProgressCheckAnswer = (typeof progressCheckAnswers)[number]

/** What a problem is about; the emergency steps follow from it (B10). */
export const problemReasons = ['parts', 'bay', 'technician', 'more_work', 'customer', 'other'] as const
export type ProblemReason = (typeof problemReasons)[number]

/** What a customer is told: ready at the promise, ready now, later than promised, earlier than told since (B11, B11.1). */
export const noticeKinds = ['pick_up', 'ready', 'delay', 'delay_no_time', 'correction'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** The life of a notice: the adviser is asked first, it is on its way, it arrived, somebody is to phone, it is no longer true. */
export const noticeStates = ['asking', 'sending', 'delivered', 'phone', 'withdrawn'] as const
export type NoticeState = (typeof noticeStates)[number]

/** The ways to a customer that need nobody; when all fail the desk phones (B11.3). */
export const channels = ['push', 'sms', 'email'] as const
export type Channel = (typeof channels)[number]

export const attemptResults = ['pending', 'delivered', 'failed', 'unavailable'] as const

/** Why somebody has to act (AL). */
export const alertCauses = [
  'forecast_late',
  'cannot_be_scheduled',
  'order_overdue',
  'progress_check_missed',
  'progress_check_problem',
  'part_late',
  'answer_outstanding',
  'bay_out_of_service',
  'notice_undelivered',
  'notice_to_confirm',
  'not_prepared',
  'not_collected',
  'holidays_unknown',
] as const
export type AlertCause = (typeof alertCauses)[number]

export const severities = ['warning', 'alarm'] as const
export type Severity = (typeof severities)[number]

/** Why work cannot be scheduled: no opening hours; no bay; no one has the skill, or works then; not within two years. */
export const unschedulableReasons = ['never_opens', 'no_bay', 'no_skill', 'nobody_on_shift', 'too_far'] as const
export type UnschedulableReason = (typeof unschedulableReasons)[number]

/** What a promise rests on (B5): what the work waits for, and the closing time in between. */
export const promiseFacts = [
  'bay_free',
  'bay_in_service',
  'technician_free',
  'technician_on_shift',
  'part',
  'closed',
] as const

/** What a move on the day plan runs into (C2): the first five it is refused for, the others it has to wait for. */
export const moveBlockers = [
  'in_work',
  'not_authorised',
  'wrong_bay_kind',
  'bay_out_of_service',
  'skill_missing',
  'cannot_be_scheduled',
  'order_before',
  'part_missing',
  'off_shift',
  'closed',
  'bay_taken',
  'technician_taken',
] as const
export type MoveBlocker = (typeof moveBlockers)[number]

/** What a suggestion mends: an order that is late, a bay or somebody that work was named for and that is not there, the whole plan. */
export const suggestionCauses = ['late', 'bay_down', 'technician_away', 'plan'] as const
export type SuggestionCause = (typeof suggestionCauses)[number]

/** What falls due: the whole plan's forecast, something about an order, a bay or the workshop, an attempt to deliver a notice. */
export const deadlineKinds = ['reforecast', 'order', 'bay', 'workshop', 'notice'] as const
export type DeadlineKind = (typeof deadlineKinds)[number]
