/** In which order the desk calls customers. */
import { describe, expect, it } from 'vitest'
import { inCallOrder, tellBy } from '#staff/callOrder.ts'
import { aNotice, MINUTE, NOW, uuid } from '../support/factories.ts'

describe('B11.1 the desk’s calls', () => {
  const [early, late, other] = [uuid(), uuid(), uuid()]
  const orders = new Map([
    [early, { noticeAt: NOW + 10 * MINUTE }],
    [late, { noticeAt: NOW + 40 * MINUTE }],
    [other, { noticeAt: NOW - 60 * MINUTE }],
  ])
  const onCourse = aNotice({ orderId: other, kind: 'on_course', state: 'phone', at: NOW - 30 * MINUTE })
  const ready = aNotice({ orderId: other, kind: 'ready', state: 'phone', at: NOW - 20 * MINUTE })
  const soon = aNotice({ orderId: early, kind: 'delay', state: 'phone', at: NOW })
  const later = aNotice({ orderId: late, kind: 'delay_no_time', state: 'asking', at: NOW - 40 * MINUTE })

  it('begin with the delay that is due first, and end with what has no time, oldest first', () => {
    expect(inCallOrder([ready, later, onCourse, soon], orders)).toEqual([soon, later, onCourse, ready])
  })

  it('say by when a customer hears of a delay', () => {
    expect(tellBy(soon, orders.get(early))).toBe(NOW + 10 * MINUTE)
    expect(tellBy(ready, orders.get(other))).toBeNull()
  })
})
