/** The rule of every command that is decided on the live state. */
import type { CommandName } from '#contract/commands/index.ts'
import { bookAppointment, checkInAppointment } from './arrival/appointment.ts'
import { takeArrival } from './arrival/take.ts'
import { closeArrival, recordArrival } from './arrival/visit.ts'
import { checkInWalkIn } from './arrival/walkIn.ts'
import { acknowledgeAlert } from './alert/acknowledge.ts'
import { addBay, changeBay, removeBay } from './bay/bay.ts'
import { returnBayToService, takeBayOutOfService } from './bay/service.ts'
import {
  approveDevice,
  moveDevice,
  reloadDevice,
  renameDevice,
  revokeAllDevices,
  revokeDevice,
} from './device/device.ts'
import { recordNewSecret } from './person/newSecret.ts'
import { recordForecasts } from './forecast/record.ts'
import { recordSuggestions } from './suggestion/record.ts'
import { acceptSuggestions, dismissSuggestions } from './suggestion/decide.ts'
import { importHistory } from './durations/import.ts'
import { importAppointments, importCars } from './workshop/import.ts'
import { setHouseTime } from './workshop/houseTime.ts'
import { recordBackup } from './workshop/backups.ts'
import { recordRestore, releaseMessages } from './workshop/restored.ts'
import { changeOpening, changeSettings, changeTemplate } from './workshop/setup.ts'
import { startFromPreset } from './workshop/startFromPreset.ts'
import { changeWorkshop, clearExample, furnishWorkshop } from './workshop/workshop.ts'
import { reviewArrival, reviewBay, reviewOrder, reviewWorkshop } from './follows/due.ts'
import { beginAttempt, recordAttempt } from './notice/deliver.ts'
import { recordReceipt } from './notice/receipt.ts'
import { recordCall, sendNotice, withdrawNotice } from './notice/desk.ts'
import { movePauseEnd, recordTestDrive } from './operation/away.ts'
import { assignOperation } from './operation/assign.ts'
import { finishOperation, pauseOperation, reportProgress, startOperation } from './operation/work.ts'
import {
  answerAdditionalWork,
  decideAdditionalWork,
  offerAdditionalWork,
  proposeAdditionalWork,
} from './order/additionalWork.ts'
import { answerEstimate } from './order/answerEstimate.ts'
import { answerProgressCheck } from './order/progressCheck.ts'
import { allowPush, allowWechat, setContact, stopPush, stopWechat } from './order/contact.ts'
import { cancelOperation } from './operation/cancel.ts'
import { correctOrder, moveAppointment } from './order/correct.ts'
import { cancelOrder, movePromise, moveCar, setPriority, takeOverCar } from './order/course.ts'
import {
  addOperations,
  authoriseOrder,
  declineOrder,
  quoteOrder,
  removeOperation,
  startDiagnosis,
} from './order/estimate.ts'
import { addPriceItem, changePriceItem, removePriceItem, restorePriceItem } from './money/priceItem.ts'
import { addPerson, changePerson, restorePerson } from './staff/person.ts'
import { addLeave, allowOvertime, changeShift, endLeave } from './staff/shift.ts'
import { removePerson } from './staff/remove.ts'
import { addStandIn, endStandIn } from './staff/standIn.ts'
import { changeRoleLimits } from './staff/limits.ts'
import { addTeam, changeTeam, removeTeam } from './staff/team.ts'
import { withPhone } from './phone.ts'
import { stopWork } from './order/stop.ts'
import { failChecks, reopenOrder } from './order/rework.ts'
import {
  finishWash,
  passChecks,
  prepareCar,
  releaseCar,
  releaseNotice,
  settleOrder,
  startWash,
} from './order/finish.ts'
import { expectPart, movePartArrival, recordPartArrival } from './order/parts.ts'
import { carIsBack, sendHome } from './order/home.ts'
import { undoCommand } from './undo/undo.ts'
import type { Rule } from './rule.ts'

export const rules: { readonly [N in CommandName]: Rule<N> } = {
  checkInWalkIn: withPhone(checkInWalkIn),
  checkInAppointment,
  recordArrival,
  takeArrival,
  closeArrival,
  bookAppointment: withPhone(bookAppointment),
  addPerson,
  changePerson,
  removePerson,
  restorePerson,
  addStandIn,
  endStandIn,
  changeRoleLimits,
  addTeam,
  changeTeam,
  removeTeam,
  addPriceItem,
  changePriceItem,
  removePriceItem,
  restorePriceItem,
  startDiagnosis,
  addOperations,
  removeOperation,
  quoteOrder,
  authoriseOrder,
  declineOrder,
  cancelOrder,
  movePromise,
  answerProgressCheck,
  setContact: withPhone(setContact),
  takeOverCar,
  setPriority,
  moveCar,
  proposeAdditionalWork,
  decideAdditionalWork,
  offerAdditionalWork,
  answerEstimate,
  answerAdditionalWork,
  expectPart,
  movePartArrival,
  recordPartArrival,
  sendHome,
  carIsBack,
  passChecks,
  failChecks,
  startWash,
  finishWash,
  prepareCar,
  releaseNotice,
  settleOrder,
  releaseCar,
  correctOrder,
  moveAppointment,
  cancelOperation,
  stopWork,
  reopenOrder,
  assignOperation,
  startOperation,
  pauseOperation,
  movePauseEnd,
  recordTestDrive,
  reportProgress,
  finishOperation,
  acceptSuggestions,
  dismissSuggestions,
  addBay,
  changeBay,
  removeBay,
  takeBayOutOfService,
  returnBayToService,
  acknowledgeAlert,
  undoCommand,
  sendNotice,
  withdrawNotice,
  recordCall,
  changeWorkshop,
  changeOpening,
  changeSettings,
  changeShift,
  addLeave,
  endLeave,
  allowOvertime,
  recordNewSecret,
  setHouseTime,
  releaseMessages,
  recordRestore,
  recordBackup,
  changeTemplate,
  approveDevice,
  renameDevice,
  moveDevice,
  reloadDevice,
  revokeDevice,
  revokeAllDevices,
  allowPush,
  stopPush,
  allowWechat,
  stopWechat,
  startFromPreset,
  furnishWorkshop,
  clearExample,
  importCars,
  importAppointments,
  importHistory,
  recordForecasts,
  recordSuggestions,
  reviewOrder,
  reviewBay,
  reviewArrival,
  reviewWorkshop,
  beginAttempt,
  recordAttempt,
  recordReceipt,
}
