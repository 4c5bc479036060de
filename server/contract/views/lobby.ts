/** What the lobby shows of each car: ticket, masked plate and stage. */
import { z } from 'zod'
import { workshop } from '../entities/index.ts'
import { id, instant } from '../fields.ts'
import { viewOf } from './view.ts'

const lobbyStages = ['in_progress', 'see_desk', 'ready'] as const

const lobbyOrder = z
  .object({
    id,
    ticket: z.string().nullable(),
    plate: z
      .string()
      .brand<'MaskedPlate'>()
      .meta({ description: 'Masked.', example: '沪A·•••82' as never }),
    stage: z.enum(lobbyStages),
    since: instant.nullable(),
  })
  .meta({ id: 'LobbyOrder' })
export type LobbyOrder = z.infer<typeof lobbyOrder>

export const lobbyView = viewOf('lobby', {
  workshop: workshop
    .pick({ id: true, name: true, timeZone: true, hours: true, days: true })
    .meta({ id: 'LobbyWorkshop' }),
  order: lobbyOrder,
})
