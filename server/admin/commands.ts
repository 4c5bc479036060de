/** Administrative commands; importing lists has a file of its own. */
import { z } from 'zod'
import { countries } from '#contract/countries.ts'
import { line } from '#contract/fields.ts'
import { pathOf } from '#contract/screens.ts'
import { plateFormats } from '#contract/values.ts'
import { exampleHours } from '#server/domain/workshop/example.ts'
import { refusalOf } from '#server/edge/sentences.ts'
import { countryFrom, phoneOf } from '#server/domain/phone.ts'
import { zoneName } from '#server/domain/workshop/zoneName.ts'
import { permitOwn } from '#server/policy/permit.ts'
import { readState } from '#server/read/state.ts'
import { newId } from '#server/write/ids.ts'
import { choose, listWorkshops } from './chooseWorkshop.ts'
import { count, plain } from '../terminal/wording.ts'
import { newKeyLines } from './keys.ts'
import type { AdminAnswer, AdminCommand } from './router.ts'
import { createWorkshop, furnishAsExample, machineTimeZone } from './workshop.ts'
import { adminWriter } from './writer.ts'

const no = (...lines: string[]): AdminAnswer => ({ ok: false, lines })

const which = z.object({ workshop: z.string().optional() })

/** Replaces the keys of one workshop, or of all: the old links stop working and their screens are disconnected. */
export const newKeys: AdminCommand = async (args, deps) => {
  const { workshop: wanted } = which.parse(args ?? {})
  const all = await listWorkshops(deps.database.sql)
  const chosen = all.length > 1 && wanted === undefined ? all : [choose(all, wanted)]
  const lines: string[] = []
  for (const workshop of chosen) {
    if ('refused' in workshop) return no(...workshop.refused)
    lines.push(...(await newKeyLines(deps, workshop)))
  }
  return { ok: true, lines: [...lines, 'The old links no longer work.'] }
}

/** Removes the example's contents and its cars. Without `yes` it says what would go. */
export const clearExample: AdminCommand = async (args, deps) => {
  const { workshop: wanted, yes } = which.extend({ yes: z.boolean().default(false) }).parse(args ?? {})
  const { sql } = deps.database
  const all = await listWorkshops(sql)
  const examples = all.filter(({ isExample }) => isExample)
  if (wanted === undefined && all.length > 0 && examples.length === 0)
    return no('There is no example workshop left: nothing to clear.')
  const workshop = choose(wanted === undefined && examples.length > 0 ? examples : all, wanted)
  if ('refused' in workshop) return no(...workshop.refused)
  const { order = [] } = (await readState(sql, workshop.id))?.put ?? {}
  if (workshop.isExample && !yes) {
    const cars = order.length > 0 ? `, and ${count(order.length, 'open order')} with their cars` : ''
    const which = all.length > 1 ? ` --workshop ${workshop.id}` : ''
    return no(
      `The example’s bays, people and price list in ${plain(workshop.name)} would be deleted${cars}. They cannot be restored.`,
      `To clear it: npm run clear-example --${which} --yes`,
    )
  }
  const writer = await adminWriter(deps)
  const outcome = await writer.execute(
    permitOwn('admin', workshop.id, { id: newId(), name: 'clearExample', payload: {} }),
  )
  if (outcome.ok)
    return {
      ok: true,
      lines: [
        `The example is cleared. ${plain(workshop.name)} is empty now; its keys are unchanged.`,
        `Next: its name, opening hours and messages in the setup (${pathOf('setup')}), and its cars: npm run import -- cars cars.csv`,
      ],
    }
  if (outcome.code === 'nothing_to_change') return no(`${plain(workshop.name)} is not an example: nothing to clear.`)
  return no(refusalOf(outcome.code, 'en').message)
}

const newWorkshop = z.object({
  name: line(60),
  timeZone: z.string().optional(),
  currency: z.string().optional(),
  plateFormat: z.string().optional(),
  country: z.string().optional(),
  phone: z.string().optional(),
  empty: z.boolean().default(false),
})

/** Adds a workshop with keys of its own, filled like the example unless `empty` is set. */
export const addWorkshop: AdminCommand = async (args, deps) => {
  const read = newWorkshop.safeParse(args)
  if (!read.success) return no('A workshop’s name must have 1 to 60 printable characters.')
  const { name, empty } = read.data
  const timeZone = zoneName(read.data.timeZone ?? machineTimeZone())
  if (timeZone === null) return no(refusalOf('bad_time_zone', 'en').message)
  const isChina = /^Asia\/(Shanghai|Urumqi|Chongqing|Harbin)$/.test(timeZone)
  const currency = read.data.currency?.toUpperCase() ?? (isChina ? 'CNY' : null)
  if (currency === null) return no('State its currency by its three letters: --currency EUR')
  if (!/^[A-Z]{3}$/.test(currency)) return no('A currency has three letters, such as CNY or EUR.')
  const plates = z.enum(plateFormats).safeParse(read.data.plateFormat ?? (isChina ? 'cn' : 'free'))
  if (!plates.success) return no(`Plates are one of: ${plateFormats.join(', ')}.`)
  const telling = { plateFormat: plates.data, phone: read.data.phone ?? null, timeZone }
  const country = read.data.country?.toUpperCase() ?? countryFrom(telling)
  if (country !== null && !countries.includes(country)) return no('State its country by its two letters: --country GB')
  const phone = telling.phone === null ? null : phoneOf(telling.phone, country)
  if (telling.phone !== null && phone === null) return no(refusalOf('bad_phone', 'en').message)

  const { sql } = deps.database
  if ((await listWorkshops(sql)).some((one) => one.name.toLowerCase() === name.toLowerCase()))
    return no('There is already a workshop with that name. Choose another.')
  const place = { timeZone, currency, plateFormat: plates.data, country, phone }
  const id = await createWorkshop(sql, { name, ...place, hours: exampleHours, isExample: !empty })
  if (!empty) await furnishAsExample(await adminWriter(deps), id)
  const removal = 'It starts with the example’s bays, people and prices; to remove them:'
  const lines = empty ? [] : [removal, `  npm run clear-example -- --workshop ${id}`]
  return { ok: true, lines: [`${plain(name)} is added.`, ...(await newKeyLines(deps, { id, name })), ...lines] }
}
