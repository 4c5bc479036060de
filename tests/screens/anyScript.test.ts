/** Names and words in any script inside sentences and lines: isolated where they are written from right to left. */
import { beforeAll, describe, expect, it } from 'vitest'
import { languages } from '#contract/values.ts'
import { words } from '#kit/words.svelte.ts'
import { isolated } from '#words/isolated.ts'
import { withLink } from '#words/notice.ts'
import { textOf } from '#server/domain/notice/text.ts'
import { anOrderIn, aWorkshop, HOUR, NOW } from '../support/factories.ts'
import { speak } from './support/speak.ts'

beforeAll(() => speak('en'))

const persian = 'مریم رضایی'
const hebrew = 'גרייס'
const whole = (name: string) => `\u2068${name}\u2069`

describe('a value inside a text', () => {
  it('is isolated once if it is written from right to left, and else stays as it is', () => {
    expect(isolated(persian)).toBe(whole(persian))
    expect(isolated(`${hebrew} (12:30) 5%`)).toBe(whole(`${hebrew} (12:30) 5%`))
    expect(isolated(isolated(persian))).toBe(whole(persian))
    for (const name of ['Grace Ho', '沪A·7K382', 'Жук', 'สมชาย', '']) expect(isolated(name)).toBe(name)
  })

  it('is isolated in a sentence, a title and a line of facts', () => {
    expect(words.t('alerts:seen', { who: persian, at: '12:30' })).toBe(`${whole(persian)} is on it, 12:30`)
    expect(words.name({ en: hebrew, 'zh-Hans': '', 'zh-Hant': '' })).toBe(whole(hebrew))
    expect(words.line([persian, '+86 138 0013 8000', null, '', false])).toBe(`${whole(persian)} · +86 138 0013 8000`)
  })

  it.each(languages)('is isolated in a message to a customer, in %s', (language) => {
    const order = anOrderIn('working', {
      ...{ promiseAt: NOW + HOUR, model: 'بیمو', plate: 'د12345', language },
      customer: { ...anOrderIn('working').customer, name: persian },
    })
    const workshop = aWorkshop({ name: hebrew, phone: '+86215550100' })
    const { subject, body } = textOf('delay', NOW + 2 * HOUR, order, workshop, NOW)
    const text = `${subject}\n${withLink(body, 'https://example.org/t/x')}`
    for (const value of [persian, 'بیمو', 'د12345', hebrew]) expect(text).toContain(whole(value))
    expect(text.replaceAll(/\u2068[^\u2069]*\u2069/g, '')).not.toMatch(/[\u0590-\u08ff]/)
  })
})
