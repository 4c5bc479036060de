/**
 * Who may do what: a row for each command, each read over HTTP and each view. This is the only place for permissions; the edge,
 * the reads, the handshake and the screens use it through `permit.ts`. A command or read without a row does not compile.
 */
import type { CommandName } from '#contract/commands/index.ts'
import type { ReadName } from '#contract/reads.ts'
import { managing, roles, type ViewName, type Role } from '#contract/values.ts'
import { rolesOf, type ActingRole, type OwnRoles, type Sender } from './roles.ts'

/** The sender as the server has authenticated it, never as the client claims. */
export interface Asker {
  sender: Sender
  /** Of the person, if they are signed in. */
  roles?: OwnRoles
  /** The order of the customer's link. */
  orderId?: string | null
}

/** A further condition; `about` is the payload. */
type Condition = (asker: Asker, about: object) => boolean

export interface Row {
  roles: readonly ActingRole[]
  only?: Condition
}

const everyone = roles
const managers = managing
const reception = ['adviser', ...managers] as const
/** The roles that inform customers. */
const customerContact = [...reception, 'follow_up_clerk'] as const
const cash = ['cashier', ...managers] as const
/** The roles that decide which work is done where, by whom and in which order (C2). */
const dispatch = ['foreman', 'team_leader', ...managers] as const
/** The roles that work on cars or are responsible for the work (C2, C3). */
const floor = [...dispatch, 'technical_director', 'specialist', 'technician'] as const
/** Each of the three quality checks has its own people (C5). */
const checkers = [...floor, 'inspector'] as const
/** The washers also do the washes that are work of their own. */
const hands = [...checkers, 'washer'] as const
const stores = [...floor, 'parts_clerk'] as const

const may = (...who: (ActingRole | readonly Role[])[]): Row => ({ roles: [...new Set(who.flat())] })

/** A customer's page may only act on its own order. */
const customersOwnOrder: Condition = ({ sender, orderId }, about) =>
  sender !== 'customer' || ('orderId' in about && about.orderId === orderId)

/** S14: a command is taken back by those who may send it. */
const mayBeSent: Condition = ({ sender, roles: own }, about) => {
  const roles: readonly ActingRole[] = 'command' in about ? commandTable[about.command as CommandName].roles : []
  return rolesOf(sender, own).some((role) => roles.includes(role))
}

export const commandTable = {
  // arrival (B1, B16)
  checkInWalkIn: may(reception, 'kiosk'),
  checkInAppointment: may(reception, 'kiosk'),
  recordArrival: may(reception, 'kiosk'),
  takeArrival: may(reception, 'cashier'),
  closeArrival: may(reception),
  bookAppointment: may(customerContact),

  // estimate and approval (B2, B3, B5)
  startDiagnosis: may(reception, floor),
  addOperations: may(reception),
  removeOperation: may(reception),
  quoteOrder: may(reception),
  authoriseOrder: may(reception),
  declineOrder: may(reception),
  cancelOrder: may(reception),
  movePromise: may(reception),
  setContact: may(customerContact),
  decideAdditionalWork: may(reception),
  offerAdditionalWork: may(reception),
  answerEstimate: { ...may('customer'), only: customersOwnOrder },
  answerAdditionalWork: { ...may('customer'), only: customersOwnOrder },

  // corrections (C8)
  correctOrder: may(reception),
  moveAppointment: may(customerContact),
  cancelOperation: may(reception),
  stopWork: may(reception),
  reopenOrder: may(reception, checkers),

  // shop floor (B8, B9, B10, C2, C3)
  takeOverCar: may(floor),
  moveCar: may(reception, hands),
  setPriority: may(dispatch, reception),
  answerProgressCheck: may(floor, reception),
  proposeAdditionalWork: may(checkers),
  // The adviser assigns work within one team, the foreman across several (B8).
  assignOperation: may(dispatch, reception),
  acceptSuggestions: may(dispatch, reception),
  dismissSuggestions: may(dispatch, reception),
  startOperation: may(hands),
  pauseOperation: may(hands),
  // Also the adviser, who speaks with assessor, maker and sublet shop.
  movePauseEnd: may(reception, checkers),
  recordTestDrive: may(reception, checkers),
  reportProgress: may(hands),
  finishOperation: may(hands),
  takeBayOutOfService: may(floor),
  returnBayToService: may(floor),

  // parts (B4.2)
  expectPart: may(reception, stores),
  movePartArrival: may(reception, stores),
  recordPartArrival: may(reception, stores),
  // Also takes the promise back.
  sendHome: may(reception, dispatch),
  carIsBack: may(reception, floor),

  // quality checks, wash, hand-over (C5, C7, B12)
  passChecks: may(checkers),
  failChecks: may(checkers),
  startWash: may(hands),
  finishWash: may(hands),
  prepareCar: may(reception),
  releaseNotice: may(reception),
  settleOrder: may(cash),
  releaseCar: may(reception, cash),

  // alerts and notices (AL, B11)
  acknowledgeAlert: may(everyone),
  undoCommand: { ...may(everyone), only: mayBeSent },
  sendNotice: may(customerContact),
  withdrawNotice: may(customerContact),
  recordCall: may(customerContact),
  allowPush: { ...may('customer'), only: customersOwnOrder },
  // The clock's delivery detects expired push subscriptions.
  stopPush: { ...may('customer', 'clock'), only: customersOwnOrder },
  // WeChat names the customer's account to the server alone: a page could name another's.
  allowWechat: may('clock'),
  stopWechat: { ...may('customer'), only: customersOwnOrder },

  // people and teams (C2, A8)
  addPerson: may(managers),
  changePerson: may(managers),
  removePerson: may(managers),
  restorePerson: may(managers),
  addStandIn: may(managers),
  endStandIn: may(managers),
  changeRoleLimits: may(managers),
  addTeam: may(managers),
  changeTeam: may(managers),
  removeTeam: may(managers),

  // prices
  addPriceItem: may(managers),
  changePriceItem: may(managers),
  removePriceItem: may(managers),
  restorePriceItem: may(managers),

  // bays
  addBay: may(managers),
  changeBay: may(managers),
  removeBay: may(managers),

  // service standards
  startFromPreset: may(managers),
  changeWorkshop: may(managers, 'admin'),
  changeOpening: may(managers, 'admin'),
  changeSettings: may(managers),
  changeShift: may(managers, 'foreman'),
  addLeave: may(dispatch),
  endLeave: may(dispatch),
  allowOvertime: may(dispatch),
  setHouseTime: may(managers),
  releaseMessages: may(managers),
  changeTemplate: may(managers),

  // devices
  recordNewSecret: may(managers, 'admin'),
  approveDevice: may(managers),
  renameDevice: may(managers),
  moveDevice: may(managers),
  reloadDevice: may(managers),
  // The clock revokes a device whose token was copied.
  revokeDevice: may(managers, 'clock'),
  revokeAllDevices: may(managers, 'admin'),

  // the server's administrator
  furnishWorkshop: may('admin'),
  clearExample: may('admin'),
  recordRestore: may('admin'),
  importCars: may('admin'),
  importAppointments: may('admin'),
  importHistory: may('admin'),

  // the clock
  recordForecasts: may('clock'),
  recordSuggestions: may('clock'),
  reviewOrder: may('clock'),
  reviewBay: may('clock'),
  reviewArrival: may('clock'),
  reviewWorkshop: may('clock'),
  recordBackup: may('clock'),
  beginAttempt: may('clock'),
  recordAttempt: may('clock'),
  recordReceipt: may('clock'),
} as const satisfies Record<CommandName, Row>

export const readTable = {
  // The view decides what they contain.
  readState: may(everyone, 'wall', 'lobby', 'kiosk', 'customer'),
  readChanges: may(everyone, 'wall', 'lobby', 'kiosk', 'customer'),
  readLink: may(reception),
  readPromise: may(reception, dispatch),
  tryMove: may(dispatch, reception),
  identify: may(reception, 'kiosk'),
  readPushKey: may('customer'),
  readWechatLogin: may('customer'),
  readChannels: may(managers),
  testChannel: may(managers),
  readSession: may(everyone, 'wall', 'lobby', 'kiosk', 'customer'),
  choosePerson: may(everyone),
  signInByPin: may(everyone),
  signOut: may(everyone),
  setPin: may(managers),
  setPassword: may(managers),
  findPairing: may(managers),
  reportDevice: may(everyone, 'wall', 'lobby', 'kiosk'),
  readDevices: may(managers),
  readFigures: may(customerContact, dispatch, 'technical_director'),
  readFigureOrders: may(customerContact, dispatch, 'technical_director'),
  readJournal: may(managers),
  readJournalEntry: may(managers),
} as const satisfies Record<ReadName, Row>

/** The view each device may open. */
export const viewTable = {
  staff: may(everyone),
  wall: may('wall'),
  lobby: may('lobby'),
  kiosk: may('kiosk'),
  customer: may('customer'),
} as const satisfies Record<ViewName, Row>
