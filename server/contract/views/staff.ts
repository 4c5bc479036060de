/** Staff see everything live. */
import { entities } from '../entities/index.ts'
import { zoneOffsets } from '../fields.ts'
import { viewOf } from './view.ts'

const workshop = entities.workshop.extend({ zoneOffsets }).meta({ id: 'StaffWorkshop' })

export const staffView = viewOf('staff', { ...entities, workshop })
