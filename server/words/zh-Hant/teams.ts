import type en from '../en/teams.ts'
import type { Translation } from '../translation.ts'

export default {
  mechanics: '機修組',
  electrical: '電系組',
  body: '鈑烤組',
} satisfies Translation<typeof en>
