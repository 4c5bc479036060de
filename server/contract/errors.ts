/** The stable codes of all refusals. The message for each is in `words`, file `errors`. */
import { z } from 'zod'

export const errorCodes = [
  // at the edge
  'unknown_command',
  'bad_payload',
  'too_large',
  'too_many_requests',
  'not_allowed',
  'no_key',
  'link_ended',
  'wrong_origin',
  'actor_required',
  'command_id_reused',
  'not_found',
  'server_error',
  'database_unavailable',
  // from the workshop's rules
  'order_not_found',
  'operation_not_found',
  'part_not_found',
  'bay_not_found',
  'person_not_found',
  'item_not_found',
  'arrival_not_found',
  'illegal_step',
  'changed_meanwhile',
  'no_operations',
  'operations_unfinished',
  'last_operation',
  'order_full',
  'promise_in_past',
  'offer_expired',
  'already_answered',
  'reason_required',
  'promise_required',
  'time_in_past',
  'kilometres_backwards',
  'closed_then',
  'bay_occupied',
  'bay_out_of_service',
  'wrong_bay_kind',
  'bay_required',
  'technician_busy',
  'technician_required',
  'technician_absent',
  'skill_missing',
  'car_elsewhere_in_work',
  'car_not_here',
  'approval_missing',
  'part_missing',
  'part_already_arrived',
  'already_here',
  'identity_not_matched',
  'appointment_not_found',
  'already_closed',
  'already_out_of_service',
  'not_out_of_service',
  'alert_not_found',
  'notice_not_found',
  'suggestion_not_found',
  'progress_check_not_asked',
  'answer_incomplete',
  'bad_settings',
  'bad_template',
  'unknown_template_field',
  'template_field_missing',
  'unknown_holidays',
  'no_address',
  'nothing_to_change',
  'undo_too_late',
  'duplicate_number',
  'bad_plate',
  'which_plate',
  'bad_phone',
  'bad_time_zone',
] as const
const errorCode = z.enum(errorCodes)
export type ErrorCode = (typeof errorCodes)[number]

export const refusal = z
  .object({
    ok: z.literal(false),
    code: errorCode,
    message: z.string().meta({ description: 'A message for the user, in the screen’s language.' }),
    field: z.string().optional().meta({ description: 'With bad_payload: the field.' }),
    now: z
      .object({ put: z.record(z.string(), z.array(z.unknown())), seq: z.int() })
      .optional()
      .meta({ description: 'With changed_meanwhile: the current state of the entities concerned (S13).' }),
  })
  .meta({ id: 'Refusal' })
export type Refusal = z.infer<typeof refusal>
