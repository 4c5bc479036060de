import type en from '../en/teams.ts'
import type { Translation } from '../translation.ts'

export default {
  mechanics: '机修组',
  electrical: '电工组',
  body: '钣喷组',
} satisfies Translation<typeof en>
