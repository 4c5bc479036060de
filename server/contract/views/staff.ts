/** Staff see everything live. */
import { entities } from '../entities/index.ts'
import { viewOf } from './view.ts'

export const staffView = viewOf('staff', entities)
