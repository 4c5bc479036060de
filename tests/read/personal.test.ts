import { describe, expect, it } from 'vitest'
import type { Changes, Removals } from '#server/domain/rule.ts'
import { personalHash, rejoin, separate } from '#server/read/personal.ts'
import { aBay, aNotice, anOperation, anOrderIn, aPerson, aProgressCheck, NOW } from '../support/factories.ts'

const SECRET = 'the workshop’s secret'
const endpoint = 'https://push.example.com/send/zhuge'
const operations = [anOperation({ findings: 'Zhuge says it rattles' }), anOperation({ findings: 'worn' })]
const put: Changes = {
  order: [{ ...anOrderIn('working', { operations }), progressCheck: aProgressCheck({ words: 'Zhuge was called' }) }],
  bay: [aBay({ outOfService: { reason: 'Zhuge’s car is stuck on it', since: NOW, until: null } }), aBay()],
  notice: [
    aNotice({
      body: 'Dear Zhuge',
      attempts: [{ channel: 'sms', at: NOW, result: 'failed', detail: 'no Zhuge here', messageId: null }],
    }),
  ],
  person: [aPerson({ name: 'Zhuge Liang' })],
  subscription: [{ id: endpoint, orderId: aBay().id, p256dh: 'zhuge', auth: 'zhuge' }],
}
const drop: Removals = { subscription: [endpoint], alert: ['an alert'] }
const apart = separate(put, drop, SECRET)

describe('the journal’s personal data', () => {
  it('is in the erasable column alone, also inside of lists and objects, and as an id', () =>
    expect(JSON.stringify([apart.put, apart.drop])).not.toMatch(/zhuge/i))

  it('comes back whole while it is there', () => expect(rejoin(apart.put, apart.personal)).toEqual(put))

  it('leaves placeholders once it is erased, and everything else as it was', () => {
    const erased = rejoin(apart.put, null)
    expect(erased.order![0]).toMatchObject({
      state: 'working',
      words: '',
      progressCheck: { words: '', dueAt: expect.any(Number) as number },
    })
    expect(erased.order![0]!.operations.map(({ id, findings }) => [id, findings])).toEqual(
      operations.map(({ id }) => [id, '']),
    )
    expect(erased.bay!.map(({ outOfService }) => outOfService)).toEqual([{ reason: '', since: NOW, until: null }, null])
    expect(erased.notice![0]!.attempts[0]).toMatchObject({ result: 'failed', detail: '' })
    expect(erased.person![0]!.name).toBe('')
  })

  it('drops an id under the name it was put under', () => {
    expect(apart.drop).toEqual({ subscription: [apart.put.subscription![0]!.id], alert: ['an alert'] })
    expect(separate(put, drop, 'another secret').drop.subscription).not.toEqual(apart.drop.subscription)
  })

  it('that became personal after it was written is read where it stands', () => {
    expect(rejoin(put, null).bay).toEqual(put.bay)
    expect(rejoin(put, null).order![0]!.operations).toEqual(operations)
  })

  it('has a hash that proves what was erased', () => {
    const other = separate({ ...put, person: [aPerson({ name: 'Sima Yi' })] }, drop, SECRET)
    expect(personalHash(SECRET, apart.personal!)).toBe(personalHash(SECRET, separate(put, drop, SECRET).personal!))
    expect(personalHash(SECRET, other.personal!)).not.toBe(personalHash(SECRET, apart.personal!))
  })
})
