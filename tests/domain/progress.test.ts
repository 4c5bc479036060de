import { describe, expect, it } from 'vitest'
import { operationPercent, receiptOf, remainingMinutes, promiseStatus, timeGone, workDone } from '#contract/progress.ts'
import {
  aDoneOperation,
  anOperation,
  anOrderIn,
  aPausedOperation,
  aProposedOperation,
  aWorkingOperation,
  aWorkshop,
  HOUR,
  MINUTE,
  NOW,
} from '../support/factories.ts'

const workshop = aWorkshop()

describe('the share of work done', () => {
  it('grows at standard pace during work, in opening hours, and never reaches the end', () => {
    const operation = aWorkingOperation({ percent: 20, standardMinutes: 100 })
    expect(operationPercent(operation, workshop, NOW)).toBe(20)
    expect(operationPercent(operation, workshop, NOW + 30 * MINUTE)).toBe(50)
    // NOW is 10:00: after two hours of work comes the break from 12 to 13.
    const long = aWorkingOperation({ standardMinutes: 240 })
    expect(operationPercent(long, workshop, NOW + 2 * HOUR)).toBe(50)
    expect(operationPercent(long, workshop, NOW + 3 * HOUR)).toBe(50)
    expect(operationPercent(operation, workshop, NOW + 9 * HOUR)).toBe(95)
    expect(operationPercent({ ...operation, percent: 99 }, workshop, NOW + HOUR)).toBe(99)
  })

  it('stands still while there is no work; done counts in full', () => {
    expect(operationPercent(aPausedOperation({ percent: 40 }), workshop, NOW + HOUR)).toBe(40)
    expect(operationPercent(anOperation(), workshop, NOW)).toBe(0)
    expect(operationPercent(aDoneOperation({ percent: 60 }), workshop, NOW)).toBe(100)
  })

  it('is weighted by standard minutes, without work not agreed', () => {
    const operations = [aDoneOperation({ standardMinutes: 30 }), anOperation({ standardMinutes: 90 })]
    const others = [aProposedOperation(), anOperation({ state: 'cancelled' })]
    expect(workDone([...operations, ...others], workshop, NOW)).toBe(0.25)
    expect(remainingMinutes([...operations, ...others], workshop, NOW)).toBe(90)
    expect(workDone([], workshop, NOW)).toBe(0)
  })
})

describe('the share of time gone', () => {
  const order = anOrderIn('waiting', { authorisedAt: NOW, promiseAt: NOW + 5 * HOUR })

  it('is the share of opening hours from receipt to promise, and over 1 when overdue', () => {
    expect(timeGone(order, workshop, NOW)).toBe(0)
    expect(timeGone(order, workshop, NOW + 2 * HOUR)).toBe(0.5)
    expect(timeGone(order, workshop, NOW + 3 * HOUR)).toBe(0.5)
    expect(timeGone(order, workshop, NOW + 7 * HOUR)).toBe(1.5)
  })

  it('starts with the receipt of the car, and is null without a receipt or a promise', () => {
    expect(receiptOf({ authorisedAt: 5 })).toBe(5)
    expect(timeGone({ ...order, authorisedAt: null }, workshop, NOW)).toBe(0)
    expect(timeGone({ ...order, promiseAt: null }, workshop, NOW)).toBe(0)
  })
})

describe('AL promise status', () => {
  const order = anOrderIn('working', { promiseAt: NOW + 4 * HOUR })
  const margin = 15 * MINUTE
  it.each([
    ['on_track', 4 * HOUR - margin],
    ['at_risk', 4 * HOUR - margin + 1],
    ['at_risk', 4 * HOUR],
    ['late', 4 * HOUR + 1],
  ] as const)('is %s with a forecast %d ms from now', (expected, ahead) => {
    expect(promiseStatus({ ...order, forecastAt: NOW + ahead }, NOW, 15)).toBe(expected)
  })

  it('is late once the clock has passed the promise, whatever the forecast; never when ready or without a promise', () => {
    expect(promiseStatus({ ...order, forecastAt: null }, NOW + 5 * HOUR, 15)).toBe('late')
    expect(promiseStatus({ ...order, readyAt: NOW }, NOW + 5 * HOUR, 15)).toBe('on_track')
    expect(promiseStatus({ ...order, promiseAt: null }, NOW + 5 * HOUR, 15)).toBe('on_track')
  })

  it('B3 is on track until the customer has approved the estimate: the time is an offer until then', () => {
    expect(promiseStatus({ ...order, authorisedAt: null }, NOW + 5 * HOUR, 15)).toBe('on_track')
  })
})
