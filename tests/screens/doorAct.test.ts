import { expect, it } from 'vitest'
import { doorAct } from '../../board/desk/doorAct.ts'

const [me, colleague] = ['me', 'colleague']
const taken = (takenBy: string | null, desk: number | null) => ({ takenAt: 1, takenBy, desk })

it('B1.2 nobody is offered to take over their own customer, whom they took without a desk', () => {
  expect(doorAct({ takenAt: null, takenBy: null, desk: null }, me, null)).toBe('take')
  expect(doorAct(taken(me, null), me, null)).toBeNull()
  expect(doorAct(taken(me, null), me, 2)).toBeNull()
  expect(doorAct(taken(colleague, null), me, 2)).toBe('over')
})

it('B1.2 who called a person to a desk calls again from there, and takes them over from another', () => {
  expect(doorAct(taken(me, 2), me, 2)).toBe('again')
  expect(doorAct(taken(me, 2), me, 3)).toBe('over')
  expect(doorAct(taken(colleague, 2), me, 2)).toBe('over')
})

it('B1.2 taken by nobody who is known, on a screen where nobody is signed in: anyone takes over', () => {
  expect(doorAct(taken(null, null), null, null)).toBe('over')
})
