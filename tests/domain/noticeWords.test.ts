/** The texts of notices: the built-in ones in three languages, and the workshop's own (B11, B11.1). */
import { describe, expect, it } from 'vitest'
import type { Payload } from '#contract/commands/index.ts'
import { hasTags, missingFields, previewOf, sampleValues, templateOf, withLink, withoutLink } from '#words/notice.ts'
import {
  languages,
  noticeKinds,
  type Language,
  type NoticeKind,
  type OperationState,
  type ProblemReason,
} from '#contract/values.ts'
import { textOf, unknownFields } from '#server/domain/notice/text.ts'
import { aProgressCheck, anOperation, anOrderIn, aPart, aWorkshop, HOUR, NOW, staff } from '../support/factories.ts'
import { clock, Visit } from '../support/visit.ts'

const promise = clock('15:00')
const noticeTime = clock('14:00')

describe('B11, B11.1 the texts', () => {
  const workshop = aWorkshop({ name: 'Dockside', phone: '+86215550100' })
  const order = anOrderIn('working', { promiseAt: promise, model: 'BYD Han' })
  const text = (kind: (typeof noticeKinds)[number], language: Language, over: Partial<typeof order> = {}) =>
    textOf(kind, clock('16:30'), { ...order, language, ...over }, workshop, NOW)

  // Other languages are not checked for these words.
  type Said = { [L in Language]?: RegExp }
  const thanks: Said = { en: /thank you/i, 'zh-Hans': /感谢|谢谢/, 'zh-Hant': /感謝|謝謝/ }
  const apology: Said = { en: /apologi[sz]e|sorry/i, 'zh-Hans': /抱歉|歉意/, 'zh-Hant': /抱歉|歉意/ }

  const aProblem = (reason: ProblemReason, solvedAt: number | null = null) =>
    aProgressCheck({ answer: 'problem', answeredAt: NOW, reason, solvedAt })
  const more = (state: OperationState) => anOperation({ additional: true, state })

  it.each(languages)(
    'in %s: pick-up and ready give thanks; a delay gives a reason, an apology and the new time',
    (language) => {
      for (const kind of ['on_course', 'ready', 'time_known', 'correction'] as const)
        expect(text(kind, language).body).toMatch(thanks[language] ?? '')
      for (const kind of ['reopened', 'reopened_no_time'] as const)
        expect(text(kind, language).body).toMatch(apology[language] ?? '')
      for (const kind of ['delay', 'delay_no_time'] as const) {
        expect(text(kind, language).body).toMatch(apology[language] ?? '')
        const reasons = ['parts', 'bay', 'technician', 'more_work', 'customer', 'other'].map(
          (reason) => text(kind, language, { progressCheck: aProblem(reason as ProblemReason) }).body,
        )
        expect(new Set(reasons).size, 'each reason in its own words').toBe(6)
      }
      expect(text('delay', language).body).toContain('16:30')
      expect(text('delay', language).subject).toContain('16:30')
      expect(text('correction', language).body).toContain('16:30')
      expect(text('reopened', language).body).toContain('16:30')
      expect(text('reopened', language).subject).toContain('16:30')
      expect(text('time_known', language).body).toContain('16:30')
      expect(text('on_course', language).body).toContain('15:00')
    },
  )

  it('B11.1 the time after a delay without one is not said to be earlier than another', () => {
    const earlier: Said = { en: /earlier/, 'zh-Hans': /提前/, 'zh-Hant': /提前/ }
    for (const language of languages) {
      const said = text('time_known', language)
      expect(`${said.subject} ${said.body}`).not.toMatch(earlier[language] ?? 'earlier')
      expect(text('correction', language).body).toMatch(earlier[language] ?? '')
    }
  })

  it('C8 a car that is not ready after all is not said to be late or unfinished', () => {
    const late: Said = {
      en: /delay|cannot finish|promised time/i,
      'zh-Hans': /推迟|约定时间/,
      'zh-Hant': /延後|約定時間/,
    }
    for (const language of languages)
      for (const kind of ['reopened', 'reopened_no_time'] as const) {
        const { subject, body } = text(kind, language)
        expect(`${subject} ${body}`).not.toMatch(late[language] ?? 'delay')
        expect(text('delay', language).body).toMatch(late[language] ?? '')
      }
  })

  it.each(languages)(
    'in %s: every text says which car and which workshop, and leaves only the link to be filled in',
    (language) => {
      for (const kind of noticeKinds) {
        const { subject, body } = text(kind, language)
        expect(subject).toContain('沪A·7K382')
        expect(body).toContain('BYD Han')
        expect(body).toContain('Li Na')
        expect(body).toContain('Dockside')
        expect(body).toContain('+86 215 550 100')
        expect(`${subject}${body}`.match(/\{\{.*?\}\}/g)).toEqual(['{{link}}'])
      }
    },
  )

  it.each(languages)(
    'in %s: says something also of a car without a model and a customer without a name',
    (language) => {
      const bare = { model: null, customer: { name: null, phone: null, email: null } }
      for (const kind of noticeKinds) expect(text(kind, language, bare).body).not.toMatch(/null|undefined/)
    },
  )

  it.each([
    ['Free phone! evil.example/x', 'Dear customer,'],
    ['HTTPS://EVIL', 'Dear customer,'],
    ['中奖.中国', 'Dear customer,'],
    ['bit.ly', 'Dear customer,'],
    ['J.R. Smith', 'Dear J.R. Smith,'],
    ['Dr. Li Na', 'Dear Dr. Li Na,'],
    ['Li Na / 李娜', 'Dear Li Na / 李娜,'],
  ])('a customer named “%s” is greeted “%s”: no name is a link', (name, greeting) => {
    const { body, values } = text('ready', 'en', { customer: { name, phone: null, email: null } })
    expect(body).toContain(greeting)
    // Gateways fill in texts of their own.
    expect(greeting).toContain(values.name)
  })

  it('a day other than today is named', () => {
    const tomorrow = textOf('delay', clock('09:30', 1), { ...order, language: 'en' }, workshop, NOW)
    expect(tomorrow.body).toMatch(/Wed,? 4 Nov,? 09:30/)
    // Late in the evening, "tomorrow" follows the workshop's time zone, not the server's.
    const late = textOf('delay', clock('00:30', 1), { ...order, language: 'en' }, workshop, clock('23:30'))
    expect(late.body).toContain('Wed')
  })

  it.each([
    ['what the floor said', { progressCheck: aProblem('bay'), parts: [aPart()] }, 'bay your car needs'],
    ['no longer what is solved', { progressCheck: aProblem('bay', NOW), parts: [aPart()] }, 'part has not arrived'],
    ['more that the customer has agreed to', { operations: [more('planned')] }, 'more work than planned'],
    ['not more that he is only asked about', { operations: [more('proposed')] }, 'takes longer'],
    ['not more that he has declined', { operations: [more('cancelled')] }, 'takes longer'],
    ['a part that is missing', { parts: [aPart()] }, 'part has not arrived'],
    [
      'nothing of a part that has come, though work stands yet',
      { pauseReason: 'parts' as const, parts: [aPart({ arrivedAt: NOW })] },
      'takes longer',
    ],
    [
      'nothing of a bay that is back, though work stands yet',
      { pauseReason: 'bay' as const, progressCheck: aProblem('bay', NOW) },
      'takes longer',
    ],
    ['a part nobody has written down', { pauseReason: 'parts' as const }, 'part has not arrived'],
    ['a part that should have come', { parts: [aPart({ expectedAt: NOW - HOUR })] }, 'part has not arrived'],
    ['why work stands', { pauseReason: 'technician' as const }, 'technician for this work'],
    ['an answer that is waited for', { pauseReason: 'approval' as const }, 'once the additional work is approved'],
    ['nothing that is known', { parts: [aPart({ arrivedAt: NOW })] }, 'takes longer'],
  ])('the reason is %s', (_what, over, words) => {
    expect(text('delay', 'en', over).body).toContain(words)
  })

  it.each(languages)('in %s: a preview has the link only where messages carry one', (language) => {
    const values = sampleValues(language, { ...workshop, plateFormat: 'cn' }, NOW)
    for (const kind of noticeKinds) {
      const own = templateOf(kind, language, [])
      const there = previewOf(own, values, 'https://board.garage.example')
      expect(there.body).toContain('https://board.garage.example/t/')
      const { subject, body } = previewOf(own, values, null)
      expect(`${subject} ${body}`).not.toMatch(/\/t\/|\{\{|http/)
      expect(body.split('\n').length).toBeLessThan(there.body.split('\n').length)
    }
  })

  it('the notice keeps the customer’s language', () => {
    for (const language of languages) {
      const visit = new Visit({ order: { language } }).until(noticeTime)
      expect(visit.notices[0]).toMatchObject({ language, subject: expect.stringContaining('15:00') as string })
    }
  })
})

describe('B11 the workshop’s own texts', () => {
  const own = (subject: string, body: string) => ({
    ...{ kind: 'on_course' as const, language: 'zh-Hans' as const },
    text: { subject, body },
  })
  const change = (visit: Visit, payload: Payload<'changeTemplate'>) =>
    visit.server.execute('changeTemplate', payload, staff())

  it('replace the built-in ones in their language, with the placeholders filled in', () => {
    const visit = new Visit()
    change(visit, own('{{ plate }}: {{promise}}', '谢谢{{name}}! {{link}}'))
    visit.until(noticeTime)
    expect(visit.notices[0]).toMatchObject({ subject: '沪A·7K382: 15:00', body: '谢谢Li Na! {{link}}' })
  })

  it('can be removed again', () => {
    const visit = new Visit()
    const text = own('a', 'b')
    const standard = { ...text, text: null }
    expect(change(visit, standard)).toMatchObject({ ok: false, code: 'nothing_to_change' })
    expect(change(visit, text)).toMatchObject({ ok: true })
    expect(change(visit, text)).toMatchObject({ ok: false, code: 'nothing_to_change' })
    expect(change(visit, standard)).toMatchObject({ ok: true, put: { workshop: [{ templates: [] }] } })
  })

  it.each([
    ['a field nobody fills in', '{{plate}}', 'Dear {{nmae}}', 'unknown_template_field'],
    ['a field of an object’s own', '{{plate}}', '{{constructor}} {{__proto__}}', 'unknown_template_field'],
    ['an empty field', '{{}}', 'Dear', 'unknown_template_field'],
    ['a field that does not end', '{{plate', 'Dear', 'unknown_template_field'],
    ['a script', 'Ready', '<script>alert(1)</script>', 'bad_template'],
    ['a picture with a script', 'Ready', '< IMG src=x onerror=alert(1)>', 'bad_template'],
    ['a comment of HTML', 'Ready', '<!--x-->', 'bad_template'],
    ['no subject', '  ', 'Dear', 'bad_template'],
    ['no body', 'Ready', '\n', 'bad_template'],
    ['a subject of two lines', 'Ready\nBcc: all@example.com', 'Dear', 'bad_template'],
    ['a price below ten, which is no tag', 'Ready', 'Wash for < 10', null],
  ])('with %s', (_what, subject, body, code) => {
    const decision = change(new Visit(), own(subject, body))
    expect(decision.ok ? null : decision.code).toBe(code)
  })

  it.each<[NoticeKind, string, string[]]>([
    ['delay', 'Sorry, later. {{time}}', ['reason']],
    ['delay', 'Sorry. {{ reason }}', ['time']],
    ['delay', 'Sorry, {{name}}', ['reason', 'time']],
    ['delay', 'Sorry. {{reason}} Now at {{time}}', []],
    ['delay_no_time', 'Sorry, {{time}}', ['reason']],
    ['delay_no_time', 'Sorry. {{reason}}', []],
    ['correction', 'Good news', ['time']],
    ['reopened', 'Not yet', ['time']],
    ['reopened_no_time', 'Not yet', []],
    ['correction', 'Good news: {{time}}', []],
    ['on_course', 'Thanks', []],
    ['ready', 'Thanks', []],
  ])('B11.1 of a %s, “%s” is without %j', (kind, body, missing) => {
    expect(missingFields(kind, body)).toEqual(missing)
    // A placeholder in the subject is not enough, as short messages have none.
    const text = { subject: 'Later: {{time}}, {{reason}}', body }
    const decision = change(new Visit(), { kind, language: 'en', text })
    expect(decision.ok ? null : decision.code).toBe(missing.length > 0 ? 'template_field_missing' : null)
  })

  it('know the placeholders by name', () => {
    expect(
      unknownFields('{{name}}{{ plate }}{{model}}{{promise}}{{time}}{{reason}}{{workshop}}{{phone}}{{link}}'),
    ).toEqual([])
    expect(unknownFields('{{a}} {{ b }} }}')).toEqual(['a', 'b', '}}'])
  })

  it.each([
    ['one field that never ends', `{{${' '.repeat(1990)}x`],
    ['many that begin', '{{ '.repeat(660)],
    ['many that end', ' }}'.repeat(660)],
    ['a tag of blanks', `<${' '.repeat(1990)}`],
    ['many tags that begin', '< /'.repeat(660)],
  ])('2,000 characters with %s are read at once', (_, body) => {
    const begun = performance.now()
    change(new Visit(), own('Ready', body))
    unknownFields(body)
    missingFields('delay', body)
    hasTags(body)
    withoutLink(body)
    expect(performance.now() - begun).toBeLessThan(100)
  })

  it.each([
    '{{constructor}} {{toString}}',
    '{{__proto__}}',
    '{{link}}',
    '{{ link }}',
    '{{{link}}}',
    '{{plate}}',
    '{link}',
    '{',
    '{{',
    '$& $1',
  ])('a customer named “%s” reads that name', (name) => {
    const order = anOrderIn('working', { language: 'en', customer: { name, phone: null, email: null } })
    for (const [template, expected] of [
      ['Dear {{name}},', `Dear ${name},`],
      ['{{{name}}}', `{${name}}`],
    ] as const) {
      const templates = [
        { kind: 'ready' as const, language: 'en' as const, subject: template, body: `${template}\n{{link}}` },
      ]
      const { subject, body } = textOf('ready', NOW, order, aWorkshop({ templates }), NOW)
      expect(withLink(subject, 'https://x.test')).toBe(expected)
      expect(withLink(body, 'https://x.test')).toBe(`${expected}\nhttps://x.test`)
      expect(withoutLink(body)).toBe(expected)
    }
  })
})
