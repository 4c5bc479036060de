/** The enumerations used on the wire and in the database. */

export const languages = ['en', 'zh-Hans', 'zh-Hant'] as const
export type Language = (typeof languages)[number]

/** Where work is done (工位). */
export const bayKinds = ['lift', 'electrical', 'alignment', 'body', 'paint', 'inspection', 'wash'] as const
export type BayKind = (typeof bayKinds)[number]

/** Skills of people; each operation needs one (C2). */
export const skills = ['mechanical', 'electrical', 'alignment', 'body', 'paint', 'inspection', 'wash'] as const
export type Skill = (typeof skills)[number]

export const roles = [
  'adviser',
  'foreman',
  'team_leader',
  'technician',
  'specialist',
  'inspector',
  'washer',
  'technical_director',
  'parts_clerk',
  'cashier',
  'follow_up_clerk',
  'service_manager',
  'manager',
  'owner',
] as const
export type Role = (typeof roles)[number]

/** The roles that run the workshop: they set it up, and one of them is always there. */
export const managing = ['service_manager', 'manager', 'owner'] as const satisfies readonly Role[]

/** The roles that most alerts are for (AL). If nobody has one of them, they go to the next role that is filled. */
export const alertRoles = ['adviser', 'foreman'] as const satisfies readonly Role[]

/** Why a person is away for a time. */
export const leaveKinds = ['holiday', 'sick', 'training', 'other'] as const
export type LeaveKind = (typeof leaveKinds)[number]

/** The purpose of an arrival (B1). */
/** `help`: a call from the kiosk, where this person stands. */
export const purposes = ['repair', 'appointment', 'enquiry', 'pick_up', 'complaint', 'help'] as const
export type Purpose = (typeof purposes)[number]

/** Symptoms a customer can tap at the kiosk. */
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

/** States of a repair order; `lives/order.ts` has the transitions. */
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
  'stopped',
  'ready',
  'settled',
  'left',
  'declined',
  'cancelled',
] as const
export type OrderState = (typeof orderStates)[number]

/** States with approved work still to do, in which a progress check can be asked (B10). */
export const workStates = ['authorised', 'waiting', 'working', 'paused'] as const satisfies readonly OrderState[]

/** Final states of an order. */
export const closedOrderStates = ['left', 'declined', 'cancelled'] as const satisfies readonly OrderState[]

/** States of an operation; `lives/operation.ts` has the transitions. */
export const operationStates = ['proposed', 'planned', 'working', 'paused', 'done', 'cancelled'] as const
export type OperationState = (typeof operationStates)[number]

/** Why work in progress stops: the customer, a part, a place or a person, others outside the workshop, or the work itself. */
export const pauseReasons = [
  'approval',
  'parts',
  'bay',
  'technician',
  'colleague',
  'tool',
  'assessor',
  'maker',
  'sublet',
  'test_drive',
  'end_of_shift',
] as const
export type PauseReason = (typeof pauseReasons)[number]

/** Pauses that wait for others outside the workshop, who may say until when (C9). */
export const outsideReasons = ['assessor', 'maker', 'sublet'] as const satisfies readonly PauseReason[]
export type OutsideReason = (typeof outsideReasons)[number]

/** Why a car holds a bay without being worked on. */
export const holdReasons = [
  'part',
  'answer',
  'technician',
  'bay',
  'tool',
  'assessor',
  'maker',
  'sublet',
  'check',
  'wash',
  'done',
  'other',
] as const
export type HoldReason = (typeof holdReasons)[number]

export const priorities = ['normal', 'urgent'] as const
export type Priority = (typeof priorities)[number]

export const cancelReasons = ['customer', 'no_show', 'workshop'] as const

/** What a new workshop can begin with, by its size. */
export const presets = ['quick_service', 'general_repair', 'dealer', 'body_and_paint'] as const
export type Preset = (typeof presets)[number]

export const plateFormats = ['cn', 'free'] as const
export type PlateFormat = (typeof plateFormats)[number]

/** How a connection comes in, each with its own access key or link: a staff browser, a screen of the workshop, a customer's page. */
export const devices = ['staff', 'wall', 'lobby', 'kiosk', 'customer'] as const
export type Device = (typeof devices)[number]

/** The screens of a workshop that are paired with it. `desk`, `tablet` and `gate` are shared by the staff. */
export const deviceKinds = ['wall', 'lobby', 'kiosk', 'desk', 'tablet', 'gate'] as const
export type DeviceKind = (typeof deviceKinds)[number]

/** What a screen can show (`contract/views`). The policy says which device may open which. */
export const viewNames = ['staff', 'wall', 'lobby', 'kiosk', 'customer'] as const
export type ViewName = (typeof viewNames)[number]

/** Answers to a progress check (B10). */
export const progressCheckAnswers = ['on_time', 'later', 'problem'] as const
export type ProgressCheckAnswer = (typeof progressCheckAnswers)[number]

/** Reasons of a problem; the emergency steps follow from them (B10). */
export const problemReasons = ['parts', 'bay', 'technician', 'more_work', 'customer', 'other'] as const
export type ProblemReason = (typeof problemReasons)[number]

/** Bad news: later than promised, or not ready after all (C8), each with the new time or without one (B11.1). */
export const delayKinds = ['delay', 'delay_no_time', 'reopened', 'reopened_no_time'] as const

/** What customers are told of when their car is ready: on course for the promise, the pick-up notice, a delay, the time after a delay without one, earlier than last announced (B11, B11.1). */
export const newsKinds = ['on_course', 'ready', ...delayKinds, 'time_known', 'correction'] as const
export type NewsKind = (typeof newsKinds)[number]

/** Messages to customers: news, and that a question waits on their page (B3, B9). */
export const noticeKinds = [...newsKinds, 'question'] as const
export type NoticeKind = (typeof noticeKinds)[number]

/**
 * States of a notice: awaiting the adviser's approval, being sent, accepted by a gateway or mail server, known to have reached the
 * customer, to be phoned, withdrawn.
 */
export const noticeStates = ['asking', 'sending', 'handed_over', 'delivered', 'phone', 'withdrawn'] as const
export type NoticeState = (typeof noticeStates)[number]

/** The automatic channels to customers. If all fail, the desk phones (B11.3). */
export const channels = ['push', 'wechat', 'sms', 'email'] as const
export type Channel = (typeof channels)[number]

export const attemptResults = ['pending', 'handed_over', 'delivered', 'failed', 'unavailable'] as const
/** What is known when an attempt ends. Only a delivery receipt, or the customer on the telephone, says more. */
export const sentResults = ['handed_over', 'failed', 'unavailable'] as const
export type SentResult = (typeof sentResults)[number]
export const receiptResults = ['delivered', 'failed'] as const
export type ReceiptResult = (typeof receiptResults)[number]

/** Causes of alerts (AL). */
export const alertCauses = [
  'forecast_late',
  'cannot_be_scheduled',
  'order_overdue',
  'progress_check_missed',
  'progress_check_problem',
  'part_late',
  'to_call_back',
  'promise_missing',
  'work_left',
  'not_asked',
  'answer_outstanding',
  'customer_waiting',
  'declined_on_page',
  'bay_out_of_service',
  'notice_undelivered',
  'notice_to_confirm',
  'not_prepared',
  'not_collected',
  'holidays_unknown',
  'messages_held',
  'backup_old',
] as const
export type AlertCause = (typeof alertCauses)[number]

export const severities = ['warning', 'alarm'] as const
export type Severity = (typeof severities)[number]

/**
 * What nobody knows the end of: an overdue part without a new date (B4.2), others outside who have said no time or missed it (C9),
 * suitable bays all out of service without an end.
 */
const unknownReasons = ['part_unknown', 'assessor_unknown', 'maker_unknown', 'sublet_unknown', 'bay_unknown'] as const

/**
 * Why work cannot be scheduled: no opening hours, no suitable bay, no one with the skill, no one on shift, not within two years, or
 * nobody knows when what it waits for ends.
 */
export const unschedulableReasons = [
  'never_opens',
  'no_bay',
  'no_skill',
  'nobody_on_shift',
  'too_far',
  ...unknownReasons,
] as const
export type UnschedulableReason = (typeof unschedulableReasons)[number]

/** Whether the time is unknown, rather than the work impossible. */
export const isUnknown = (reason: UnschedulableReason): reason is (typeof unknownReasons)[number] =>
  (unknownReasons as readonly UnschedulableReason[]).includes(reason)

/** What a promise depends on (B5): what the work waits for, and closing times in between. */
export const promiseFacts = [
  'bay_free',
  'bay_in_service',
  'technician_free',
  'technician_on_shift',
  'part',
  'closed',
  'margin_cut',
  'fixed_time',
  'fixed_time_missed',
] as const

/** What blocks a move on the day plan (C2): the first five forbid it, the others delay it. */
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

/** What a suggestion solves: a late order, an assigned bay or technician that is not available, or a better plan as a whole. */
export const suggestionCauses = ['late', 'bay_down', 'technician_away', 'plan'] as const
export type SuggestionCause = (typeof suggestionCauses)[number]

/** What a deadline triggers: the forecast, a review of an order, a bay, an arrival or the workshop, or an attempt to deliver a notice. */
export const deadlineKinds = ['reforecast', 'order', 'bay', 'arrival', 'workshop', 'notice'] as const
export type DeadlineKind = (typeof deadlineKinds)[number]
