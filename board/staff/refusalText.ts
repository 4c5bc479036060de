/** Why a command was refused, in the screen's language. */
import type { Order } from '#contract/entities/index.ts'
import type { ErrorCode, Refusal } from '#contract/errors.ts'
import { formatPlate } from '#contract/plate.ts'
import { words, type Key } from '#kit/words.svelte.ts'
import type { Refused } from './answers.svelte.ts'
import type { Names } from '#kit/names.svelte.ts'
import { answerOf } from './progressText.ts'

/** Refusals that kiosks get too, where they send the customer to the desk. */
const toStaff: Partial<Record<string, Key>> = {
  already_here: 'staff:refused.already_here',
  identity_not_matched: 'staff:refused.identity_not_matched',
} satisfies Partial<Record<ErrorCode, Key>>

/** What a form calls a field of its command. */
const fields: Partial<Record<string, Key>> = {
  ...{ name: 'staff:field.name', phone: 'staff:field.phone', email: 'staff:field.email', model: 'staff:field.model' },
  ...{ plate: 'staff:field.plate', words: 'staff:field.words', reason: 'staff:field.reason' },
  ...{ findings: 'staff:field.findings', note: 'staff:field.note' },
}

/** The screen's sentence for a code, with the field that is wrong; or the server's if the code is unknown. */
export function sentenceFor(refusal: Refusal): string {
  const field = fields[refusal.field?.split('.').at(-1) ?? '']
  if (refusal.code === 'bad_payload' && field) return words.t('staff:badField', { field: words.t(field) })
  if (refusal.code === 'not_allowed' && refusal.roles)
    return words.t('staff:notAllowed', {
      roles: new Intl.ListFormat(words.locale, { type: 'disjunction' }).format(
        refusal.roles.map((role) => words.t(`common:role.${role}`)),
      ),
    })
  const key: Key = toStaff[refusal.code] ?? `errors:${refusal.code}`
  const own = words.t(key)
  return own === '' || own === key || own === refusal.code ? refusal.message : own
}

/** The same, plus the order's current state when it has changed meanwhile: on a small card that helps more than advice (S13). */
export function refusalText(refused: Refused, names: Names): string {
  const now = refused.now?.put['order']?.[0] as Order | undefined
  if (now && refused.command === 'answerProgressCheck') return `${words.t('progress:first')} ${answerOf(now, names)}`
  return now ? `${words.t('staff:changed')} ${whereIs(now, names)}` : sentenceFor(refused)
}

/** "It is now: bay 3, in progress, Wu Jie." */
function whereIs(order: Order, names: Names): string {
  const working = order.operations.find(({ state }) => state === 'working')
  const assigned =
    working ?? order.operations.find(({ state, bayId }) => state !== 'done' && state !== 'cancelled' && bayId !== null)
  const bay = names.bay(order.bayId ?? assigned?.bayId ?? null)
  const what = words.line([
    bay === null ? words.t('staff:nowhere') : words.t(order.bayId ? 'staff:inBay' : 'staff:forBay', { number: bay }),
    words.t(`common:orderState.${order.state}`),
    names.person(assigned?.technicianId ?? null),
  ])
  return words.t('staff:isNow', { plate: formatPlate(order.plate), what })
}
