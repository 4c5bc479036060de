import { describe, expect, expectTypeOf, it } from 'vitest'
import { commandNames, type CommandName } from '#contract/commands/index.ts'
import type { UndoableName } from '#contract/undo.ts'
import { readNames, type ReadName } from '#contract/reads.ts'
import { viewNames, roles, type Role } from '#contract/values.ts'
import {
  allowedFor,
  devicesFor,
  mayRead,
  maySend,
  permit,
  permitOwn,
  type Caller,
  type Permitted,
  type Sent,
} from '#server/policy/permit.ts'
import { rolesOf, type ActingRole, type Sender } from '#server/policy/roles.ts'
import { commandTable, readTable, viewTable } from '#server/policy/table.ts'
import type { Writer } from '#server/write/write.ts'
import { uuid } from '../support/factories.ts'

const workshopId = uuid()
const senders: readonly Sender[] = [...viewNames, 'clock', 'admin']
const devices: readonly ActingRole[] = ['wall', 'lobby', 'kiosk', 'customer', 'clock', 'admin']

/** What each command is for, in workshop terms, written independently of the table. */
const all = [...roles]
const managers: Role[] = ['service_manager', 'manager', 'owner']
const adviser: Role[] = ['adviser', ...managers]
const follow: Role[] = [...adviser, 'follow_up_clerk']
const lead: Role[] = ['foreman', 'team_leader', ...managers]
const worker: Role[] = [...lead, 'technical_director', 'specialist', 'technician']
const checker: Role[] = [...worker, 'inspector']
const washers: Role[] = [...checker, 'washer']
const both = (...lists: Role[][]) => lists.flat()

const expected: [readonly CommandName[], readonly ActingRole[]][] = [
  [
    ['checkInWalkIn', 'checkInAppointment', 'recordArrival'],
    [...adviser, 'kiosk'],
  ],
  [['takeArrival'], both(adviser, ['cashier'])],
  [['closeArrival', 'addOperations', 'removeOperation', 'quoteOrder', 'authoriseOrder'], adviser],
  [['declineOrder', 'cancelOrder', 'movePromise', 'decideAdditionalWork', 'prepareCar', 'releaseNotice'], adviser],
  [['correctOrder', 'cancelOperation', 'stopWork', 'offerAdditionalWork'], adviser],
  [['bookAppointment', 'moveAppointment', 'setContact', 'sendNotice', 'withdrawNotice', 'recordCall'], follow],
  [['takeOverCar', 'takeBayOutOfService', 'returnBayToService'], worker],
  [['startDiagnosis', 'answerProgressCheck'], both(adviser, worker)],
  [['expectPart', 'movePartArrival', 'recordPartArrival'], both(adviser, worker, ['parts_clerk'])],
  [['moveCar'], both(adviser, washers)],
  [['reopenOrder', 'movePauseEnd', 'recordTestDrive'], both(adviser, checker)],
  [['carIsBack'], both(adviser, worker)],
  [['sendHome', 'setPriority', 'assignOperation', 'acceptSuggestions', 'dismissSuggestions'], both(adviser, lead)],
  [['startOperation', 'pauseOperation', 'reportProgress', 'finishOperation', 'startWash', 'finishWash'], washers],
  [['passChecks', 'failChecks', 'proposeAdditionalWork'], checker],
  [['settleOrder'], both(managers, ['cashier'])],
  [['releaseCar'], both(adviser, ['cashier'])],
  [['acknowledgeAlert', 'undoCommand'], all],
  [['startFromPreset', 'changeSettings', 'changeTemplate', 'setHouseTime', 'releaseMessages'], managers],
  [['approveDevice', 'renameDevice', 'moveDevice', 'reloadDevice'], managers],
  [['revokeDevice'], [...managers, 'clock']],
  [
    ['revokeAllDevices', 'recordNewSecret'],
    [...managers, 'admin'],
  ],
  [['addStandIn', 'endStandIn', 'changeRoleLimits'], managers],
  [['addBay', 'changeBay', 'removeBay'], managers],
  [['addPerson', 'changePerson', 'removePerson', 'restorePerson', 'addTeam', 'changeTeam', 'removeTeam'], managers],
  [['addPriceItem', 'changePriceItem', 'removePriceItem', 'restorePriceItem'], managers],
  [['changeShift'], both(managers, ['foreman'])],
  [['addLeave', 'endLeave', 'allowOvertime'], lead],
  [
    ['changeWorkshop', 'changeOpening'],
    [...managers, 'admin'],
  ],
  [
    ['furnishWorkshop', 'clearExample', 'importCars', 'importAppointments', 'importHistory', 'recordRestore'],
    ['admin'],
  ],
  [
    [
      'recordForecasts',
      'recordSuggestions',
      'reviewOrder',
      'reviewBay',
      'reviewArrival',
      'reviewWorkshop',
      'recordBackup',
    ],
    ['clock'],
  ],
  [['beginAttempt', 'recordAttempt', 'recordReceipt', 'allowWechat'], ['clock']],
  [['allowPush', 'stopWechat', 'answerEstimate', 'answerAdditionalWork'], ['customer']],
  [['stopPush'], ['customer', 'clock']],
]

const expectedReads: Record<ReadName, readonly ActingRole[]> = {
  readState: [...all, 'wall', 'lobby', 'kiosk', 'customer'],
  readChanges: [...all, 'wall', 'lobby', 'kiosk', 'customer'],
  readLink: adviser,
  readPromise: both(adviser, lead),
  tryMove: both(adviser, lead),
  identify: [...adviser, 'kiosk'],
  readPushKey: ['customer'],
  readWechatLogin: ['customer'],
  readChannels: managers,
  testChannel: managers,
  readSession: [...all, 'wall', 'lobby', 'kiosk', 'customer'],
  choosePerson: all,
  signInByPin: all,
  signOut: all,
  setPin: managers,
  setPassword: managers,
  findPairing: managers,
  reportDevice: [...all, 'wall', 'lobby', 'kiosk'],
  readDevices: managers,
  readFigures: [...adviser, ...lead, 'follow_up_clerk', 'technical_director'],
  readFigureOrders: [...adviser, ...lead, 'follow_up_clerk', 'technical_director'],
  readJournal: managers,
  readJournalEntry: managers,
}

const sorted = (list: readonly string[]) => [...new Set(list)].sort()

describe('the policy table', () => {
  it('names every command once here, so that none is forgotten', () => {
    expect(expected.flatMap(([names]) => names).sort()).toEqual([...commandNames].sort())
  })

  it.each(expected.flatMap(([names, who]) => names.map((name) => ({ name, who }))))(
    '$name is for these roles and no other',
    ({ name, who }) => {
      const asked = [...roles, ...devices].filter((role) => (commandTable[name].roles as ActingRole[]).includes(role))
      expect(sorted(asked)).toEqual(sorted(who))
    },
  )

  it.each(readNames)('%s is for these roles and no other', (name) => {
    expect(sorted(readTable[name].roles)).toEqual(sorted(expectedReads[name]))
  })

  it('a view is opened by its own device and by no other', () => {
    for (const view of viewNames) expect(devicesFor(view), view).toEqual([view])
    expect(Object.keys(viewTable).sort()).toEqual([...viewNames].sort())
  })

  it('every staff role may send something, and a manager and an owner everything that staff may send', () => {
    for (const role of roles)
      expect(
        commandNames.some((name) => (commandTable[name].roles as ActingRole[]).includes(role)),
        role,
      ).toBe(true)
    const staff = commandNames.filter((name) =>
      (commandTable[name].roles as ActingRole[]).some((one) => all.includes(one as Role)),
    )
    for (const name of staff)
      expect(commandTable[name].roles, name).toEqual(expect.arrayContaining(['manager', 'owner']))
  })
})

describe('who may do what today', () => {
  it('the staff key has every role, and may send all commands of people', () => {
    expect(rolesOf('staff')).toEqual(roles)
    const own = [...senders].filter((sender) => sender !== 'staff').flatMap((sender) => [sender])
    const notStaff = [
      ...['furnishWorkshop', 'clearExample', 'importCars', 'importAppointments', 'importHistory', 'recordRestore'],
      ...[
        'recordForecasts',
        'recordSuggestions',
        'reviewOrder',
        'reviewBay',
        'reviewArrival',
        'reviewWorkshop',
        'recordBackup',
      ],
      ...['beginAttempt', 'recordAttempt', 'recordReceipt', 'allowPush', 'stopPush', 'allowWechat', 'stopWechat'],
      ...['answerEstimate', 'answerAdditionalWork'],
    ]
    expect(sorted(allowedFor('staff'))).toEqual(sorted(commandNames.filter((name) => !notStaff.includes(name))))
    for (const sender of own) expect(rolesOf(sender)).toEqual([sender])
  })

  it('lets read-only devices send nothing', () => {
    for (const sender of ['wall', 'lobby'] as const) expect(allowedFor(sender)).toEqual([])
  })

  it('lets the kiosk only check in, and customers only answer (B3, B9) and have their own browser told (B11)', () => {
    expect(allowedFor('kiosk')).toEqual(['checkInWalkIn', 'checkInAppointment', 'recordArrival'])
    const own = ['answerEstimate', 'answerAdditionalWork', 'allowPush', 'stopPush', 'stopWechat']
    expect(allowedFor('customer')).toEqual(own)
  })

  it('HTTP reads stay with the devices that had them', () => {
    const readers = (name: ReadName) => senders.filter((sender) => mayRead(sender, name))
    for (const name of ['readState', 'readChanges', 'readSession'] as const) expect(readers(name)).toEqual(viewNames)
    for (const name of ['readLink', 'readPromise', 'tryMove', 'readChannels', 'testChannel', 'choosePerson'] as const)
      expect(readers(name), name).toEqual(['staff'])
    expect(readers('identify')).toEqual(['staff', 'kiosk'])
    expect(readers('readPushKey')).toEqual(['customer'])
  })
})

describe('a permitted command', () => {
  const orderId = uuid()
  const priority: Sent<'setPriority'> = { id: uuid(), name: 'setPriority', payload: { orderId, priority: 'urgent' } }
  const stop: Sent<'stopPush'> = { id: uuid(), name: 'stopPush', payload: { orderId, endpoint: 'https://a.example/b' } }
  const of = (over: Partial<Caller>): Caller => ({ workshopId, sender: 'staff', ...over })

  it('carries the workshop, the command and the actor', () => {
    const personId = uuid()
    expect(permit(of({ personId }), priority)).toMatchObject({
      ...{ workshopId, ...priority, sender: 'staff' },
      actor: { device: 'staff', personId },
    })
  })

  it('a role belongs to a person: without a person, staff may send nothing', () => {
    expect(permit(of({}), priority)).toBe('actor_required')
    expect(permit(of({ personId: null }), priority)).toBe('actor_required')
  })

  it('a sender without the role is refused, with or without a person', () => {
    for (const sender of senders.filter((one) => !maySend(one, 'setPriority')))
      expect(permit(of({ sender, personId: uuid() }), priority), sender).toBe('not_allowed')
  })

  it('a customer’s page may act only on its own order', () => {
    expect(permit(of({ sender: 'customer', orderId }), stop)).toMatchObject(stop)
    expect(permit(of({ sender: 'customer', orderId: uuid() }), stop)).toBe('not_allowed')
    expect(permit(of({ sender: 'customer' }), stop)).toBe('not_allowed')
    expect(permit(of({ sender: 'clock' }), stop)).toMatchObject(stop)
  })

  it('S14 a command may be taken back only by a sender who may send it', () => {
    const back = (command: UndoableName): Sent<'undoCommand'> => ({
      ...{ id: uuid(), name: 'undoCommand', payload: { commandId: uuid(), command } },
    })
    expect(permit(of({ personId: uuid() }), back('passChecks'))).toMatchObject({ name: 'undoCommand' })
    for (const sender of senders.filter((one) => !maySend(one, 'passChecks')))
      expect(permit(of({ sender, personId: uuid() }), back('passChecks')), sender).toBe('not_allowed')
    const condition = commandTable.undoCommand.only
    expect(condition({ sender: 'staff' }, { command: 'recordForecasts' })).toBe(false)
  })

  it('the server’s own command outside the table throws', () => {
    expect(() => permitOwn('clock', workshopId, priority)).toThrow('clock may not send setPriority')
    expect(permitOwn('clock', workshopId, stop)).toMatchObject({ actor: { device: 'clock', personId: null } })
  })

  it('the write path accepts nothing else: a forgotten check does not compile', () => {
    type Taken = Parameters<Writer['execute']>[0]
    expectTypeOf<Permitted>().toExtend<Taken>()
    expectTypeOf<Sent>().not.toExtend<Taken>()
    // It has all the fields but does not come from the policy, so it is no permitted command.
    expectTypeOf<{ [K in keyof Permitted]: Permitted[K] }>().not.toExtend<Taken>()
    const forgotten = (writer: Writer) =>
      // @ts-expect-error no `Permitted`
      writer.execute({ workshopId, ...priority, actor: { device: 'staff', personId: uuid() }, sender: 'staff' })
    expect(forgotten).toBeTypeOf('function')
  })
})
