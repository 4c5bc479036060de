/** What the kinds of devices show, and where. */
import type { DeviceOptions } from './entities/index.ts'
import { pathOf } from './screens.ts'
import type { DeviceKind } from './values.ts'

/** The view of each kind, which is also what it counts as (`devices`). People sign in on those of the staff. */
export const viewOfKind = {
  wall: 'wall',
  lobby: 'lobby',
  kiosk: 'kiosk',
  desk: 'staff',
  tablet: 'staff',
  gate: 'staff',
} as const satisfies Record<DeviceKind, string>

/** Where the browser of a device goes. */
export function pageOfDevice({
  kind,
  options: { language, margin },
}: {
  kind: DeviceKind
  options: DeviceOptions
}): string {
  const query = new URLSearchParams({
    ...(language !== null && { lang: language }),
    ...(margin > 0 && { margin: String(margin) }),
  })
  const path = pathOf(viewOfKind[kind])
  return query.size > 0 ? `${path}?${query}` : path
}
