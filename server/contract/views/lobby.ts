/** What the lobby shows: of each car ticket, masked plate and stage; of a person called to a desk, ticket and desk. */
import { z } from 'zod'
import { arrival, settings, workshop } from '../entities/index.ts'
import { id, instant, zoneOffsets } from '../fields.ts'
import { viewOf } from './view.ts'

const lobbyStages = ['waiting', 'in_progress', 'see_desk', 'ready'] as const

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

/** A person who is called to a desk (B1.2). */
const lobbyCall = arrival.pick({ id: true, ticket: true, desk: true, calledAt: true }).meta({ id: 'LobbyCall' })
export type LobbyCall = z.infer<typeof lobbyCall>

export const lobbyView = viewOf('lobby', {
  workshop: workshop
    .pick({ id: true, name: true, timeZone: true, hours: true, days: true })
    .extend({ zoneOffsets, settings: settings.pick({ undoSeconds: true }).meta({ id: 'LobbySettings' }) })
    .meta({ id: 'LobbyWorkshop' }),
  arrival: lobbyCall,
  order: lobbyOrder,
})
