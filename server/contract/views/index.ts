/** One allow-list view per audience. */
import type { ViewName } from '../values.ts'
import { customerView } from './customer.ts'
import { kioskView } from './kiosk.ts'
import { lobbyView } from './lobby.ts'
import { staffView } from './staff.ts'
import type { EntitiesOf } from './view.ts'
import { wallView } from './wall.ts'

export const views = { staff: staffView, wall: wallView, lobby: lobbyView, kiosk: kioskView, customer: customerView }

/** The entities an audience sees, by kind. */
export type ViewEntities<V extends ViewName> = EntitiesOf<(typeof views)[V]>
