/** A journal entry that was written before a field was there. */
import { expect, it } from 'vitest'
import { withNewFields } from '#server/read/newFields.ts'
import { anOrder } from '../support/factories.ts'

it('is read with null for the field, and otherwise as it is', () => {
  const order = anOrder()
  const { readyAt: _, ...old } = order
  const sample = { id: 's' }
  const put = { order: [old, order], sample: [sample] }
  expect(withNewFields({ seq: '7', put })).toEqual({
    seq: '7',
    put: { order: [{ ...old, readyAt: null }, order], sample: [sample] },
  })
})
