/** The way back in on the server: a new password for a person. */
import { expect, it } from 'vitest'
import { newPassword } from '#server/admin/newPassword.ts'
import { openWorkshop } from '../support/testWorkshop.ts'
import { depsOf } from './support.ts'

const workshop = await openWorkshop()
const app = await workshop.serve()
const run = (args: object) => newPassword(args, depsOf(workshop.database, app))
const person = 'person 1'

it('is shown once, signs in, and is in the journal as a fact alone', async () => {
  expect(await run({ person })).toMatchObject({ ok: false, lines: [expect.stringContaining('--email')] })
  const { ok, lines } = await run({ person, email: 'One@Example.com' })
  expect(ok).toBe(true)
  const password = /: (\S+)$/.exec(lines[0]!)![1]!
  const answer = await fetch(`${app.url}/api/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'one@example.com', password }),
  })
  expect(await answer.json()).toMatchObject({ personId: workshop.ids.persons[0], signIn: 'password' })
  const [entry] = await workshop.database.sql<{ facts: object[]; all: string }[]>`
    select facts, journal::text as all from journal order by seq desc limit 1`
  expect(entry!.facts).toEqual([{ name: 'newSecretSet', personId: workshop.ids.persons[0], what: 'password' }])
  expect(entry!.all).not.toContain(password)
  // The address is known by now.
  expect((await run({ person })).ok).toBe(true)
})

it('is refused for nobody, and for an address that another person has', async () => {
  expect((await run({ person: 'Nobody' })).lines[0]).toContain('Nobody')
  const taken = await run({ person: 'Person 2', email: 'one@example.com' })
  expect(taken).toMatchObject({ ok: false, lines: [expect.stringContaining('Another person')] })
})
