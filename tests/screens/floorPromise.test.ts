import { describe, expect, it } from 'vitest'
import { carOf, emptyCar } from '../../board/desk/forms.ts'
import { fromField, toField } from '../../board/kit/timeField.ts'
import { appointmentChoices, nextClosings, promiseChoices, suggestedPromise } from '../../board/staff/promise.ts'
import { anOperation, anOrder, aPart, aWorkshop, HOUR, MINUTE, NOW, workAlone } from '../support/factories.ts'

// Tuesday 10:00 in Shanghai; open 8–12 and 13–18.
const workshop = aWorkshop()
const at = (hour: number, minute = 0, days = 0) => NOW + (hour - 10) * HOUR + minute * MINUTE + days * 24 * HOUR

describe('B5 the suggested promise', () => {
  it('is the remaining work plus the margin in opening hours, rounded up to a quarter of an hour', () => {
    const order = anOrder({ operations: [anOperation({ standardMinutes: 40 })] })
    expect(suggestedPromise(order, workshop, NOW, workAlone)).toBe(at(11, 15))
  })

  it('skips the lunch break', () => {
    const order = anOrder({ operations: [anOperation({ standardMinutes: 120 })] })
    expect(suggestedPromise(order, workshop, NOW, workAlone)).toBe(at(13, 30))
  })

  it('B4.2 counts from the arrival of the last missing part', () => {
    const order = anOrder({
      operations: [anOperation({ standardMinutes: 60 })],
      parts: [aPart({ expectedAt: at(15), arrivedAt: null }), aPart({ expectedAt: at(17), arrivedAt: NOW })],
    })
    expect(suggestedPromise(order, workshop, NOW, workAlone)).toBe(at(16, 30))
  })

  it('is never before the forecast plus its margin', () => {
    const order = anOrder({ operations: [anOperation({ standardMinutes: 30 })], forecastAt: at(16) })
    expect(suggestedPromise(order, workshop, NOW, workAlone)).toBe(at(16, 30))
  })

  it('is null when the workshop never opens', () => {
    const shut = aWorkshop({ hours: [[], [], [], [], [], [], []] })
    expect(suggestedPromise(anOrder({ operations: [anOperation()] }), shut, NOW, workAlone)).toBeNull()
    expect(promiseChoices(null, shut, NOW)).toEqual([])
  })
})

describe('B5 the times offered', () => {
  it('start with the suggestion, then later times, each once', () => {
    const choices = promiseChoices(at(11, 15), workshop, NOW)
    expect(choices.map((choice) => choice.at)).toEqual([at(11, 15), at(13, 15), at(18), at(10, 0, 1), at(18, 0, 1)])
    expect(choices[0]?.why).toBe('suggested')
  })

  it('include no time before the suggestion, and none in the past', () => {
    expect(promiseChoices(at(9, 0, 1), workshop, NOW).every((choice) => choice.at >= at(9, 0, 1))).toBe(true)
    expect(appointmentChoices(workshop, NOW, []).every((choice) => choice.at > NOW)).toBe(true)
  })

  it('B16 for an appointment are the emptiest half hours of the next mornings and afternoons', () => {
    const times = (...booked: number[]) => appointmentChoices(workshop, NOW, booked).map((choice) => choice.at)
    expect(times().slice(0, 3)).toEqual([at(13), at(8, 0, 1), at(13, 0, 1)])
    const booked = [at(8, 0, 1), at(8, 30, 1), at(13, 0, 1), at(13, 10, 1), at(13, 40, 1)]
    expect(times(...booked).slice(0, 3)).toEqual([at(13), at(9, 0, 1), at(14, 30, 1)])
    // The last hour before closing is not offered, however empty.
    const allButTheLast = Array.from({ length: 9 }, (_, i) => at(13, i * 30, 1))
    expect(times(...allButTheLast)[2]).toBe(at(13, 0, 1))
  })

  it('AL for a bay out of service are closing today and on the next open day', () => {
    expect(nextClosings(workshop, NOW)).toEqual([at(18), at(18, 0, 1)])
    // On Saturday evening: Monday and Tuesday.
    expect(nextClosings(workshop, at(19, 0, 4))).toEqual([at(18, 0, 6), at(18, 0, 7)])
    expect(nextClosings(aWorkshop({ hours: [[], [], [], [], [], [], []] }), NOW)).toEqual([])
  })

  it('S11 reads and writes time fields in the workshop’s time zone, wherever the screen is', () => {
    expect(toField(NOW, 'Asia/Shanghai')).toBe('2026-11-03T10:00')
    expect(fromField('2026-11-03T10:00', 'Asia/Shanghai')).toBe(NOW)
    expect(fromField('2026-11-03T10:00', 'America/New_York')).toBe(NOW + 13 * HOUR)
    for (const text of ['', '2026-11', 'x']) expect(fromField(text, 'Asia/Shanghai')).toBeNull()
  })
})

describe('the desk’s forms', () => {
  it('send empty fields as null, and nothing without a plate', () => {
    expect(carOf(emptyCar(), 'cn')).toBeNull()
    expect(carOf({ ...emptyCar(), plate: '沪A7K382', name: ' ' }, 'cn')).toMatchObject({ name: null, phone: null })
  })
})
