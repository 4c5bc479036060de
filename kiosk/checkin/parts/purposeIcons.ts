/** Icons for the purpose of a visit, and for waiting or leaving, in a 48 × 48 box. */
import type { Purpose } from '#contract/values.ts'

export const purposeIcons: Record<Exclude<Purpose, 'help'>, string> = {
  // A spanner.
  repair: 'M41 12a10 10 0 0 1-13 12L14 38a4.200 4.200 0 0 1-6-6l14-14A10 10 0 0 1 35 6l-6 6 1 6 6 1zM11 35h.1',
  // A calendar.
  appointment: 'M7 10h34v31H7zM7 19h34M16 5v9M32 5v9M15 27h4m5 0h4m5 0h.1M15 34h4m5 0h4',
  // A key.
  pick_up: 'M15 15a9 9 0 1 0 0 18 9 9 0 0 0 0-18M24 24h20v7M36 24v6M12 24h.1',
  // A speech bubble with a question mark.
  enquiry: 'M6 8h36v25H25l-9 8v-8H6zM19.500 16c1-5 9-4.500 9 .5 0 3.500-4.500 3.500-4.500 7M24 27.500v.1',
  // A speech bubble with an exclamation mark.
  complaint: 'M6 8h36v25H25l-9 8v-8H6zM24 14v8.500M24 27.500v.1',
}

// An armchair; a person walking away.
export const waitIcon =
  'M13 21v-7a6 6 0 0 1 6-6h10a6 6 0 0 1 6 6v7M10 20a4 4 0 0 1 4 4v5h20v-5a4 4 0 1 1 6 3.500V38H8V27.500A4 4 0 0 1 10 20M12 38v4m24-4v4'
export const leaveIcon =
  'M22 5a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7M21 17l-6 4-2 7M21 17l5 5 7 2M21 17l-2 12 7 6 2 9M19 29l-3 7-6 7M36 34h9m-4-4 4 4-4 4'
