/** The order from its estimate to the gate pass (B3–B12). */
import { z } from 'zod'
import { email, id, instant, line, phone, quoteId, reworkMinutes, words } from '../fields.ts'
import { cancelReasons, channels, progressCheckAnswers, priorities, problemReasons } from '../values.ts'
import { command, nothing } from './command.ts'

const orderId = id
const itemIds = z.array(id).min(1).max(20)

export const orderCommands = {
  startDiagnosis: command('Starts the diagnosis the customer has agreed to (B2).', { orderId }, nothing),
  addOperations: command(
    'Adds operations from the price list to an order that is not yet authorised.',
    { orderId, itemIds },
    { operationIds: z.array(id) },
  ),
  removeOperation: command(
    'Removes an operation from an order that is not yet authorised.',
    { orderId, operationId: id },
    nothing,
  ),
  quoteOrder: command(
    'Makes the estimate and promises a time (B3, B5). A time earlier than the quote, or without a quote from the last hour, needs a reason. Use `movePromise` to change the time later.',
    {
      orderId,
      promiseAt: instant,
      quoteId: quoteId
        .nullable()
        .default(null)
        .meta({ description: 'From the `PromiseQuote` the adviser was shown; null: none.' }),
      reason: line(200).nullable().default(null),
    },
    nothing,
  ),
  authoriseOrder: command('The customer approves the estimate (B3).', { orderId, wash: z.boolean() }, nothing),
  declineOrder: command('The customer declines the estimate (B3).', { orderId }, nothing),
  cancelOrder: command(
    'Cancels an order on which no work has started.',
    { orderId, reason: z.enum(cancelReasons) },
    nothing,
  ),
  movePromise: command(
    'Changes the promised time, with a reason (B5). If the customer has approved the estimate and does not know yet, a notice is sent (B11.1).',
    { orderId, promiseAt: instant, reason: line(200), customerKnows: z.boolean() },
    nothing,
  ),
  answerProgressCheck: command(
    'Answers a progress check (B10): on time, later than promised by a number of minutes, or a problem with its reason. ' +
      '`was` is what the screen showed: if someone else has answered, the command is refused with the current state (S13).',
    {
      orderId,
      answer: z.enum(progressCheckAnswers),
      laterMinutes: z.int().min(1).max(14_400).nullable(),
      reason: z.enum(problemReasons).nullable(),
      words: words(200),
      was: z.strictObject({ answeredAt: instant.nullable() }),
    },
    nothing,
  ),
  setContact: command(
    'Sets how to reach the customer, preferred channel first (B6.1).',
    {
      orderId,
      name: line(60).nullable(),
      phone: phone.nullable(),
      email: email.nullable(),
      channels: z
        .array(z.enum(channels))
        .max(channels.length)
        .refine((list) => new Set(list).size === list.length, { message: 'twice' })
        .meta({ description: 'No duplicates.' }),
    },
    nothing,
  ),
  takeOverCar: command(
    'The workshop takes over the car and its key; records who and when (B8, C2.1).',
    { orderId },
    nothing,
  ),
  setPriority: command('Sets the priority of an order (C2).', { orderId, priority: z.enum(priorities) }, nothing),
  moveCar: command(
    'Moves the car into a bay, or out of one.',
    { orderId, bayId: id.nullable(), was: z.strictObject({ bayId: id.nullable() }) },
    nothing,
  ),
  proposeAdditionalWork: command(
    'Proposes additional work found during the repair, for the customer to decide (B9).',
    { orderId, itemIds, findings: words(500), safety: z.boolean() },
    { operationIds: z.array(id) },
  ),
  decideAdditionalWork: command(
    'Records the customer’s approval or refusal of additional work, and the new promised time if it changes (B9).',
    { orderId, operationIds: z.array(id).min(1).max(20), accepted: z.boolean(), promiseAt: instant.nullable() },
    nothing,
  ),
  offerAdditionalWork: command(
    'The customer is asked about the additional work, with the promised time if they approve (B9): on their page, where they can answer; or by telephone or in person, and the desk records the answer.',
    {
      orderId,
      promiseAt: instant,
      onPage: z.boolean().default(true).meta({ description: 'False: the adviser has asked the customer in person.' }),
    },
    nothing,
  ),
  expectPart: command(
    'Records a missing part and when it is expected (B4.2).',
    { orderId, operationId: id.nullable(), name: line(80), quantity: z.int().min(1).max(999), expectedAt: instant },
    { partId: id },
  ),
  movePartArrival: command('Changes when a part is expected.', { orderId, partId: id, expectedAt: instant }, nothing),
  recordPartArrival: command('Records that a part has arrived.', { orderId, partId: id }, nothing),
  sendHome: command(
    'The customer drives home until a missing part is there (C9): the car leaves its bay, and its promise no longer stands.',
    { orderId },
    nothing,
  ),
  carIsBack: command(
    'The car is back from its customer (C9). Promise a new time with `movePromise`.',
    { orderId },
    nothing,
  ),
  passChecks: command(
    'Passes the quality check (C5): the car goes to the wash if requested, or is ready.',
    { orderId },
    nothing,
  ),
  failChecks: command(
    'Fails the quality check: sends an operation back, with a reason and the minutes of rework it needs (C5). What was done stays done.',
    {
      orderId,
      operationId: id,
      reason: line(200),
      minutes: reworkMinutes,
    },
    nothing,
  ),
  startWash: command(
    'The wash begins (C7): the car is no longer in a bay that is not for washing.',
    { orderId },
    nothing,
  ),
  finishWash: command('Finishes the wash (C7); the car is ready.', { orderId }, nothing),
  prepareCar: command(
    'The car is prepared for collection (B11.2): the customer gets the pick-up notice when it is due.',
    { orderId },
    nothing,
  ),
  releaseNotice: command('Lets the pick-up notice go out before the car is prepared (B11).', { orderId }, nothing),
  settleOrder: command('Settles the bill (B12).', { orderId }, nothing),
  releaseCar: command('Issues the gate pass; the car leaves (B12).', { orderId }, nothing),
}
