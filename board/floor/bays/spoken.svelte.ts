/**
 * Announces to screen readers what is carried by keyboard, over which bay, and what a drop there would do. Call it during component
 * setup.
 */
import { formatPlate } from '#contract/plate.ts'
import { usesText } from '#kit/bayText.ts'
import { words } from '#kit/words.svelte.ts'
import { useAnnouncer } from '#staff/announcer.svelte.ts'
import { useOrders } from '#staff/orders.svelte.ts'
import { usePlaces } from '#staff/places.svelte.ts'
import { useAim } from '../carry/aim.svelte.ts'
import { useCarry } from '../carry/carry.svelte.ts'

export function speakWhileCarried(): void {
  const announcer = useAnnouncer()
  const orders = useOrders()
  const places = usePlaces()
  const carry = useCarry()
  const aim = useAim()

  $effect(() => {
    const { held, over } = carry
    const order = held && orders.get(held.orderId)
    if (!order || held.by !== 'keys') return
    const plate = formatPlate(order.plate)
    if (over === null) return announcer.say(words.t('floor:carry.nowhere', { plate }))
    const where = whereOf(plate, over)
    const { outcome } = aim
    if (!outcome) announcer.say(where)
    // Only once the planner has answered; otherwise half a sentence would be read out.
    else if (outcome.isSettled) announcer.say([where, ...outcome.lines.map(({ text }) => text)].join(' '))
  })

  function whereOf(plate: string, over: string): string {
    const place = places.bay(over)
    if (!place) return words.t('floor:carry.overQueue', { plate })
    const { bay, inside } = place
    return words.t('floor:carry.overBay', {
      plate,
      number: bay.number,
      kind: usesText(bay),
      inside: inside ? formatPlate(inside.plate) : words.t('floor:bay.free'),
    })
  }
}
