import { refuse, type Rule } from '../rule.ts'

/** The fact alone: PIN and password are known to nobody but the person. */
export const recordNewSecret: Rule<'recordNewSecret'> = {
  needs: ({ personId }) => ({ persons: [personId] }),
  decide({ persons }, { personId, what }) {
    if (!persons.has(personId)) return refuse('person_not_found')
    return { ok: true, answer: {}, facts: [{ name: 'newSecretSet', personId, what }], put: {}, leavesPlan: true }
  },
}
