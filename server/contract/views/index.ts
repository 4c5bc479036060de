/** One allow-list view an audience; the door through which a screen came says which is its own. */
import type { Door } from '../values.ts'
import { customerView } from './customer.ts'
import { kioskView } from './kiosk.ts'
import { lobbyView } from './lobby.ts'
import { staffView } from './staff.ts'
import type { EntitiesOf } from './view.ts'
import { wallView } from './wall.ts'

export const views = { staff: staffView, wall: wallView, lobby: lobbyView, kiosk: kioskView, customer: customerView }

/** The entities an audience sees, kind by kind. */
export type ViewEntities<D extends Door> = EntitiesOf<(typeof views)[D]>
