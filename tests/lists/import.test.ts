import { describe, expect, it } from 'vitest'
import type { Vehicle } from '#server/domain/internal.ts'
import { entriesAfter } from '#server/read/journal.ts'
import { readState } from '#server/read/state.ts'
import { tables } from '#server/read/tables.ts'
import { connect, next, openWorkshop, walkIn, type TestWorkshop } from '../support/testWorkshop.ts'
import { depsOf, importing, inDays } from '../admin/support.ts'

const vehiclesIn = async ({ database, workshopId }: TestWorkshop): Promise<Omit<Vehicle, 'id'>[]> => {
  const vehicles = await tables.vehicle.select(database.sql, workshopId, 'true', [])
  return vehicles.toSorted((a, b) => (a.plate < b.plate ? -1 : 1))
}
const seqOf = async ({ database, workshopId }: TestWorkshop) => (await readState(database.sql, workshopId))!.seq
const bookedIn = async ({ database, workshopId }: TestWorkshop) =>
  (await readState(database.sql, workshopId))!.put.order!

describe('a list of cars', async () => {
  const workshop = await openWorkshop()
  const take = importing(depsOf(workshop.database))
  const list = [
    'plate,model,name,phone,language',
    '沪A·7K382,Lavida,"Li, Na",138 0013 8000,',
    'js-12,,,+44 20 7946 0018,en',
    '苏B12345D,"Model ""3""",王芳,021-5555 0142,zh-TW',
  ].join('\n')

  it('is previewed without writing anything', async () => {
    const before = await seqOf(workshop)
    const { ok, lines } = await take('cars', list)
    expect(ok).toBe(true)
    expect(lines[0]).toBe('list.csv: 3 cars for Test Garage: 3 new, 0 unchanged.')
    expect(lines[1]).toBe('  line 2: new  沪A·7K382  Lavida  Li, Na  +8613800138000  zh-Hans')
    expect(lines.at(-1)).toContain('--yes')
    expect(await seqOf(workshop)).toBe(before)
    expect(await vehiclesIn(workshop)).toEqual([])
  })

  it('is written in one journal entry, with telephone numbers in one spelling', async () => {
    const before = await seqOf(workshop)
    expect(await take('cars', list, { yes: true })).toMatchObject({ ok: true })
    const entries = await entriesAfter(workshop.database.sql, workshop.workshopId, before, 10)
    expect(entries).toMatchObject([
      {
        command: 'importCars',
        actor: { device: 'admin' },
        facts: [{ name: 'carsImported', added: 3, changed: 0, same: 0 }],
      },
    ])
    expect(await vehiclesIn(workshop)).toMatchObject([
      { plate: 'JS12', model: null, customer: { name: null, phone: '+442079460018', language: 'en' } },
      {
        plate: '沪A7K382',
        model: 'Lavida',
        customer: { name: 'Li, Na', phone: '+8613800138000', language: 'zh-Hans' },
      },
      {
        plate: '苏B12345D',
        model: 'Model "3"',
        customer: { name: '王芳', phone: '+862155550142', language: 'zh-Hant' },
      },
    ])
  })

  it('imported again, changes nothing, not even the journal', async () => {
    const before = [await seqOf(workshop), await vehiclesIn(workshop)]
    const { ok, lines } = await take('cars', list, { yes: true })
    expect(ok).toBe(true)
    expect(lines[0]).toContain('0 new, 3 unchanged')
    expect([await seqOf(workshop), await vehiclesIn(workshop)]).toEqual(before)
  })

  it('changes the values given and keeps the others', async () => {
    const { lines } = await take('cars', 'plate,name,model\n沪A7K382,,Lavida XR\nJS12,,\n', { yes: true })
    expect(lines[0]).toContain('0 new, 1 changed, 1 unchanged')
    const preview = await take('cars', 'plate,model\n沪A7K382,Passat\n')
    expect(preview.lines[1]).toBe('  line 2: changed  沪A·7K382  model Lavida XR → Passat')
    expect(await vehiclesIn(workshop)).toMatchObject([
      { plate: 'JS12', customer: { language: 'en' } },
      { plate: '沪A7K382', model: 'Lavida XR', customer: { name: 'Li, Na', phone: '+8613800138000' } },
      { plate: '苏B12345D' },
    ])
  })

  it('keeps cars apart that differ by their hyphen only, and asks for a missing one', async () => {
    const cars = 'plate,name\nB-NO 1234,Anna\nBN-O 1234,Bert\n'
    expect((await take('cars', cars, { yes: true })).lines[0]).toContain('2 new')
    expect((await take('cars', cars)).lines[0]).toContain('0 new, 2 unchanged')
    const unclear =
      'line 2: the plate BNO1234 may be that of another car than B-NO 1234 or BN-O 1234; write it with its hyphen'
    const later = `plate,name,at\nBNO1234,Anna,${inDays(2)}`
    expect(await take('cars', 'plate,name\nBNO1234,Anna')).toMatchObject({ ok: false })
    for (const [kind, list] of [
      ['cars', 'plate\nBNO1234'],
      ['appointments', later],
    ] as const)
      expect((await take(kind, list)).lines.join('\n')).toContain(unclear)
    const twice = 'plate,name\nHH-AB 1,Anna\nHHAB1,Bert'
    expect((await take('cars', twice)).lines.join('\n')).toContain('line 3: is the same car as line 2')
    const named = await vehiclesIn(workshop)
    expect(named.filter(({ plate }) => plate.endsWith('1234'))).toMatchObject([
      { plate: 'B-NO1234', customer: { name: 'Anna' } },
      { plate: 'BN-O1234', customer: { name: 'Bert' } },
    ])
  })

  it('keeps a number that the workshop has in another spelling', async () => {
    await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪A10001', { phone: '13800138000', language: 'en' }))
    const { lines } = await take('cars', 'plate,phone\n沪A10001,+86 138 0013 8000')
    expect(lines[0]).toContain('0 new, 1 unchanged')
  })
})

describe('the formats spreadsheets save', async () => {
  const workshop = await openWorkshop()
  const take = importing(depsOf(workshop.database))
  const text = 'plate,name\n沪A10001,张伟\n'
  // 张伟 and 沪 in GB18030.
  const gb18030 = Buffer.concat([
    Buffer.from('plate,name\n'),
    Buffer.from([0xbb, 0xa6]),
    Buffer.from('A10001,'),
    Buffer.from([0xd5, 0xc5, 0xce, 0xb0, 0x0a]),
  ])
  it.for([
    ['with a byte order mark', `\ufeff${text}`],
    ['with Windows line ends', text.replaceAll('\n', '\r\n')],
    ['with old Macintosh line ends', text.replaceAll('\n', '\r')],
    ['with semicolons', text.replaceAll(',', ';')],
    ['with tabs', text.replaceAll(',', '\t')],
    ['with every cell quoted', text.replaceAll(/[^,\n]+/g, '"$&"')],
    ['with a header in capitals and blanks', text.replace('plate,name', ' Plate , NAME ')],
    ['with empty lines and lines of commas', text.replace('\n', '\n\n,\n') + ',\n\n'],
    ['without a last line end', text.trim()],
    ['with the separator in a line of its own', `sep=;\n${text.replaceAll(',', ';')}`],
    ['with empty headings and cells', text.replaceAll('\n', ',,\n')],
    ['with shorter lines', 'plate,name,model,phone\n沪A10001,张伟\n'],
    ['with longer lines', 'plate,name\n沪A10001,张伟,, ,\n'],
    ['with a header in Chinese', '车牌号码,姓名,电话\n沪A10001,张伟,\n'],
    ['with a header in traditional Chinese', '車牌;姓名;聯絡電話;車型\n沪A10001;张伟;;\n'],
    ['with headings of two words', 'Licence plate,Customer name,Phone_number\n沪A10001,张伟,\n'],
    ['with an empty column it does not have', 'plate,colour,name\n沪A10001,,张伟\n'],
    ['in UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['in GB18030', gb18030],
  ] as const)('a list %s is read', async ([, content]) => {
    const { ok, lines } = await take('cars', content)
    expect(lines.find((line) => line.startsWith('  line'))).toMatch(/line \d: new {2}沪A·10001 {2}张伟 {2}zh-Hans$/)
    expect(lines.join('\n')).not.toContain('Not taken')
    expect(ok).toBe(true)
  })

  it('columns a list does not have are left out and named', async () => {
    const { ok, lines } = await take('cars', '车牌,VIN,姓名,phoen\n沪A10001,WVWZZZ,张伟,138\n沪A10002,,李娜,')
    expect(ok).toBe(true)
    expect(lines.slice(0, 3)).toEqual([
      'list.csv: 2 cars for Test Garage: 2 new, 0 unchanged.',
      'Not taken: the columns “VIN”, “phoen” (did you mean phone?); the columns are plate, model, name, phone, language.',
      '  line 2: new  沪A·10001  张伟  zh-Hans',
    ])
  })

  it('a GB18030 file is read with a note, and refused where plates are not Chinese', async () => {
    expect((await take('cars', gb18030)).lines).toContainEqual(expect.stringContaining('GB18030'))
    await workshop.database.sql`update workshop set plate_format = 'free'`
    expect(await take('cars', gb18030)).toMatchObject({
      ok: false,
      lines: [expect.stringContaining('not a text file in UTF-8')],
    })
    await workshop.database.sql`update workshop set plate_format = 'cn'`
  })
})

describe('a list with bad lines', async () => {
  const workshop = await openWorkshop()
  const take = importing(depsOf(workshop.database))
  const good = '沪A10001,Li Na,13800138000,en,Lavida'
  const header = 'plate,name,phone,language,model'

  it.for([
    ['an emoji as plate', '🚗🚗🚗,,,,', 'line 3: “🚗🚗🚗” is not a number plate'],
    ['a plate of 300 characters', `${'A'.repeat(300)},,,,`, 'is not a number plate'],
    ['half a Chinese plate', '沪A12,,,,', 'line 3: “沪A12” is not a number plate'],
    ['no plate', ',Li Na,,,', 'line 3: the plate is missing'],
    ['a name of 300 characters', `沪A10002,${'x'.repeat(300)},,,`, 'line 3: the name is longer than 60 characters'],
    [
      'a control character',
      '沪A10002,Li\u001b[2JNa,,,',
      'line 3: the name “Li\\u{1b}[2JNa” has characters that cannot be printed',
    ],
    ['a turned direction of writing', '沪A10002,Li\u202eNa,,,', 'the name “Li\\u{202e}Na” has characters'],
    ['words for a number', '沪A10002,,call me,,', 'line 3: “call me” is not a telephone number'],
    ['a number too short', '沪A10002,,12345,,', 'line 3: “12345” is not a telephone number'],
    ['a number too long', '沪A10002,,+86138001380001380013800,,', 'is not a telephone number'],
    ['an unsupported language', '沪A10002,,,fr,', 'line 3: the language “fr” is not known'],
    ['a repeated plate', '沪A·10001,,,,', 'line 3: is the same car as line 2'],
    ['too many cells', '沪A10002,Li,Na,,en,Lavida', 'line 3: has 6 cells, the header 5'],
    [
      'a line break in a name',
      '沪A10002,"赵\n六",,,',
      'line 3: the name “赵 六” has a line break; write it on one line',
    ],
    ['two faults', '沪A,,abc,,', 'line 3: “沪A” is not a number plate; “abc” is not a telephone number'],
    ['a quote that never closes', '沪A10002,"Li Na,,,', 'line 3: a quotation mark opened here is never closed'],
    ['a quote in the middle', '沪A10002,Li "Na",,,', 'line 3: there is a quotation mark inside the cell'],
  ] as const)('reports %s, and writes nothing', async ([, line, message]) => {
    const before = await seqOf(workshop)
    for (const yes of [false, true]) {
      const { ok, lines } = await take('cars', [header, good, line, '沪A10009,,,,'].join('\n'), { yes })
      expect(ok).toBe(false)
      expect(lines.join('\n')).toContain(message)
      expect(lines.join('\n')).not.toMatch(/[\u001b\u202e]/)
    }
    expect(await seqOf(workshop)).toBe(before)
    expect(await vehiclesIn(workshop)).toEqual([])
  })

  it('reports every one, by the line it begins on', async () => {
    const bad = ['沪A1,,,,', '"沪A10003","Li', 'Na",,,', '\n🚗,,,,']
    const { lines } = await take('cars', [header, good, ...bad].join('\r\n'))
    expect(lines.slice(0, -1).map((line) => line.split(':')[0])).toEqual(['  line 3', '  line 4', '  line 7'])
    expect(lines.at(-1)).toContain('3 lines cannot be used, 1 can')
  })

  it.for([
    ['an empty file', '', 'The file is empty'],
    ['an empty file with a byte order mark', '\ufeff\n', 'The file is empty'],
    ['a header alone', `${header}\n`, 'no lines below the header'],
    ['a cell under no heading', 'plate,name,\n沪A10001,Li,Na', 'line 2: “Na” is in column 3, which has no heading'],
    [
      'a column under two names',
      'plate,电话,手机\n沪A10001,,',
      'line 1: the header has the column “phone” twice, as “电话” and as “手机”',
    ],
    ['a column twice', 'plate,name,name\n沪A10001,a,b', 'line 1: the header has the column “name” twice'],
    ['no column for the plate', 'name\nLi Na', 'line 1: the header has no column “plate”'],
    ['no header', '沪A10001,Li Na', 'line 1: the header has no column “plate”; the columns are plate, model'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0xff, 0xff]), 'not a text file'],
    ['bytes with zeros', Buffer.from('plate\n沪A10001\0\n'), 'not a text file'],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004rest'), 'This is a spreadsheet, not a CSV file'],
    ['a file of 9 MB', Buffer.alloc(9_000_000, 'a'), 'larger than 8 MB'],
  ] as const)('%s is refused with one sentence', async ([, content, message]) => {
    const answer = await take('cars', content, { yes: true })
    expect(answer.ok).toBe(false)
    expect(answer.lines.join('\n')).toContain(message)
    expect(answer.lines.length).toBeLessThanOrEqual(2)
  })

  it('SQL and HTML are stored as plain text', async () => {
    const name = `Robert'); drop table vehicle;-- <script>`
    expect(await take('cars', `plate,name\n沪A10001,${name}`, { yes: true })).toMatchObject({ ok: true })
    expect(await vehiclesIn(workshop)).toMatchObject([{ customer: { name } }])
  })
})

describe('a long list', { timeout: 120_000 }, async () => {
  const workshop = await openWorkshop()
  const take = importing(depsOf(workshop.database))
  const cars = (many: number) =>
    ['plate,name', ...Array.from({ length: many }, (_, at) => `沪A${10_000 + at},Owner ${at}`)].join('\n')

  it('of 5,001 cars is refused; one of 5,000 is imported, and a second time changes nothing', async () => {
    expect(await take('cars', cars(5001), { yes: true })).toMatchObject({
      ok: false,
      lines: [expect.stringContaining('5,001 cars; one import takes at most 5,000')],
    })
    expect(await vehiclesIn(workshop)).toEqual([])
    const preview = await take('cars', cars(5000))
    expect(preview.lines).toHaveLength(13)
    expect(preview.lines[11]).toBe('  and 4,990 more lines')
    const before = await seqOf(workshop)
    expect(await take('cars', cars(5000), { yes: true })).toMatchObject({ ok: true })
    expect(await take('cars', cars(5000), { yes: true })).toMatchObject({
      ok: true,
      lines: [expect.stringContaining('5,000 unchanged'), expect.anything()],
    })
    expect(await seqOf(workshop)).toBe(before + 1)
    expect(await vehiclesIn(workshop)).toHaveLength(5000)
  })

  it('of 2,001 appointments is refused; one of 2,000 is imported', async () => {
    const list = (many: number) =>
      ['plate,at', ...Array.from({ length: many }, (_, at) => `沪B${10_000 + at},${inDays(3)}`)].join('\n')
    expect(await take('appointments', list(2001), { yes: true })).toMatchObject({
      ok: false,
      lines: [expect.stringContaining('one import takes at most 2,000')],
    })
    expect(await take('appointments', list(2000), { yes: true })).toMatchObject({ ok: true })
    const orders = await bookedIn(workshop)
    expect(new Set(orders.map(({ number }) => number)).size).toBe(2000)
    expect(await take('appointments', list(2000))).toMatchObject({
      ok: true,
      lines: [expect.stringContaining('2,000 unchanged'), expect.anything()],
    })
  })
})

describe('a list of appointments', async () => {
  const workshop = await openWorkshop()
  const app = await workshop.serve()
  const take = importing(depsOf(workshop.database, app))
  const list = [
    'plate;at;name;phone;words;items',
    `沪A10001;${inDays(2)};Li Na;13800138000;"Squeals;\nwhen wet";oil "PADS"`,
  ]
    .join('\n')
    .replace('"PADS"', 'PADS')
  const at = Date.parse(`${inDays(2).replace(' ', 'T')}:00+08:00`)

  it('is previewed without writing anything', async () => {
    const before = await seqOf(workshop)
    const { ok, lines } = await take('appointments', list)
    expect(ok).toBe(true)
    expect(lines[0]).toContain('1 appointment for Test Garage: 1 new')
    expect(lines[1]).toBe(`  line 2: new  ${inDays(2)}  沪A·10001  Li Na  OIL  PADS`)
    expect(await seqOf(workshop)).toBe(before)
  })

  it('is written in one entry that a connected screen sees, and returns the codes', async () => {
    const floor = connect(app, workshop, 'staff')
    await next(floor, 'snapshot')
    const before = await seqOf(workshop)
    const seen = next<{ to: number; put: { order: { code: string }[] } }>(floor, 'batch')
    const { ok, lines } = await take('appointments', list, { yes: true })
    expect(ok).toBe(true)
    const batch = await seen
    expect(batch.to).toBe(before + 1)
    const [order] = await bookedIn(workshop)
    expect(batch.put.order).toEqual([order])
    expect(order).toMatchObject({
      ...{ state: 'booked', plate: '沪A10001', appointmentAt: at, words: 'Squeals;\nwhen wet', language: 'zh-Hans' },
      customer: { name: 'Li Na', phone: '+8613800138000' },
    })
    expect(order!.operations.map(({ itemId, standardMinutes }) => [itemId, standardMinutes])).toEqual([
      [workshop.ids.items[0], 45],
      [workshop.ids.items[1], 90],
    ])
    expect(lines.at(-1)).toBe(`  ${inDays(2)}  沪A·10001  code ${order!.code}`)
    expect(await entriesAfter(workshop.database.sql, workshop.workshopId, before, 10)).toMatchObject([
      { command: 'importAppointments' },
    ])
  })

  it('imported again, changes nothing, even when the time has passed or the operation or the order has gone', async () => {
    const before = await seqOf(workshop)
    const again = async () =>
      expect(await take('appointments', list, { yes: true })).toMatchObject({
        ok: true,
        lines: [expect.stringContaining('0 new, 1 unchanged'), 'There is nothing to import.'],
      })
    await again()
    expect(await seqOf(workshop)).toBe(before)
    const { sql } = workshop.database
    const [order] = await bookedIn(workshop)
    await workshop.does('staff', 'cancelOrder', { orderId: order!.id, reason: 'customer' })
    await sql`update price_item set code = 'GONE' where code = 'PADS'`
    await again()
    await sql`update price_item set code = 'PADS' where code = 'GONE'`
    expect(await bookedIn(workshop)).toEqual([])
  })

  it('lets the customer check in with plate and telephone number', async () => {
    await take('appointments', `plate,at,phone\n沪A10005,${inDays(1)},13912345678`, { yes: true })
    const answer = await workshop.command('kiosk', 'checkInAppointment', {
      code: null,
      plate: '沪A10005',
      last4: '5678',
      waits: false,
      language: 'en',
    })
    expect(answer).toMatchObject({ ok: true })
  })

  it('one car may have two appointments, but not at the same time', async () => {
    const rows = (...times: string[]) => ['plate,at', ...times.map((time) => `沪A10006,${time}`)].join('\n')
    expect((await take('appointments', rows(inDays(2), inDays(3)))).lines[0]).toContain('2 new')
    expect((await take('appointments', rows(inDays(2), inDays(2)))).lines[0]).toContain(
      'line 3: is the same car and time as line 2',
    )
  })

  it.for([
    ['1900-01-01 10:00', 'is not between the years 2000 and 2100'],
    ['9999-12-31 10:00', 'is not between the years 2000 and 2100'],
    ['2027-02-30 10:00', 'does not exist'],
    ['2027-02-03 24:00', 'does not exist'],
    ['tomorrow', 'cannot be read; write it like 2026-11-24 09:30'],
    ['', 'the time is missing'],
  ] as const)('a time like “%s” is a bad line', async ([time, message]) => {
    const before = await seqOf(workshop)
    const { ok, lines } = await take('appointments', `plate,at\n沪A10007,${inDays(2)}\n沪A10008,${time}`, { yes: true })
    expect([ok, lines[0]]).toEqual([false, expect.stringContaining('line 3: ')])
    expect(lines[0]).toContain(message)
    expect(await seqOf(workshop)).toBe(before)
  })

  it('an operation that is not in the price list is a bad line that names those like it, or all', async () => {
    const rows = ['OIL X9', 'PDAS'].map((items, at) => `沪A1000${7 + at},${inDays(2)},${items}`)
    const { ok, lines } = await take('appointments', ['plate,at,items', ...rows].join('\n'), { yes: true })
    expect([ok, ...lines.slice(0, 2)]).toEqual([
      false,
      '  line 2: there is no operation “X9” in the price list; its codes are OIL, PADS',
      '  line 3: there is no operation “PDAS” in the price list; did you mean PADS?',
    ])
  })

  it('without its column for the time is refused', async () => {
    expect((await take('appointments', 'plate\n沪A10001')).lines[0]).toContain('the header has no column “at”')
  })

  it('times as spreadsheets write them are read', async () => {
    const time = inDays(2, '8:05').replaceAll('-', '/')
    expect((await take('appointments', `plate,at\n沪A10007,${time}`)).lines[1]).toContain(inDays(2, '08:05'))
  })
})

describe('a list of appointments exported again', async () => {
  const workshop = await openWorkshop()
  const take = importing(depsOf(workshop.database))
  const timesOf = async () =>
    (await bookedIn(workshop)).map(({ plate, appointmentAt }) => [plate, appointmentAt]).toSorted()
  const instant = (time: string) => Date.parse(`${time.replace(' ', 'T')}:00+08:00`)

  it('is taken without those whose time has passed, which are counted', async () => {
    const past = inDays(-1, '08:00')
    const list = `plate,at\n沪A10001,${past}\n沪A10002,${inDays(2)}\n`
    const { ok, lines } = await take('appointments', list, { yes: true })
    expect(ok).toBe(true)
    expect(lines.slice(0, 2)).toEqual([
      'list.csv: 2 appointments for Test Garage: 1 new, 0 unchanged, 1 kept out.',
      `  line 2: kept out: the time ${past} has already passed`,
    ])
    expect(await timesOf()).toEqual([['沪A10002', instant(inDays(2))]])
  })

  it('does not book a moved one twice, but asks', async () => {
    const moved = inDays(2, '15:12')
    const { ok, lines } = await take('appointments', `plate,at\n沪A10002,${moved}`, { yes: true })
    expect(ok).toBe(true)
    expect(lines).toEqual([
      'list.csv: 1 appointment for Test Garage: 0 new, 0 unchanged, 1 kept out.',
      `  line 2: kept out: ${moved}  沪A·10002 is also booked ${inDays(2)}. Moved? Then change its time at the desk; to book both, list both`,
      'There is nothing to import.',
    ])
    expect(await timesOf()).toHaveLength(1)
  })

  it('books a second one for a car whose first is in the list too, or cancelled', async () => {
    const both = `plate,at\n沪A10002,${inDays(2)}\n沪A10002,${inDays(3)}`
    expect((await take('appointments', both)).lines[0]).toContain('1 new, 1 unchanged.')
    const [order] = await bookedIn(workshop)
    await workshop.does('staff', 'cancelOrder', { orderId: order!.id, reason: 'customer' })
    const { lines } = await take('appointments', `plate,at\n沪A10002,${inDays(3)}`)
    expect(lines[0]).toContain('1 new, 0 unchanged.')
  })
})

describe('B16 an appointment outside opening hours', async () => {
  const workshop = await openWorkshop()
  const take = importing(depsOf(workshop.database))
  const daily = Array.from({ length: 7 }, () => [[480, 1080]])

  it('is a bad line that names free times near', async () => {
    await workshop.database.sql`update workshop set hours = ${workshop.database.sql.json(daily)}`
    const list = `plate,at\n沪A10007,${inDays(3, '03:00')}\n沪A10008,${inDays(3, '08:00')}`
    const { ok, lines } = await take('appointments', list, { yes: true })
    expect(ok).toBe(false)
    const free = [inDays(2, '17:00'), inDays(3, '08:15'), inDays(3, '08:30')].join(', ')
    expect(lines[0]).toBe(`  line 2: at ${inDays(3, '03:00')} the workshop is closed; free times near: ${free}`)
    expect(await bookedIn(workshop)).toEqual([])
  })
})

describe('a list imported by a program beside the running server', async () => {
  const workshop = await openWorkshop()
  const app = await workshop.serve({ beatEvery: 3_600_000 })
  const take = importing(depsOf(workshop.database))

  it('reaches its screens at once, without waiting for a beat', async () => {
    const floor = connect(app, workshop, 'staff')
    await next(floor, 'snapshot')
    const seen = next<{ put: { order: { plate: string }[] } }>(floor, 'batch')
    await take('appointments', `plate,at\n沪A10001,${inDays(1)}`, { yes: true })
    expect((await seen).put.order).toMatchObject([{ plate: '沪A10001' }])
  })
})

describe('the workshop of a list', async () => {
  const workshop = await openWorkshop()
  const take = importing(depsOf(workshop.database))

  it('must be named when there are several', async () => {
    const { sql } = workshop.database
    await sql`
      insert into workshop (workshop_id, name, time_zone, currency, plate_format, hours, is_example, epoch, beginning, secret, salt, created_at)
      select gen_random_uuid(), 'Other', time_zone, currency, plate_format, hours, is_example, epoch, beginning, secret, salt, created_at from workshop`
    const list = 'plate\n沪A10001'
    expect(await take('cars', list, { yes: true })).toMatchObject({
      ok: false,
      lines: [expect.stringContaining('--workshop'), expect.any(String), expect.any(String)],
    })
    expect(await take('cars', list, { yes: true, workshop: 'test garage' })).toMatchObject({ ok: true })
    expect((await take('cars', list, { workshop: workshop.workshopId })).lines[0]).toContain('1 unchanged')
    expect((await take('cars', list, { workshop: 'Third' })).lines[0]).toContain('There is no workshop “Third”')
  })
})
