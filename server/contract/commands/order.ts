/** The order from its estimate to the gate (B3–B12 in their short form). */
import { z } from 'zod'
import { email, id, instant, line, phone, quoteId, words } from '../fields.ts'
import { cancelReasons, channels, progressCheckAnswers, priorities, problemReasons } from '../values.ts'
import { command, nothing } from './command.ts'

const orderId = id
const itemIds = z.array(id).min(1).max(20)

export const orderCommands = {
  startDiagnosis: command('The customer agreed to a diagnosis and it begins (B2).', { orderId }, nothing),
  addOperations: command(
    'Puts operations of the price list on an order that is not yet authorised.',
    { orderId, itemIds },
    { operationIds: z.array(id) },
  ),
  removeOperation: command(
    'Takes an operation off an order that is not yet authorised.',
    { orderId, operationId: id },
    nothing,
  ),
  quoteOrder: command(
    'The estimate is made and a time promised (B3, B5). Earlier than the server has quoted within the hour, or without its quote, only with a reason. The time then moves by `movePromise`.',
    {
      orderId,
      promiseAt: instant,
      quoteId: quoteId
        .nullable()
        .default(null)
        .meta({ description: 'Of the `PromiseQuote` that the adviser was shown; null: none.' }),
      reason: line(200).nullable().default(null),
    },
    nothing,
  ),
  authoriseOrder: command('The customer agrees to the estimate (B3).', { orderId, wash: z.boolean() }, nothing),
  declineOrder: command('The customer declines the estimate (B3).', { orderId }, nothing),
  cancelOrder: command(
    'An order that has not been worked on comes to nothing.',
    { orderId, reason: z.enum(cancelReasons) },
    nothing,
  ),
  movePromise: command(
    'The promised time is changed, with a reason (B5). Unless the customer knows already, a notice tells, once he has agreed to the estimate (B11.1).',
    { orderId, promiseAt: instant, reason: line(200), customerKnows: z.boolean() },
    nothing,
  ),
  answerProgressCheck: command(
    'The workshop says how the repair gets on (B10): on time, later by so many minutes than promised, or a problem and what it is about. ' +
      '`was` is what the screen showed: if somebody else has answered meanwhile, the command is refused with what is true (S13).',
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
    'How the customer is reached, the first choice first (B6.1).',
    {
      orderId,
      name: line(60).nullable(),
      phone: phone.nullable(),
      email: email.nullable(),
      channels: z
        .array(z.enum(channels))
        .max(channels.length)
        .refine((list) => new Set(list).size === list.length, { message: 'twice' })
        .meta({ description: 'Each once.' }),
    },
    nothing,
  ),
  takeOverCar: command('The workshop takes car and key over; who and when is kept (B8, C2.1).', { orderId }, nothing),
  setPriority: command('The foreman says what goes first (C2).', { orderId, priority: z.enum(priorities) }, nothing),
  moveCar: command(
    'The car is driven into a bay, or out of one.',
    { orderId, bayId: id.nullable(), was: z.strictObject({ bayId: id.nullable() }) },
    nothing,
  ),
  proposeAdditionalWork: command(
    'The floor found more to do; the customer is to be asked (B9).',
    { orderId, itemIds, findings: words(500), safety: z.boolean() },
    { operationIds: z.array(id) },
  ),
  decideAdditionalWork: command(
    'The customer’s yes or no to additional work, with the new promise where it moves (B9).',
    { orderId, operationIds: z.array(id).min(1).max(20), accepted: z.boolean(), promiseAt: instant.nullable() },
    nothing,
  ),
  expectPart: command(
    'A part is not there: when it comes is written down (B4.2).',
    { orderId, operationId: id.nullable(), name: line(80), quantity: z.int().min(1).max(999), expectedAt: instant },
    { partId: id },
  ),
  movePartArrival: command(
    'A part comes at another time than thought.',
    { orderId, partId: id, expectedAt: instant },
    nothing,
  ),
  recordPartArrival: command('A part has come.', { orderId, partId: id }, nothing),
  passChecks: command(
    'The checks are passed (C5): on to the wash when one is wanted, else ready.',
    { orderId },
    nothing,
  ),
  failChecks: command(
    'A check failed: the operation goes back, and why (C5).',
    { orderId, operationId: id, reason: line(200) },
    nothing,
  ),
  finishWash: command('The car is washed (C7) and ready.', { orderId }, nothing),
  settleOrder: command('The bill is settled (B12).', { orderId }, nothing),
  releaseCar: command('The gate pass is issued and the car leaves (B12).', { orderId }, nothing),
}
