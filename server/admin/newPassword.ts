/** A new password for a person, shown once: the way back in when no manager can sign in. */
import { z } from 'zod'
import { email as address } from '#contract/fields.ts'
import { Credentials } from '#server/access/credentials.ts'
import { readableCode } from '#server/access/readableCode.ts'
import { Sessions } from '#server/access/sessions.ts'
import { permitOwn } from '#server/policy/permit.ts'
import { newId } from '#server/write/ids.ts'
import { plain, quoted } from '../terminal/wording.ts'
import { choose, listWorkshops } from './chooseWorkshop.ts'
import type { AdminAnswer, AdminCommand } from './router.ts'
import { adminWriter, announcePeople } from './writer.ts'

const asked = z.object({ workshop: z.string().optional(), person: z.string(), email: z.string().optional() })

const no = (...lines: string[]): AdminAnswer => ({ ok: false, lines })
/** 95 bits, easy to read out and to type. */
const newSecret = () => Array.from({ length: 5 }, () => readableCode(4)).join('-')

export const newPassword: AdminCommand = async (args, deps) => {
  const { workshop: wanted, person: name, email: typed } = asked.parse(args)
  const { sql } = deps.database
  const workshop = choose(await listWorkshops(sql), wanted)
  if ('refused' in workshop) return no(...workshop.refused)
  const people = await sql<{ id: string; name: string; email: string | null }[]>`
    select person.id, name, email from person
    left join credential on credential.workshop_id = person.workshop_id and person_id = person.id
    where person.workshop_id = ${workshop.id} and (lower(name) = ${name.trim().toLowerCase()} or person.id::text = ${name})`
  const [person] = people
  if (!person) return no(`Nobody in ${plain(workshop.name)} is called ${quoted(name)}.`)
  if (people.length > 1)
    return no(`Several people are called ${quoted(name)}. Use the id instead:`, ...people.map(({ id }) => `  ${id}`))
  const email = address.safeParse(typed ?? person.email)
  if (!email.success) return no(`State the address ${plain(person.name)} signs in with: --email NAME@EXAMPLE.COM`)
  const credentials = new Credentials(sql)
  if (await credentials.isTaken(workshop.id, person.id, email.data))
    return no(`Another person signs in with ${email.data}. Choose another address.`)
  const password = newSecret()
  const writer = await adminWriter(deps)
  const payload = { personId: person.id, what: 'password' } as const
  const outcome = await writer.execute(
    permitOwn('admin', workshop.id, { id: newId(), name: 'recordNewSecret', payload }),
  )
  if (!outcome.ok) return no(`The password was not set: ${outcome.code}.`)
  await credentials.setPassword(workshop.id, person.id, email.data, password)
  await new Sessions(sql).signOutPerson(workshop.id, person.id)
  await announcePeople(deps, workshop.id)
  return {
    ok: true,
    lines: [
      `The new password of ${plain(person.name)}, shown only this once: ${password}`,
      `Sign in at /sign-in with ${email.data}. The old password no longer works.`,
    ],
  }
}
