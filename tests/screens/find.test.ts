/** The floor's search: whatever separators were typed, cars in the house first. */
import { expect, it } from 'vitest'
import { found } from '../../board/floor/find.ts'
import { anOrder } from '../support/factories.ts'

const customer = { name: '王芳 Fang', phone: '+8613800138000', email: null }
const here = anOrder({ plate: '沪A7K382', state: 'working', ticket: 'A004', number: 2141, customer, model: 'Passat' })
const nobody = { name: null, phone: null, email: null }
const booked = anOrder({
  customer: nobody,
  model: null,
  plate: '沪A7K383',
  state: 'booked',
  ticket: null,
  number: 2142,
})
const left = anOrder({
  customer: nobody,
  model: null,
  plate: '沪A7K381',
  state: 'left',
  closedAt: 5,
  ticket: 'A001',
  number: 2140,
})
const all = [left, booked, here]

it.each([
  '沪A·7K382',
  '沪a 7k382',
  'k382',
  '７Ｋ３８２',
  // With a Cyrillic К.
  '7К382',
  'a004',
  '2141',
  '王芳',
  'fang',
  '138 0013 8000',
  '+86-138',
  'pass',
])('“%s” finds the car', (typed) => expect(found(all, typed)).toEqual([here]))
it.each([
  ['+491711234567', '0171 123 45 67'],
  ['+491711234567', '0049 171/1234567'],
  ['+491711234567', '(0171) 123'],
  ['+442079460018', '+44 (0)20 7946 0018'],
  ['+85298765432', '9876 5432'],
  ['+862168888888;ext=12', '021-68888888-12'],
  ['+862168888888;ext=12', '０２１ 6888'],
])('B6.1 a number kept as %s is found as people dial it: %s', (phone, typed) => {
  const order = anOrder({ plate: '沪A7K384', customer: { ...customer, name: null, phone } })
  expect(found([here, booked, order], typed)).toEqual([order])
})
it('cars in the house stand before appointments, and those before cars that have left', () => {
  expect(found(all, '7K38')).toEqual([here, booked, left])
})
it.each(['', '  ', '·', '-', '38000 1'])('“%s” finds nothing', (typed) => expect(found(all, typed)).toEqual([]))
it('at most eight are shown', () => {
  const many = Array.from({ length: 20 }, (_, i) => anOrder({ plate: `沪B1000${i % 10}` }))
  expect(found(many, '沪B')).toHaveLength(8)
})
