/** Valid payloads, which tests then corrupt in one place. */
import { expect } from 'vitest'
import { commands, type CommandName } from '#contract/commands/index.ts'
import { defaultLimits } from '#contract/roleLimits.ts'
import { ALWAYS_OPEN, walkIn, type TestWorkshop } from '../support/testWorkshop.ts'

const enquiry = { purpose: 'enquiry', plate: null, language: 'en', words: '' } as const

const screen = { kind: 'wall', options: { language: null, margin: 0 } } as const

const pageSaw = () => ({
  promiseAt: Date.now() + 7_200_000,
  operations: [{ id: '00000000-0000-7000-8000-00000000beef', price: 100 }],
})
/** What the sender saw (S13); of other commands, a placement. */
const seen: { [N in CommandName]?: () => object } = {
  renameDevice: () => ({ name: 'Hall' }),
  moveDevice: () => screen,
  moveCar: () => ({ bayId: null }),
  answerProgressCheck: () => ({ answeredAt: null }),
  correctOrder: () => ({ plate: '沪V10002', model: null, words: '', waits: false, wash: true, language: 'en' }),
  moveAppointment: () => ({ appointmentAt: null }),
  answerEstimate: pageSaw,
  answerAdditionalWork: pageSaw,
  changePerson: () => ({ name: 'Technician 1' }),
  changeRoleLimits: () => defaultLimits.cashier,
  changeTeam: () => ({ name: 'Team 1' }),
  changeShift: () => ({ shift: null, otherWeek: null }),
  changePriceItem: () => ({ price: 38_000 }),
  changeBay: () => ({ name: 'Bay 1' }),
}
const wasOf = (name: CommandName) => seen[name]?.() ?? { bayId: null, technicianId: null, startAt: null }
const reasons: { [N in CommandName]?: string } = {
  pauseOperation: 'parts',
  cancelOrder: 'customer',
  answerProgressCheck: 'parts',
}
const reasonOf = (name: CommandName) => reasons[name] ?? 'Because'

/** A payload that fits the command's schema; its ids need not exist. */
export function validPayload(workshop: TestWorkshop, name: CommandName): Record<string, unknown> {
  const id = '00000000-0000-7000-8000-00000000beef'
  const all: Record<string, unknown> = {
    ...enquiry,
    ...walkIn('沪V10001'),
    orderId: id,
    operationId: id,
    partId: id,
    bayId: workshop.ids.bays[1],
    arrivalId: id,
    desk: 2,
    technicianId: workshop.ids.persons[0],
    itemIds: [workshop.ids.items[0]],
    operationIds: [id],
    approved: [id],
    promiseAt: Date.now() + 7_200_000,
    expectedAt: Date.now() + 7_200_000,
    appointmentAt: Date.now() + 7_200_000,
    until: name === 'movePauseEnd' || name === 'addLeave' || name === 'addStandIn' ? Date.now() + 7_200_000 : null,
    wash: true,
    accepted: true,
    safety: false,
    percent: 10,
    driverId: workshop.ids.persons[0],
    kmOut: 12_034,
    kmIn: 12_041,
    quantity: 1,
    priority: 'urgent',
    findings: 'Worn',
    code: 'ACDEFG',
    last4: '8000',
    customerKnows: true,
    answer: 'later',
    laterMinutes: 30,
    email: null,
    channels: ['sms'],
    alertId: id,
    commandId: id,
    command: 'passChecks',
    noticeId: id,
    suggestionIds: [id],
    startAt: null,
    reached: true,
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    preset: 'general_repair',
    plateFormat: 'cn',
    country: 'CN',
    hours: ALWAYS_OPEN,
    holidays: null,
    ownDays: [],
    settings: { atRiskMinutes: 10 },
    personId: workshop.ids.persons[0],
    to: name === 'changePriceItem' ? { price: 40_000 } : { name: 'Chen Wei' },
    itemId: workshop.ids.items[0],
    title: { en: 'Wiper blades' },
    bayKind: 'lift',
    skill: 'mechanical',
    standardMinutes: 10,
    fixedPromiseMinutes: null,
    price: 9_000,
    roles: ['technician'],
    skills: ['mechanical'],
    guided: [],
    employedFrom: null,
    lastDay: '2026-12-31',
    role: 'foreman',
    standInId: workshop.ids.persons[1],
    entryId: id,
    limits: defaultLimits.foreman,
    teamId: name === 'addPerson' ? null : id,
    leaderId: null,
    number: 40,
    uses: ['lift'],
    place: { column: 2, row: 1 },
    shift: null,
    otherWeek: null,
    leaveId: id,
    from: null,
    kind: name === 'changeTemplate' ? 'ready' : name === 'addLeave' ? 'sick' : screen.kind,
    options: screen.options,
    deviceId: id,
    what: 'pin',
    isCopied: false,
    text: { subject: 'Ready', body: 'Come!' },
    endpoint: 'https://push.example.com/1',
    p256dh: 'p'.repeat(65),
    auth: 'a'.repeat(22),
    was: wasOf(name),
    reason: reasonOf(name),
  }
  const payload = Object.fromEntries(Object.keys(commands[name].payload.shape).map((field) => [field, all[field]]))
  expect(commands[name].payload.safeParse(payload)).toMatchObject({ success: true })
  return payload
}
